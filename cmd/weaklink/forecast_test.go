package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/risk"
)

// A demo is no forecast, nor is a look at some links only, nor a record that
// holds no probability; what is left says what the verdict said.
func TestWhichRunsAreForecasts(t *testing.T) {
	v := risk.Verdict{Link: "website", Confidence: .8, Links: []risk.LinkRisk{{Link: "website", Rank1: .6, Confidence: .8}},
		Loss: risk.Loss{PYear: risk.Range{Low: .01, Best: .03, High: .08}, Expected: risk.Range{Low: 1, Best: 2400, High: 9000}}}
	var l forecastLog
	read := func(r any) (risk.Forecast, bool) {
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return l.read(chain.Run{ID: "run", Firm: "grocer", Model: "model", Finished: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}, raw)
	}
	f, ok := read(scan.Record{Version: "v1", Verdict: v})
	if !ok || f.Link != "website" || f.Confidence != .8 || f.PYear != v.Loss.PYear || f.Expected != v.Loss.Expected || f.Model != "model" || f.Version != "v1" ||
		len(f.Links) != 1 || f.Links[0] != (risk.Said{Link: "website", Rank1: .6, Confidence: .8}) {
		t.Errorf("%+v", f)
	}
	for what, r := range map[string]any{"a demo": scan.Record{Verdict: v, MadeUp: true}, "some links": scan.Record{Verdict: v, Only: []chain.Link{chain.Data}},
		"no probability": scan.Record{}, "an older form": map[string]any{"verdict": map[string]any{"link": "data"}}, "garbage": "x"} {
		if _, ok := read(r); ok {
			t.Errorf("%s counts as a forecast", what)
		}
	}
	if l.Left != (left{MadeUp: 1, Only: 1, Unreadable: 3}) {
		t.Errorf("%+v", l.Left)
	}
}

// However many verdicts and firms there are, no line is wider than the screen,
// every record is told, and of the quiet verdicts the newest only.
func TestForecastOfManyFirmsFitsTheScreen(t *testing.T) {
	start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	l := &forecastLog{Schema: "weaklink.forecast/1", Firms: []string{}, Needed: risk.YearsNeeded(rareEvent, nearby), records: map[string]chain.Outcome{}}
	var said []risk.Forecast
	var happened []risk.Happened
	for firm := range 3 {
		name := strings.Repeat("A Firm With A Long Name ", 4) + fmt.Sprint(firm)
		for n := range 60 {
			said = append(said, risk.Forecast{Firm: name, Run: fmt.Sprint("r", n), On: start.AddDate(0, 0, 30*n), Link: "website", Confidence: .99,
				Links: []risk.Said{}, PYear: risk.Range{Low: .004, Best: .2, High: .999}, Expected: risk.Range{Best: 123456789}})
		}
		o := chain.Outcome{ID: "incident-2020-05-01", Kind: chain.Incident, On: start.AddDate(0, 4, 0), Link: chain.Access, Note: strings.Repeat("schön ", 33)}
		l.records[name+"\x00"+o.ID] = o
		happened = append(happened, risk.Happened{Firm: name, ID: o.ID, On: o.On, Link: string(o.Link), Event: true})
	}
	l.Scores = risk.Score(said, happened, start.AddDate(6, 0, 0), .0748)
	raw, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if err := strict(t, "forecast").Validate(doc); err != nil {
		t.Errorf("its JSON has not the published form: %v", err)
	}
	for _, width := range []int{narrow, 40, 120} {
		var out bytes.Buffer
		if err := l.print(&out, width); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if n := len([]rune(line)); n > width {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
		if n := strings.Count(out.String(), "then: incident-2020-05-01"); n != 3 && width > 40 {
			t.Errorf("%d of 3 records are told", n)
		}
		if n := strings.Count(out.String(), "days  "); n > 3*(shownVerdicts+1) {
			t.Errorf("%d verdicts are listed", n)
		}
	}
}

// Values of people have no place in a note, whatever the words around them.
func TestNotesHoldNoValueOfAPerson(t *testing.T) {
	for _, note := range []string{"mail from jo.doe@example.org", "called from +49 30 901820", "paid to DE89370400440532013000 at noon", "card 4111 1111 1111 1111 was used", "jo.doe@example.org,jo.doe@example.org"} {
		got, masked := blotted(note)
		if !masked || strings.Contains(got, "doe") || strings.Contains(got, "901820") || strings.Contains(got, "8937") || strings.Contains(got, "4111") {
			t.Errorf("%q is kept as %q", note, got)
		}
	}
	for _, note := range []string{"", "the shop was down for 3 days, loss 1200 EUR", "Schlüssel verloren", "by phishing on 2026-11-02"} {
		if got, masked := blotted(note); masked || got != note {
			t.Errorf("%q became %q", note, got)
		}
	}
}

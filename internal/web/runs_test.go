package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/web"
)

// year keeps a year of daily looks: the website is broken until April, weak
// until July, and holds from then on; the backups are weak all the time.
func (w *world) year(t *testing.T, record string) {
	t.Helper()
	finding := func(check string, link chain.Link, g chain.Grip) chain.Finding {
		return chain.Finding{ID: chain.FindingID(check, "firm"), Check: check, Subject: "firm", Link: link, Grip: g, Say: "It is " + g.String(), Control: "mfa"}
	}
	for n := range 365 {
		at := time.Now().Add(-time.Duration(366-n) * 24 * time.Hour).UTC().Truncate(time.Millisecond)
		run := chain.Run{ID: fmt.Sprintf("0190%04d-0000-7000-8000-000000000000", n), Firm: firm, Started: at, Now: at.Truncate(24 * time.Hour), Version: "test"}
		if err := w.db.Begin(t.Context(), run); err != nil {
			t.Fatal(err)
		}
		run.Finished = at.Add(time.Minute)
		site, named := chain.Broken, "website"
		switch {
		case n >= 180:
			site, named = chain.Holds, "backups"
		case n >= 90:
			site = chain.Weak
		}
		body := fmt.Sprintf(`{"findings":%q,"verdict":{"link":%q,"wording":"is"}}`, record, named)
		all := []chain.Finding{finding("website.tls", chain.Website, site), finding("backups.fresh", chain.Backups, chain.Weak)}
		if _, err := w.db.Finish(t.Context(), run, all, func(string) bool { return true }, []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
}

// A year of daily looks is one picture and a few lines: what changed stands
// out, what did not is folded, and each look can be opened.
func TestAYearOfLooksIsReadAtOnce(t *testing.T) {
	w := serve(t, false)
	w.year(t, strings.Repeat("x", 100_000))
	began := time.Now()
	_, body := w.get(t, w.owner, "/runs")
	first := time.Since(began)
	began = time.Now()
	_, body = w.get(t, w.owner, "/runs")
	t.Logf("the first time %v, then %v, %d kB", first, time.Since(began), len(body)/1000)
	for _, part := range []string{"365 looks from", "Named as the weakest: the website in 180 looks, the backups in 185 looks.", "website: weak (before: broken)", "website: holds (before: weak); 1 mended", "before it, the same", `role="img"`, "the first look"} {
		if !strings.Contains(body, part) {
			t.Errorf("the page lacks %q", part)
		}
	}
	if n := strings.Count(body, "<tr>"); n > 8 {
		t.Errorf("%d lines for a year in which little changed", n)
	}
	if n := strings.Count(body, "<rect"); n > 12 {
		t.Errorf("%d parts of the picture", n)
	}
	if n := strings.Count(body, `href="/?run=`); n != 365 {
		t.Errorf("%d of 365 looks can be opened", n)
	}
}

// What was only said is no drill that was seen, and a copy that did not come
// back is told as such.
func TestDrillsAreListed(t *testing.T) {
	w := serve(t, true)
	if _, body := w.get(t, w.owner, "/runs"); !strings.Contains(body, "nobody has shown yet that one comes back") {
		t.Error("it does not say that nobody has tried")
	}
	// They come with another look: until then the page is the one of before.
	if err := w.db.Begin(t.Context(), chain.Run{ID: "019ab3f0-0000-7000-8000-000000000009", Firm: firm, Started: time.Now().UTC(), Now: ago, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	on := time.Date(2026, 10, 3, 0, 0, 0, 0, time.UTC)
	w.drills = []web.Drill{{On: on, Copy: "crm-<b>.dump", Taken: "2 October 2026", Minutes: 42, How: "restored, and it starts", Passed: true},
		{On: on, Copy: "old.dump", How: "level 2 of 6", Why: "it ends in the middle"}, {On: on, Copy: "a copy", OnlySaid: true, Passed: true}}
	_, body := w.get(t, w.owner, "/runs")
	for _, part := range []string{"crm-&lt;b&gt;.dump", "42 minutes", "it ends in the middle", "said, not seen", "not measured"} {
		if !strings.Contains(body, part) {
			t.Errorf("the page lacks %q", part)
		}
	}
}

// What the firm lives with is listed with why, who and until when; what is past
// its day is open again; and both can be taken back.
func TestWhatIsAcceptedIsListed(t *testing.T) {
	w := serve(t, true)
	if _, body := w.get(t, w.owner, "/accepted"); !strings.Contains(body, "Nothing is accepted") {
		t.Error(body)
	}
	id := w.bad()
	w.post(t, w.owner, "/accept", url.Values{"finding": {id}, "why": {"the <i>old</i> till"}, "who": {"Jo <b>"}, "until": {time.Now().AddDate(0, 1, 0).Format(time.DateOnly)}})
	other := ""
	for _, f := range w.model.Findings.All() {
		if f.Grip == chain.Weak {
			other = f.ID
		}
	}
	for _, f := range []string{other, "data.none@00000000"} {
		past := chain.Acceptance{Finding: f, Why: "it was summer", Who: "the owner", Given: ago.AddDate(0, -3, 0), Until: ago.AddDate(0, -1, 0)}
		if err := w.db.Accept(t.Context(), firm, past); err != nil {
			t.Fatal(err)
		}
	}
	_, body := w.get(t, w.owner, "/accepted")
	now, past, _ := strings.Cut(body, "Their day has passed")
	for _, part := range []string{"the &lt;i&gt;old&lt;/i&gt; till", "Jo &lt;b&gt;", `href="/#` + url.PathEscape(id)[:20]} {
		if !strings.Contains(now, part) {
			t.Errorf("the list lacks %q: %s", part, now)
		}
	}
	if strings.Count(past, "open again") != 1 || !strings.Contains(past, "does not find this any more") || strings.Count(past, "it was summer") != 2 {
		t.Errorf("what is past its day: %s", past)
	}
	res, _ := w.post(t, w.owner, "/withdraw", url.Values{"finding": {id}, "to": {"accepted"}})
	if res.Header.Get("Location") != "/accepted" {
		t.Error(res.Header)
	}
	if _, body := w.get(t, w.owner, "/accepted"); strings.Contains(body, "till") {
		t.Error("it is accepted still")
	}
	if res, _ := w.post(t, w.owner, "/withdraw", url.Values{"finding": {id}, "to": {"//evil.example"}}); !strings.HasPrefix(res.Header.Get("Location"), "/#") {
		t.Error(res.Header)
	}
}

// The card names whom to call first in each case, says who is known, and leaves
// room to write for who is not.
func TestTheCardOfWhomToCall(t *testing.T) {
	w := serve(t, true)
	_, body := w.get(t, w.owner, "/call")
	if strings.Count(body, `class="blank"`) < 10 || !strings.Contains(body, "72 hours") || !strings.Contains(body, "C, then A, then F, then E.") || strings.Contains(body, "<script>alert") {
		t.Error(body)
	}
	if c := w.model.Contact; c != nil && !strings.Contains(body, c.Name) {
		t.Error("whom the settings name is not on it")
	}
}

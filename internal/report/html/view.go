package html

import (
	"fmt"
	"html/template"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/risk"
)

// View is the model as the page shows it.
type View struct {
	*report.Model
	Policy  string
	CSS     template.CSS
	JS      template.JS
	Rings   []Ring
	Groups  []Group
	Holds   []report.Alike
	Steps   []report.Chore // of the plan, as many as anyone reads
	More    int            // further steps
	TodayAt string         // where today's step stands on the page; empty: it is none of the plan
	Stores  []store
	Shown   []store // in the table,
	Folded  []store // and below a fold
	Guarded []report.Guarded
	Levels  []level  // of what is known about people
	Apart   []string // beside them
	Matrix  *report.Matrix
	Ages    *timeline
	Changed []change
	First   bool     // nothing to compare with
	Since   string   // what changed, in numbers; empty: nothing to compare with
	Dots    []string // a hundred businesses a year as things are,
	After   []string // and with the named link mended
	Before  string   // what they show, in words
	Then    string
	Sure    string
	Bars    []bar
	Routes  []string
	Chokes  []string
	Numbers []numbers // of the model, by control
}

// bar is what a link contributes.
type bar struct {
	Link  string
	Of100 int
	Width int // of the longest, 300
	EUR   float64
	Seen  bool // else hatched: what an ordinary firm would have there
}

// numbers of the model that belong together.
type numbers struct {
	ID, Name string
	List     []report.ShownConstant
}

// steps of the plan that are shown; every finding below has its own fix anyway.
const steps = 8

// Ring is one link of the picture.
type Ring struct {
	report.Link
	State   string
	Words   string // how an owner calls it
	Shape   string // holds, weak, broken, cracked, unseen, carried
	Width   float64
	Hanging string
	Reason  *report.LinkReason
	Rests   []report.Finding // weak or broken
}

// Group is the findings of one grip.
type Group struct {
	Title, Means, Key string
	N                 int // findings
	Findings          []Finding
}

// Finding is one, with those like it, and the mail that asks somebody to mend them.
type Finding struct {
	report.Alike
	Mail report.Mail
}

type store struct {
	report.Store
	Where      string
	At         string // where it stands on the page in full
	From       string // the years of its records
	CopyOf     string
	Safeguards []safeguard
}

// inTable is how many places the table shows before the fold.
const inTable = 25

type safeguard struct{ State, Say, Cites string }

type change struct{ Word, Key, Say, ID string }

// NewView lays a model out for the page.
func NewView(m *report.Model) *View {
	m = report.Cleaned(m)
	v := &View{Model: m}
	for _, l := range m.Chain {
		r := Ring{Link: l, State: l.State(), Words: report.LinkWords(l.Link), Shape: l.State()}
		if m.Weakest(l) {
			r.Shape, r.Hanging = "cracked", m.Hanging()
		}
		// Thick where the link bears much; a weak link never looks like a firm one.
		r.Width = math.Round(10*(3+8*l.Strength.Best)) / 10
		switch r.Shape {
		case "holds":
			r.Width = max(r.Width, 9)
		case "weak":
			r.Width = min(r.Width, 5)
		}
		v.reason(&r)
		v.Rings = append(v.Rings, r)
	}
	for _, g := range []struct {
		grip              chain.Grip
		title, means, key string
	}{
		{chain.Broken, "Broken", "Each of these alone lets someone in, exposes or loses client data, or is against the law.", "broken"},
		{chain.Weak, "Weak", "One more mistake, and one of these gives way.", "weak"},
	} {
		out := Group{Title: g.title, Means: g.means, Key: g.key}
		for _, a := range report.Alikes(of(m, g.grip)) {
			out.N += 1 + len(a.Also)
			out.Findings = append(out.Findings, Finding{a, m.MailAll(a)})
		}
		v.Groups = append(v.Groups, out)
	}
	v.Holds = report.Alikes(of(m, chain.Holds))
	all := m.Chores()
	v.Steps = all[:min(len(all), steps)]
	v.More = len(all) - len(v.Steps)
	if m.Today.Step != "" {
		v.TodayAt = "plan"
		if i := slices.IndexFunc(v.Steps, func(c report.Chore) bool { return c.Does(m.Today.Step) }); i >= 0 {
			v.TodayAt = fmt.Sprintf("step-%d", i+1)
		}
	}
	for i, s := range m.Data.Stores.All() {
		v.Stores = append(v.Stores, store{Store: s, Where: report.Name(s.ID), At: fmt.Sprintf("place-%d", i+1), From: report.Years(s), CopyOf: m.Data.CopyOf(s.ID), Safeguards: safeguards(s.Protection)})
	}
	v.Shown = v.Stores[:min(len(v.Stores), inTable)]
	v.Folded = v.Stores[len(v.Shown):]
	v.Guarded = m.Data.Guarded.Whole()
	v.Levels, v.Apart = levels(m.Data), report.Apart(m.Data.Picture)
	v.Matrix, v.Ages = report.NewMatrix(m.Data), newTimeline(m)
	v.Changed, v.First = changes(m)
	v.Since = since(v.Changed, v.First)
	v.Dots = dots(m, m.Verdict.Loss.PYear)
	v.Before = hit(m.Verdict.Loss.PYear)
	v.open()
	v.Sure = report.Odds(m.Verdict.Confidence)
	return v
}

// of are the findings of one grip.
func of(m *report.Model, g chain.Grip) []report.Finding {
	var out []report.Finding
	for _, f := range m.Findings.All() {
		if f.Grip == g {
			out = append(out, f)
		}
	}
	return out
}

func safeguards(p facts.Protection) []safeguard {
	var out []safeguard
	for _, d := range p.Demanded {
		s := safeguard{State: "not seen", Say: d.Say, Cites: strings.Join(d.Cites, "; ")}
		switch {
		case slices.Contains(p.Missing, d.Control):
			s.State = "missing"
		case slices.Contains(p.Proven, d.Control):
			s.State = "proven"
		}
		out = append(out, s)
	}
	return out
}

// since is what changed since the last look, in numbers.
func since(all []change, first bool) string {
	if first {
		return ""
	}
	if len(all) == 0 {
		return "nothing has changed."
	}
	var order []string
	n := map[string]int{}
	for _, c := range all {
		if n[c.Word]++; n[c.Word] == 1 {
			order = append(order, c.Word)
		}
	}
	for i, w := range order {
		order[i] = fmt.Sprintf("%d %s", n[w], w)
	}
	return strings.Join(order, ", ") + "."
}

// changes lists what is not as it was, worst first. The first look has nothing
// to compare with: everything in it is new.
func changes(m *report.Model) (out []change, first bool) {
	first = true
	for _, c := range m.Changes {
		first = first && c.Change == chain.New
	}
	if first {
		return nil, true
	}
	now := map[string]report.Finding{} // of those that changed
	for _, c := range m.Changes {
		if c.Change != chain.Same {
			now[c.Finding] = report.Finding{}
		}
	}
	for _, f := range m.Findings.All() {
		if had, ok := now[f.ID]; ok && had.ID == "" {
			now[f.ID] = f
		}
	}
	for _, kind := range []chain.Change{chain.WorseNow, chain.New, chain.UnseenNow, chain.BetterNow, chain.Gone} {
		for _, c := range m.Changes {
			if c.Change != kind {
				continue
			}
			say := ""
			if f := now[c.Finding]; f.ID != "" {
				if say = f.Say; f.Grip == chain.Holds && kind == chain.New {
					continue // one more thing that was looked at and is in order
				}
			} else {
				id, _, _ := strings.Cut(c.Finding, "@")
				if say = id; kind == chain.Gone {
					if k, ok := checks.Lookup(id); ok {
						say = k.Doc.Asks
					}
				}
			}
			out = append(out, change{Word: string(kind), Key: strings.ReplaceAll(string(kind), " ", "-"), Say: say, ID: c.Finding})
		}
	}
	return out, false
}

// dots are a hundred businesses: hit for sure, perhaps, or not, in a year.
func dots(m *report.Model, p risk.Range) []string {
	low, high := int(math.Round(p.Low*100)), int(math.Round(p.High*100))
	if high < 1 || m.Verdict.Frequency == "" {
		return nil
	}
	out := make([]string, 100)
	for i := range out {
		switch {
		case i < low:
			out[i] = "hit"
		case i < high:
			out[i] = "perhaps"
		default:
			out[i] = "spared"
		}
	}
	return out
}

func count(s any) int { return reflect.ValueOf(s).Len() }

func plural[N int | int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// human turns an id of ours into words.
func human(s string) string { return strings.NewReplacer("_", " ", "-", " ").Replace(s) }

func tally(c report.Count) string {
	var out []string
	for _, p := range []struct {
		n    int
		word string
	}{{c.Broken, "broken"}, {c.Weak, "weak"}, {c.Unseen, "not seen"}, {c.Holds, "in order"}} {
		if p.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	return strings.Join(out, ", ")
}

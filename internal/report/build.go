package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// Build makes the model of a judged run. It never fails on what a scan can
// produce; the error is for a finding whose check this build does not have.
func Build(in Input) (*Model, error) {
	m := &Model{Schema: Schema, Changes: orEmpty(in.Changes), Plan: []Step{}, Unseen: []Unseen{}, Targets: []Target{}, Suppliers: []Supplier{}}
	m.Run = Run{ID: in.Run.ID, Started: in.Run.Started, Finished: in.Run.Finished, Now: in.Run.Now, Version: in.Run.Version,
		Model: in.Run.Model, Seed: in.Run.Seed, Root: in.Run.Root, Firm: in.Run.Firm, Partial: in.Run.Partial, Samples: in.Verdict.Samples}
	old := aged(in.Run.Started, in.Seen)
	for _, s := range in.States {
		if s.Target != firm { // the engine's own join is no target of the reader's
			m.Targets = append(m.Targets, Target{s.Target, s.Complete, s.Why, old[s.Target]})
		}
	}
	if in.Constants == nil {
		c, err := risk.Load()
		if err != nil {
			return nil, err
		}
		in.Constants = c
	}
	drops, items := repairs(in.Verdict), make(map[string]*evidence.Item, len(in.Facts))
	for i := range in.Facts {
		items[in.Facts[i].Digest] = &in.Facts[i]
	}
	order, told := ranked(in.Findings, drops), in
	lines := challenges(in.Constants, in.Findings)
	since := make([]time.Time, len(order)) // looked up once: they are asked for again and again
	for i, at := range order {
		if since[i] = in.Most; in.Most.IsZero() {
			since[i] = in.Run.Started
		}
		if t, ok := in.Since[in.Findings[at].ID]; ok {
			since[i] = t
		}
	}
	head := func(i int) Finding {
		f := finding(told, &in.Findings[order[i]])
		f.Since = since[i]
		return f
	}
	m.Findings = Made(len(order), func(i int) Finding {
		return opened(told, worded(head(i)), drops, lines, items)
	}).headed(head)
	if in.Carried == nil {
		in.Carried = carried(in.Facts)
	}
	// What a supplier carries is no gap of ours: it is drawn in outline.
	if s := in.Verdict.Second; s != nil && in.Carried[chain.Link(s.Link)] != "" {
		in.Verdict.Second = nil
	}
	m.Chain = links(in)
	m.Data = data(in)
	for _, s := range facts.WebsiteSupplier.Select(in.Facts) {
		m.Suppliers = append(m.Suppliers, Supplier{s.Name, orEmpty(s.Carries), s.For, s.Proof})
	}
	m.Unseen = unseen(in)
	m.Plan = plan(in, m.Findings)
	m.Verdict = verdict(in, m)
	m.Today = today(in, m, false)
	fit(in, m)
	m.Contact = in.Contact
	m.Own = OwnNumbers(in.Own)
	m.Reasons = Opens(in.Verdict, in.Findings, in.Advised, in.Constants)
	return m, nil
}

// ranked is the order of findings: the worst first, then what saves most.
func ranked(all []chain.Finding, drops map[repair]risk.Range) []int {
	order, saves, links := make([]int, len(all)), make([]float64, len(all)), make([]int, len(all))
	for i, f := range all {
		order[i], saves[i], links[i] = i, drops[repair{subjectOf(f.Subject), f.Control}].Best, f.Link.Index()
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(all[i].Grip, all[j].Grip), cmp.Compare(saves[j], saves[i]),
			cmp.Compare(links[i], links[j]), strings.Compare(all[i].ID, all[j].ID), cmp.Compare(i, j))
	})
	return order
}

// opened adds to a finding what it rests on.
func opened(in Input, f Finding, drops map[repair]risk.Range, lines map[string]string, facts map[string]*evidence.Item) Finding {
	f.Seen = make([]Sighting, 0, len(f.Evidence))
	for _, digest := range f.Evidence {
		if it, ok := facts[digest]; ok {
			s := in.Seen[digest]
			f.Seen = append(f.Seen, Sighting{digest, it.Kind, it.Subject, it.Method, s.Target, s.Collector, s.Seen})
		}
	}
	if f.Grip != chain.Broken && f.Grip != chain.Weak {
		return f
	}
	if d, ok := drops[repairOf(f)]; ok {
		f.Drop = &d
	}
	f.Line = lines[f.Control]
	return f
}

// challenges are the lines that challenge the number that weighs each control.
func challenges(of *risk.Constants, all []chain.Finding) map[string]string {
	out := map[string]string{}
	for i := range all {
		control := all[i].Control
		if _, had := out[control]; had {
			continue
		}
		out[control] = ""
		if k, ok := of.Control(control); ok {
			if id, ok := strongest(k); ok {
				if c, ok := challenge(of, id); ok {
					out[control] = c.Line
				}
			}
		}
	}
	return out
}

const firm = "firm"

// finding is one without the words that are made for it.
func finding(in Input, f *chain.Finding) Finding {
	out := Finding{ID: f.ID, Check: f.Check, Link: f.Link, Subject: f.Subject, Grip: f.Grip, Say: f.Say, Why: f.Why,
		Next: f.Next, Pass: f.Pass, Of: f.Of, Control: f.Control, Cites: []string{}, Evidence: orEmpty(f.Evidence)}
	if f.Grip == chain.Broken || f.Grip == chain.Weak {
		for _, a := range in.Accepted {
			if a.Finding == f.ID {
				out.Accepted = &a
			}
		}
	}
	if c, ok := checks.Lookup(f.Check); ok {
		d := c.Doc
		out.Matters, out.Who, out.Minutes, out.Cites = d.Matters, d.Who, d.Minutes, orEmpty(d.Cites)
	}
	return out
}

// mended is the repairable thing that the fix of a finding is about.
func mended(f Finding) string {
	if c, ok := checks.Lookup(f.Check); ok && strings.Contains(c.Doc.Fix, "{file}") {
		return fileSubject(f.Subject)
	}
	return subjectOf(f.Subject)
}

// worded is a finding with the words that name its subject.
func worded(f Finding) Finding {
	f.Name = Name(f.Subject)
	if c, ok := checks.Lookup(f.Check); ok {
		f.Fix, f.Proof = fill(c.Doc.Fix, f.Subject), command(c.Doc.Proof, f.Subject)
		for stack, fix := range c.Doc.Fixes {
			if f.Fixes == nil {
				f.Fixes = map[string]string{}
			}
			f.Fixes[stack] = fill(fix, f.Subject)
		}
	}
	return f
}

func links(in Input) []Link {
	var out []Link
	for i, l := range chain.Links() {
		k := Link{Link: l, Carried: in.Carried[l]}
		var grips []chain.Grip
		for _, f := range in.Findings {
			if f.Link != l {
				continue
			}
			grips = append(grips, f.Grip)
			switch f.Grip {
			case chain.Broken:
				k.Findings.Broken++
			case chain.Weak:
				k.Findings.Weak++
			case chain.Unseen:
				k.Findings.Unseen++
			case chain.Holds:
				k.Findings.Holds++
			}
		}
		k.Grip = chain.Worst(grips...)
		if i < len(in.Verdict.Links) {
			k.Strength = in.Verdict.Links[i].Strength
		}
		for _, h := range in.Missing {
			if h.Link == l {
				k.Next = h.Next
			}
		}
		out = append(out, k)
	}
	return out
}

func data(in Input) Data {
	d := Data{Overlaps: []facts.Overlap{}}
	type place struct {
		id     string
		people int64
		at     int // among the facts
	}
	var places []place
	var unclear []int // among the facts
	for i, it := range in.Facts {
		s, ok := storeOf(it)
		switch {
		case !ok:
			continue
		case len(s.Categories) == 0:
			if _, ok := guardedOf(s); ok {
				unclear = append(unclear, i)
			}
			continue
		}
		places = append(places, place{it.Subject, s.People.Best, i})
		d.People.Low, d.People.Best, d.People.High = max(d.People.Low, s.People.Low), max(d.People.Best, s.People.Best), d.People.High+s.People.High
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(b.people, a.people), strings.Compare(a.id, b.id)) })
	all, protection := in.Facts, in.Protection
	d.Stores = Made(len(places), func(i int) Store {
		s, _ := storeOf(all[places[i].at])
		p := protection[s.ID]
		p.Demanded, p.Proven, p.Missing, p.Unseen = orEmpty(p.Demanded), orEmpty(p.Proven), orEmpty(p.Missing), orEmpty(p.Unseen)
		return Store{ID: s.ID, Target: s.Target, Name: s.Name, Role: s.Role, Format: s.Format, Records: s.Records,
			Categories: orEmpty(s.Categories), People: s.People, Detail: s.Detail, Oldest: s.Oldest, Newest: s.Newest, Readers: s.Readers,
			Partial: s.Partial, Protection: p, Picture: s.Picture, Test: s.Test, Years: s.Years, Dated: s.DatedBy, Guarded: guardedData(s)}
	})
	slices.SortFunc(unclear, func(a, b int) int { return strings.Compare(all[a].Subject, all[b].Subject) })
	d.Guarded = Made(len(unclear), func(i int) Guarded {
		s, _ := storeOf(all[unclear[i]])
		g, _ := guardedOf(s)
		return g
	})
	for _, c := range facts.DataCoverage.Select(in.Facts) {
		d.Ledger = append(d.Ledger, Ledger{Target: c.Target, Files: c.Files, Bytes: c.Bytes, Read: c.Read, ReadBytes: c.ReadBytes,
			Unread: c.Listed, UnreadBytes: c.ListedBytes, Ignored: c.Ignored, IgnoredBytes: c.IgnoredBytes, NotRead: orEmpty(c.NotRead)})
	}
	slices.SortFunc(d.Ledger, func(a, b Ledger) int { return strings.Compare(a.Target, b.Target) })
	if in.Union != nil {
		d.Picture = in.Union.Picture
		d.People, d.Overlaps, d.More = in.Union.People, orEmpty(in.Union.Overlaps), in.Union.More
	}
	return d
}

// storeOf is the place that a fact is about.
func storeOf(it evidence.Item) (s facts.Store, ok bool) {
	if it.Kind != facts.DataStore.Name {
		return s, false
	}
	s, err := facts.DataStore.Decode(it)
	return s, err == nil
}

// unseen lists what could not be looked at: gaps of collectors, then findings
// that could not be judged, then links nobody looked at.
func unseen(in Input) []Unseen {
	out := []Unseen{}
	said := map[[2]string]bool{} // why, and of what
	for _, g := range in.Gaps {
		out = append(out, Unseen{Subject: g.Subject, Target: g.Target, Why: g.Why, Next: g.Next})
		said[[2]string{g.Why, Name(g.Subject)}] = true
	}
	for _, f := range in.Findings {
		if f.Grip != chain.Unseen {
			continue
		}
		// Where a collector's gap says the same, a check could only repeat it.
		if what := [2]string{f.Why, Name(f.Subject)}; !said[what] {
			said[what] = true
			out = append(out, Unseen{Subject: f.Subject, Why: f.Why, Next: f.Next,
				Worth: worth(in, func(l risk.Look) bool {
					return l.Control == f.Control && (l.Subject == "" || l.Subject == firm || l.Subject == subjectOf(f.Subject))
				})})
		}
	}
	for _, h := range in.Missing {
		if in.Carried[h.Link] != "" {
			continue
		}
		u := Unseen{Subject: "link:" + string(h.Link), Why: "nobody looked at it", Next: h.Next}
		switch s := in.Verdict.Second; {
		case in.Next != nil:
			u.Worth = worth(in, func(l risk.Look) bool { return l.Link == string(h.Link) })
		case s != nil && s.Link == string(h.Link):
			u.Worth = s.Probability
		}
		out = append(out, u)
	}
	return out
}

// worth is how likely it is that knowing one of these changes what to do.
func worth(in Input, is func(risk.Look) bool) (most float64) {
	if in.Next == nil {
		return 0
	}
	for _, l := range in.Next.Looks {
		if is(l) {
			most = max(most, l.Changes)
		}
	}
	return most
}

// carried says of links that a supplier carries instead of the firm by whom,
// and how that was seen. What a supplier's own page says of the firm's mail is
// no link of its own.
func carried(items []evidence.Item) map[chain.Link]string {
	out := map[chain.Link]string{}
	for _, s := range facts.WebsiteSupplier.Select(items) {
		for _, what := range s.Carries {
			if l, err := chain.ParseLink(what); err == nil {
				out[l] = fmt.Sprintf("%s carries it (%s)", s.Name, s.Proof)
			}
		}
	}
	return out
}

// repair is one control of one subject.
type repair struct{ subject, control string }

func repairOf(f Finding) repair { return repair{subjectOf(f.Subject), f.Control} }

// repairs is what each repair would lower the loss by, EUR a year.
func repairs(v risk.Verdict) map[repair]risk.Range {
	out := map[repair]risk.Range{}
	for _, r := range v.Repairs {
		if len(r.Controls) == 1 {
			out[repair{r.Subject, r.Controls[0]}] = r.Drop
		}
	}
	return out
}

// plan is one step for each fix of each subject - of each file, where a fix is
// about the whole of it -, but for what the firm has decided to live with, in the
// order in which the model would do them; what adds nothing to those comes last. Where the model has no plan: first what the
// sentence names, then what lowers the loss most. Steps that serve the same
// control of one subject share its drop.
func plan(in Input, all List[Finding]) []Step {
	drops := repairs(in.Verdict)
	var planned []risk.Step
	if in.Plan != nil {
		planned = in.Plan.Steps
	}
	type sorted struct {
		Step
		head  bool
		grip  chain.Grip
		place int   // in the model's plan
		does  []int // all its places there
	}
	// heads says whether the sentence names what a finding is about.
	heads := func(f Finding, subject string) bool {
		return in.Plan == nil && string(f.Link) == in.Verdict.Link && (subject == in.Verdict.Subject || f.Subject == in.Verdict.Subject)
	}
	var steps []sorted
	where := map[string]int{}
	for _, f := range all.Heads() {
		if f.Grip != chain.Broken && f.Grip != chain.Weak || f.Accepted != nil {
			continue
		}
		subject := mended(f)
		f = worded(f)
		key := subject + "\x00" + f.Fix
		if i, ok := where[key]; ok {
			steps[i].Findings = append(steps[i].Findings, f.ID)
			steps[i].head = steps[i].head || heads(f, subject)
			continue
		}
		where[key] = len(steps)
		s := Step{ID: f.ID, Findings: []string{f.ID}, Link: f.Link, Name: Name(subject), Fix: f.Fix, Who: f.Who, Minutes: f.Minutes, Drop: drops[repairOf(f)]}
		if in.HourlyRate != nil {
			s.EUR = float64(s.Minutes[0]+s.Minutes[1]) / 2 / 60 * in.HourlyRate(s.Who)
		}
		steps = append(steps, sorted{s, heads(f, subject), f.Grip, 0, nil})
	}
	places := map[string]int{} // in the model's plan, of the first step that is about a finding
	for i, p := range slices.Backward(planned) {
		places[p.Fix] = i
		for _, id := range p.Findings {
			places[id] = i
		}
	}
	for i := range steps {
		s := &steps[i]
		s.place = -1
		for _, id := range s.Findings {
			if at, ok := places[id]; ok && !slices.Contains(s.does, at) {
				s.does = append(s.does, at)
			}
		}
		if len(s.does) > 0 {
			s.place = slices.Min(s.does)
		}
		switch {
		case s.place >= 0:
			p := planned[s.place]
			s.Drop, s.Quick, s.Together = p.Drop, p.Quick, p.Together
			for _, at := range s.does {
				if at != s.place { // each is beyond those before it
					s.Drop = risk.Range{Low: s.Drop.Low + planned[at].Drop.Low, Best: s.Drop.Best + planned[at].Drop.Best, High: s.Drop.High + planned[at].Drop.High}
				}
			}
		case in.Plan != nil:
			s.place, s.Drop = len(planned), risk.Range{}
		}
	}
	slices.SortStableFunc(steps, func(a, b sorted) int {
		if a.head != b.head {
			if a.head {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(b.Drop.Best, a.Drop.Best), cmp.Compare(a.grip, b.grip), cmp.Compare(a.Minutes[1], b.Minutes[1]), strings.Compare(a.ID, b.ID))
	})
	out := []Step{}
	for _, s := range steps {
		out = append(out, s.Step)
	}
	return out
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

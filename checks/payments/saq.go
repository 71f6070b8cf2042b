package payments

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed saq.yaml
var saqYAML []byte

// Way is a way of taking cards: each calls for a form of its own.
type Way string

// The ways.
const (
	Online   Way = "online"   // on a website, or through a link
	Terminal Way = "terminal" // at a card terminal
	Till     Way = "till"     // by software on a till
	Keyed    Way = "keyed"    // staff type numbers into a browser
)

// Known is what is known of a way of taking cards: "yes" or "no" by fact of
// saq.yaml. What is not in it is not known.
type Known map[string]string

// Decision is which form a way calls for.
type Decision struct {
	Way   Way
	Form  string   // empty: it cannot be told yet
	Row   string   // of the table
	Say   string   // why, as half a sentence
	Long  bool     // a shorter form would do if something were changed
	Fails []Fail   // why each shorter form for this way does not do, shortest first
	Maybe []string // when it cannot be told: the forms that it can be, shortest first
	Ask   string   // and the id of the question that narrows them down best; empty: none does

	// When it cannot be told only because criteria of a form are open: that form,
	// by Row. What it can be otherwise is the rest of Maybe.
	Likely string
	Open   []Open
}

// Open is a criterion of a form that nothing shows to be met or not.
type Open struct {
	Fact      string
	Say       string // what is not shown, as half a sentence
	Get       string // what to do about it
	Disproved string // what would show that it is not met
	Missed    bool   // it was answered that nothing is at hand that shows it
}

// Fail is why a form does not do: every need of it that is known not to be met.
type Fail struct{ Form, Say string }

type saqTable struct {
	Version   string            `yaml:"version"`
	ValidFrom string            `yaml:"valid_from"`
	ValidTo   string            `yaml:"valid_to"`
	Forms     []saqForm         `yaml:"forms"`
	Criteria  []saqCriterion    `yaml:"criteria"`
	Rows      []saqRow          `yaml:"rows"`
	Askable   []string          `yaml:"askable"`
	AskedAs   map[string]string `yaml:"asked_as"`
}

type saqForm struct {
	ID    string    `yaml:"id"`
	Fits  []Way     `yaml:"fits"`
	Long  bool      `yaml:"long"`
	Needs []saqNeed `yaml:"needs"`
}

type saqNeed struct {
	Fact string `yaml:"fact"`
	Is   string `yaml:"is"`
	Say  string `yaml:"say"`
}

type saqCriterion struct {
	Fact      string `yaml:"fact"`
	Paper     bool   `yaml:"paper"`
	Open      string `yaml:"open"`
	Get       string `yaml:"get"`
	Disproved string `yaml:"disproved"`
}

type saqRow struct {
	Row  string            `yaml:"row"`
	In   []Way             `yaml:"in"`
	When map[string]string `yaml:"when"`
	Form string            `yaml:"form"`
	Say  string            `yaml:"say"`
}

// It is read when it is first asked for: most commands ask nothing of it.
var saqs = sync.OnceValue(func() saqTable { return mustSAQ(saqYAML) })

func mustSAQ(raw []byte) saqTable {
	var t saqTable
	if err := yaml.UnmarshalWithOptions(raw, &t, yaml.Strict()); err != nil {
		panic("checks/payments: saq.yaml: " + err.Error())
	}
	for _, r := range t.Rows {
		if t.rank(r.Form) < 0 {
			panic("checks/payments: saq.yaml: row " + r.Row + " leads to a form that is not listed")
		}
	}
	if last := t.Rows[len(t.Rows)-1]; len(last.In)+len(last.When) > 0 {
		panic("checks/payments: saq.yaml has no last row that is always met")
	}
	return t
}

func (t saqTable) rank(form string) int {
	return slices.IndexFunc(t.Forms, func(f saqForm) bool { return f.ID == form })
}

func (r saqRow) about(w Way) bool { return len(r.In) == 0 || slices.Contains(r.In, w) }

// first is the row that counts when everything in k is known. Facts that are
// not in it are taken to be neither yes nor no.
func (t saqTable) first(w Way, k Known) saqRow {
	for _, r := range t.Rows {
		met := r.about(w)
		for fact, is := range r.When {
			met = met && k[fact] == is
		}
		if met {
			return r
		}
	}
	panic("checks/payments: saq.yaml has no row that is always met")
}

// open are the facts that rows about w ask for and that k does not have.
func (t saqTable) open(w Way, k Known) []string {
	need := map[string]bool{}
	for _, r := range t.Rows {
		if !r.about(w) {
			continue
		}
		for fact := range r.When {
			if k[fact] == "" {
				need[fact] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(need))
}

// outcomes are the rows that can still come to count, in the order of the
// table: each row is tried with every way in which its open facts can turn out.
func (t saqTable) outcomes(w Way, k Known) []saqRow {
	counts := make([]bool, len(t.Rows))
	full := Known{}
	for fact, is := range k {
		if is != "no" || !t.paper(fact) {
			full[fact] = is
		}
	}
	t.walk(w, full, 0, counts)
	var out []saqRow
	for i, r := range t.Rows {
		if counts[i] {
			out = append(out, r)
		}
	}
	return out
}

// walk marks the rows from the i-th on that can come to count.
func (t saqTable) walk(w Way, k Known, i int, counts []bool) {
	for ; ; i++ {
		r := t.Rows[i]
		if !r.about(w) {
			continue
		}
		open, missed := "", false
		for _, fact := range slices.Sorted(maps.Keys(r.When)) {
			if k[fact] == "" {
				open = fact
			} else if k[fact] != r.When[fact] {
				missed = true
			}
		}
		switch {
		case missed:
			continue
		case open == "":
			counts[i] = true
			return
		}
		for _, is := range []string{"yes", "no"} {
			k[open] = is
			t.walk(w, k, i, counts)
		}
		delete(k, open)
		return
	}
}

// paper says that a "no" about a fact leaves it open: it only says that nothing
// is at hand that shows it.
func (t saqTable) paper(fact string) bool {
	return slices.ContainsFunc(t.Criteria, func(c saqCriterion) bool { return c.Fact == fact && c.Paper })
}

// met is k with every criterion that is open taken to be met.
func (t saqTable) met(k Known) Known {
	out := Known{}
	maps.Copy(out, k)
	for _, c := range t.Criteria {
		if out[c.Fact] == "" || c.Paper {
			out[c.Fact] = "yes"
		}
	}
	return out
}

// likely is the row that counts if all the criteria that are open are met, and
// those of them that it needs; ok is false when something else is open too.
func (t saqTable) likely(w Way, k Known) (row saqRow, open []Open, ok bool) {
	rows := t.outcomes(w, t.met(k))
	if len(t.forms(rows)) != 1 {
		return saqRow{}, nil, false
	}
	for _, c := range t.Criteria {
		if rows[0].When[c.Fact] == "yes" && k[c.Fact] != "yes" {
			open = append(open, Open{c.Fact, c.Open, c.Get, c.Disproved, k[c.Fact] == "no"})
		}
	}
	return rows[0], open, len(open) > 0
}

func (t saqTable) forms(rows []saqRow) []string {
	var out []string
	for _, f := range t.Forms {
		if slices.ContainsFunc(rows, func(r saqRow) bool { return r.Form == f.ID }) {
			out = append(out, f.ID)
		}
	}
	return out
}

// Decide finds the form for a way of taking cards. What is not known is never
// guessed: as long as an open fact can change the form, the forms that it can be
// are named, and the question that leaves the fewest of them.
func Decide(w Way, k Known) Decision { return saqs().decide(w, k, nil) }

// decide is Decide without the questions for which passed is true.
func (t saqTable) decide(w Way, k Known, passed func(id string) bool) Decision {
	rows := t.outcomes(w, k)
	d := Decision{Way: w}
	if forms := t.forms(rows); len(forms) > 1 {
		d.Maybe = forms
		r, open, ok := t.likely(w, k)
		if !ok {
			// A form with a criterion that is open is an answer too: what tells the
			// forms themselves apart is asked first.
			if d.Ask = t.split(w, t.met(k), t.Askable, passed); d.Ask == "" {
				d.Ask = t.split(w, k, t.Askable, passed)
			}
			return d
		}
		d.Likely, d.Row, d.Open = r.Form, r.Row, open
		var ask []string
		for _, o := range open {
			ask = append(ask, o.Fact)
		}
		d.Ask = t.split(w, k, ask, passed)
		d.Fails = t.fails(w, k, r.Form)
		return d
	}
	// Several rows can lead to one form: the one that counts as things stand is told.
	r := t.first(w, k)
	if !slices.ContainsFunc(rows, func(o saqRow) bool { return o.Row == r.Row && o.Form == r.Form }) {
		r = rows[0]
	}
	d.Form, d.Row, d.Say = r.Form, r.Row, r.Say
	d.Long = t.long(r.Form)
	d.Fails = t.fails(w, k, r.Form)
	return d
}

func (t saqTable) long(form string) bool { return t.Forms[t.rank(form)].Long }

// fails are the forms for w that are shorter than form, and why they do not do.
func (t saqTable) fails(w Way, k Known, form string) []Fail {
	var out []Fail
	for _, f := range t.Forms[:t.rank(form)] {
		if !slices.Contains(f.Fits, w) {
			continue
		}
		var why []string
		for _, n := range f.Needs {
			if is := k[n.Fact]; is != "" && is != n.Is {
				why = append(why, n.Say)
			}
		}
		if why == nil {
			why = []string{"it is made for another way of paying"}
		}
		out = append(out, Fail{f.ID, strings.Join(why, " and ")})
	}
	return out
}

// split is the fact of askable whose answer leaves the fewest forms in the worse
// case, then over both; empty when none takes one away.
func (t saqTable) split(w Way, k Known, askable []string, passed func(id string) bool) string {
	open := t.open(w, k)
	now := len(t.forms(t.outcomes(w, k)))
	best, worst, sum := "", now+1, 2*now
	for _, fact := range askable {
		if !slices.Contains(open, fact) || passed != nil && passed(t.question(fact)) {
			continue
		}
		var left [2]int
		for i, is := range []string{"yes", "no"} {
			with := maps.Clone(k)
			if with == nil {
				with = Known{}
			}
			with[fact] = is
			left[i] = len(t.forms(t.outcomes(w, with)))
		}
		m, s := max(left[0], left[1]), left[0]+left[1]
		if s < 2*now && (m < worst || m == worst && s < sum) {
			best, worst, sum = fact, m, s
		}
	}
	if best == "" {
		return ""
	}
	return t.question(best)
}

// question is the id of the question about a fact.
func (t saqTable) question(fact string) string {
	if q := t.AskedAs[fact]; q != "" {
		fact = q
	}
	return "payments." + fact
}

// Combine says what several ways mean together: a form each where they are kept
// apart, else one form that asks for all.
func Combine(all []Decision) string {
	var forms []string
	for _, d := range all {
		if f := d.Form + d.Likely; f != "" && !slices.Contains(forms, f) { // one of the two is empty
			forms = append(forms, f)
		}
	}
	if len(forms) < 2 {
		return ""
	}
	return fmt.Sprintf("%d ways of taking cards call for %d forms, one each where they are kept apart; the acquirer may ask for one that covers all.", len(all), len(forms))
}

package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
)

// alone is how many things of a kind are still told one by one.
const alone = 2

// Alike is a finding, with those that the same check says of other things.
type Alike struct {
	Finding
	Also []Finding // in the order of the report; empty: it stands alone
}

// Alikes puts what one check says of many things under the first of them. What
// the firm lives with stands alone: that is about one thing.
func Alikes(list []Finding) []Alike {
	var out []Alike
	for _, g := range Gather(list, func(f Finding) string {
		if f.Accepted != nil {
			return ""
		}
		return fmt.Sprint(f.Check, f.Grip)
	}) {
		out = append(out, Alike{g[0], g[1:]})
	}
	return out
}

// Kind is a finding with the names of what the same check says too: an Alike, of
// which the others are not made.
type Kind struct {
	Finding
	Also []string
}

// KindsOf are the findings of one grip, as Alikes puts them together.
func KindsOf(m *Model, g chain.Grip) []Kind {
	n := map[string]int{} // by check
	for _, f := range m.Findings.Heads() {
		if f.Grip == g && f.Accepted == nil {
			n[f.Check]++
		}
	}
	at := map[string]int{}
	var out []Kind
	for i, f := range m.Findings.Heads() {
		if f.Grip != g {
			continue
		}
		if k, ok := at[f.Check]; ok && f.Accepted == nil {
			out[k].Also = append(out[k].Also, cmp.Or(f.Name, Name(f.Subject)))
			continue
		}
		if f.Accepted == nil && n[f.Check] > alone {
			at[f.Check] = len(out)
		}
		out = append(out, Kind{Finding: m.Findings.At(i)})
	}
	return out
}

// Chore is a step of the plan, with those that do the same to other things. Its
// time and cost are those of the first.
type Chore struct {
	Step
	Also []Step // in the order of the plan; empty: it stands alone
	For  string // what stands for all of them where repairs are supposed: a finding, or a check
}

// Chores are the steps of the plan, the same ones put together at the place of
// the first: to do them in one go is what anyone does.
func (m *Model) Chores() []Chore {
	check := make(map[string]string, m.Findings.Len())
	for _, f := range m.Findings.Heads() {
		check[f.ID] = f.Check
	}
	var out []Chore
	for _, g := range Gather(m.Plan, func(s Step) string { return check[s.ID] }) {
		c := Chore{Step: g[0], Also: g[1:], For: g[0].ID}
		if len(c.Also) > 0 {
			c.For = check[c.ID]
		}
		out = append(out, c)
	}
	return out
}

// times is how many things a step of the plan is done to.
func (m *Model) times(step string) int {
	if !slices.ContainsFunc(m.Plan, func(s Step) bool { return s.ID == step }) {
		return 0
	}
	i := m.Findings.Where(func(f Finding) bool { return f.ID == step })
	if i < 0 {
		return 1
	}
	of, n := map[string]bool{}, 0 // the ids of what its check says
	check := m.Findings.At(i).Check
	for _, f := range m.Findings.Heads() {
		if f.Check == check {
			of[f.ID] = true
		}
	}
	for _, s := range m.Plan {
		if of[s.ID] {
			n++
		}
	}
	if n > alone {
		return n
	}
	return 1
}

// Takes is how long it takes, in words.
func (c Chore) Takes() string {
	if len(c.Also) > 0 {
		return Minutes(c.Minutes) + " each"
	}
	return Minutes(c.Minutes)
}

// Does says whether the step with that id is among them.
func (c Chore) Does(id string) bool {
	return c.ID == id || slices.ContainsFunc(c.Also, func(s Step) bool { return s.ID == id })
}

// Others are what the other steps are about.
func (c Chore) Others() []string {
	out := make([]string, len(c.Also))
	for i, s := range c.Also {
		out[i] = s.Name
	}
	return out
}

// Gather puts what has the same key under the first of it, where that is more
// than anyone reads one by one; what has none stands alone.
func Gather[T any](list []T, key func(T) string) [][]T {
	n := map[string]int{}
	keys := make([]string, len(list))
	for i, x := range list {
		keys[i] = key(x)
		n[keys[i]]++
	}
	at := map[string]int{}
	var out [][]T
	for i, x := range list {
		k := keys[i]
		if g, ok := at[k]; ok {
			out[g] = append(out[g], x)
			continue
		}
		if k != "" && n[k] > alone {
			at[k] = len(out)
		}
		out = append(out, []T{x})
	}
	return out
}

// Others are names in a sentence, as many as fit into that many characters, and
// how many there are beyond. Where all lie in one place, it is said once; so is the
// archive or workbook in which several lie.
func Others(names []string, room int) string {
	names = slices.Compact(slices.Clone(names))
	if len(names) > 1 {
		if i := strings.LastIndex(names[0], " in "); i > 0 {
			where := names[0][i:]
			if !slices.ContainsFunc(names, func(n string) bool { return !strings.HasSuffix(n, where) || len(n) == len(where) }) {
				for i, n := range names {
					names[i] = strings.TrimSuffix(n, where)
				}
				return within(byFile(names), room-len(where)) + where
			}
		}
	}
	return within(byFile(names), room)
}

// byFile puts names of places within one file together at the first of them.
func byFile(names []string) []named {
	n := map[string]int{}
	for _, name := range names {
		n[fileOf(name)]++
	}
	var out []named
	told := map[string]bool{}
	for _, name := range names {
		switch file := fileOf(name); {
		case n[file] < 2:
			out = append(out, named{name, 1})
		case !told[file]:
			told[file] = true
			out = append(out, named{fmt.Sprintf("%d in %s", n[file], file), n[file]})
		}
	}
	return out
}

// named is what stands for n things.
type named struct {
	name string
	n    int
}

func within(names []named, room int) string {
	var said []string
	for i, x := range names {
		if room -= len(x.name) + 2; room < 0 && i > 0 {
			left := 0
			for _, x := range names[i:] {
				left += x.n
			}
			return fmt.Sprintf("%s and %d more", strings.Join(said, ", "), left)
		}
		said = append(said, x.name)
	}
	return strings.Join(said, ", ")
}

// Names are what findings are about.
func Names(list []Finding) []string {
	out := make([]string, len(list))
	for i, f := range list {
		out[i] = f.Name
	}
	return out
}

// MailAll is the text for whoever can repair a finding and all that is like it.
func (m *Model) MailAll(a Alike) Mail {
	mail := m.Mail(a.Finding)
	if mail.To == "" || len(a.Also) == 0 {
		return mail
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\nThe same goes for %d more:\n", len(a.Also))
	for i, f := range a.Also {
		if i == inMail {
			fmt.Fprintf(&b, "  - and %d more, which the report lists\n", len(a.Also)-i)
			break
		}
		if fmt.Fprintf(&b, "  - %s", f.Say); !strings.Contains(f.Say, strings.SplitN(f.Name, " in ", 2)[0]) {
			fmt.Fprintf(&b, " (%s)", f.Name)
		}
		b.WriteByte('\n')
	}
	mail.Body = strings.Replace(mail.Body, closing, b.String()+closing, 1)
	return mail
}

const (
	inMail  = 50 // things that a mail lists; mail programs cut long links
	closing = "\nWe reckon with "
)

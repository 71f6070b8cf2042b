package main

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/risk"
)

// printLinks is the table of the links or, when one was asked about, each of
// its numbers with how it comes about.
func (r *reasons) printLinks(w *text.Writer) {
	if len(r.Links) > 1 {
		w.Title("Links: what bringing them to the state of practice would save, EUR a year")
		for _, l := range r.Links {
			rank := fmt.Sprintf("%d to %d", l.RankLow, l.RankHigh)
			if l.RankLow == l.RankHigh {
				rank = fmt.Sprint(l.RankLow)
			}
			w.Line(fmt.Sprintf("  %-9s seen %7s   all %7s   place %-6s   first %3.0f in 100", l.Link, report.Money(l.DropSeen.Best), report.Money(l.Drop.Best), rank, l.Confidence*100))
		}
		w.Para("  ", "  ", "seen: repairing only what was looked at, which is what the verdict ranks. place: among the eight and the ways in that nobody has seen, nine times in ten. first: how often it comes first among links with something weak or broken. `weaklink why LINK` opens each number.")
		return
	}
	for _, l := range r.Opened.Links {
		w.Title("The numbers of " + string(l.Link))
		for _, n := range l.Numbers {
			w.Para("  ", "    ", n.Name+": "+n.Value)
			w.Para("    ", "    ", "= "+n.Formula)
		}
		if len(l.Challenge) > 0 {
			w.Title("Challenge a number: each line ranks again with half the odds")
			for _, c := range l.Challenge {
				w.Line("  " + c.Line)
			}
		}
	}
}

const (
	shownRoutes = 6
	shownLooks  = 5
	shownSteps  = 5
)

// printOpened is what belongs to the verdict as a whole, and the steps of the
// link that was asked about.
func (r *reasons) printOpened(w *text.Writer) {
	o := r.Opened
	if r.Verdict == nil {
		r.printSteps(w)
		return
	}
	if o.Steady != "" {
		w.Title("How steady the answer is")
		w.Para("  ", "  ", o.Steady)
		if o.Rate != "" {
			w.Para("  ", "  ", o.Rate)
		}
		if o.Outside != "" {
			w.Para("  ", "  ", o.Outside)
		}
		w.Title("The ten numbers that move it most: EUR a year, each halved and doubled")
		for _, t := range o.Stability.Tornado {
			line := fmt.Sprintf("  %-24s %7.3g  %6s to %6s", t.ID, t.Value, report.Money(min(t.DropLow, t.DropHigh)), report.Money(max(t.DropLow, t.DropHigh)))
			for _, l := range []string{t.LinkLow, t.LinkHigh} {
				if l != o.Stability.Link && !strings.HasSuffix(line, l) {
					line += ", then " + l
				}
			}
			w.Line(line)
		}
		w.Title("We can be wrong here")
		for _, a := range o.Assumptions {
			w.Para("  - ", "    ", a.Say)
			w.Line("    " + a.Line)
		}
	}
	if len(o.Overrides) > 0 {
		w.Title("Numbers that are yours")
		for _, k := range o.Overrides {
			w.Para("  - ", "    ", k.Say+".")
		}
	}
	if len(o.FindOut) > 0 {
		w.Title("What finding out is worth")
		for _, f := range o.FindOut[:min(len(o.FindOut), shownLooks)] {
			w.Para("  - ", "    ", f.Say)
		}
	}
	if len(o.Shares) > 0 {
		w.Title("Who contributes how much, of each 100 EUR that could be saved")
		for _, s := range o.Shares {
			w.Line(fmt.Sprintf("  %-9s %3d  %s", s.Link, s.Of100, strings.Repeat("#", (s.Of100+1)/2)))
		}
	}
	if len(o.Routes) > 0 {
		w.Title("Routes used most")
		for _, t := range report.TopRoutes(o.Routes, shownRoutes) {
			w.Para("  - ", "    ", report.RouteWords(t))
		}
	}
	for _, c := range report.ChokeWords(o.Chokes) {
		w.Para("  - ", "    ", c)
	}
	if len(o.Others) > 0 {
		w.Title("What other measures name, and why they do not decide")
		for _, x := range o.Others {
			w.Para("  - ", "    ", fmt.Sprintf("%s: %s. Not the headline: %s.", x.Measure, x.Say, x.WhyNot))
		}
	}
	if o.Saving != "" {
		w.Title("The plan")
		w.Para("  ", "  ", o.Saving)
	}
}

func (r *reasons) printSteps(w *text.Writer) {
	if len(r.Steps) == 0 {
		return
	}
	w.Title("Steps of the chain that it guards, by what must never fail (Birnbaum)")
	for _, s := range r.Steps[:min(len(r.Steps), shownSteps)] {
		w.Para("  - ", "    ", report.StepWords(s))
	}
}

// constantList is what --constants prints.
type constantList struct {
	Schema    string                 `json:"schema"`
	Model     string                 `json:"model"`
	Marks     map[string]string      `json:"marks"`
	Constants []report.ShownConstant `json:"constants"`
}

func (a *app) whyConstants(id string) error {
	c, err := risk.Load()
	if err != nil {
		return err
	}
	list := constantList{Schema: "weaklink.constants/1", Model: c.Digest(), Marks: report.Marks, Constants: []report.ShownConstant{}}
	for _, one := range c.IDs() {
		if id != "" && one != id && !strings.HasPrefix(one, strings.TrimSuffix(id, ".")+".") {
			continue
		}
		k, ok := report.Constant(c, one, nil)
		if name, _, _ := strings.Cut(one, "."); ok && k.Value == 0 && id != one {
			if _, control := c.Control(name); control {
				continue // a control does nothing there
			}
		}
		list.Constants = append(list.Constants, k)
	}
	if len(list.Constants) == 0 {
		return usage("`weaklink why --constants` lists them all", "no number of the model is called %s", id)
	}
	if a.format == "json" {
		return a.printJSON(a.out, list)
	}
	w := text.NewWriter(a.out, a.width)
	for _, k := range list.Constants {
		w.Para("", "    ", shownConstant(k))
		if id != "" && k.Line != "" {
			w.Line("    " + k.Line)
		}
	}
	w.Title("")
	w.Para("", "", "V read in the source, S second-hand, M from memory, J our judgement. `weaklink whatif --set ID=VALUE` ranks again; `constants:` in weaklink.yaml keeps it.")
	return w.Flush()
}

// shownConstant is one number in a line: id, value, unit, meaning, mark, source.
func shownConstant(k report.ShownConstant) string {
	say := fmt.Sprintf("%s = %g %s: %s [%s, %s]", k.ID, k.Value, k.Unit, k.Means, k.Mark, k.Source)
	if k.Note != "" {
		say += " " + k.Note
	}
	return say
}

// challengeOf is the line to paste for the number by which a control takes most.
func challengeOf(numbers []report.ShownConstant) (line string) {
	most := 0.0
	for _, n := range numbers {
		if strings.Contains(n.ID, ".eps.") && n.Value > most || line == "" && n.Line != "" {
			line = n.Line
			if strings.Contains(n.ID, ".eps.") {
				most = n.Value
			}
		}
	}
	return line
}

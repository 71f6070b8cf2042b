package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
)

// steps prints them in their order; what is the same for many things is said once.
func (ans *planAnswer) steps(w *text.Writer) {
	all := report.Gather(ans.Steps, func(s planStep) string {
		if len(s.Together) > 0 || len(s.Findings) != 1 {
			return ""
		}
		return fmt.Sprint(checkOf(s.ID), s.Quick, s.Pays)
	})
	slices.SortStableFunc(all, func(a, b []planStep) int { return cmp.Compare(ifTrue(b[0].Quick), ifTrue(a[0].Quick)) })
	number := map[string]int{}
	for i, alike := range all {
		for _, s := range alike {
			number[s.ID] = i + 1
		}
	}
	for i, alike := range all {
		s, also := alike[0], alike[1:]
		if i == 0 || s.Quick != all[i-1][0].Quick {
			switch {
			case s.Quick:
				w.Title("Quick wins: free or done within an hour, and nearly sure to help")
			case i > 0:
				w.Title("Then")
			default:
				w.Title("In this order")
			}
		}
		lead, each := fmt.Sprintf("%3d. ", i+1), ""
		once := map[string]bool{} // what is done: a file is deleted once, whatever lies in it
		for _, x := range alike {
			once[doing(x)] = true
		}
		if len(once) > 1 {
			each = " each"
		}
		for _, d := range s.Do {
			w.Para(lead, "     ", d.Fix)
			lead = "     "
			w.Para(lead, lead, fmt.Sprintf("Who: %s, %s%s.", d.Who, report.Minutes(d.Minutes), each))
		}
		if len(also) > 0 {
			var names []string
			var eur, drop float64
			for _, x := range alike {
				names, drop = append(names, x.Name), drop+x.Drop.Best
				if once[doing(x)] {
					once[doing(x)] = false
					eur += x.EUR
				}
			}
			w.Para("     ", "     ", report.Stop(fmt.Sprintf("The same for %d more: %s", len(also), report.Others(names[1:], 160))))
			w.Para("     ", "     ", fmt.Sprintf("In all about %s EUR of work; saves %s EUR a year, %s of it the first.%s",
				amount(eur), amount(drop), amount(s.Drop.Best), unless(s.Pays, fmt.Sprintf(" That does not pay within %g years.", ans.Horizon))))
		} else {
			w.Para("     ", "     ", fmt.Sprintf("About %s EUR of work. Saves %s EUR a year (%s to %s); %s EUR a year are left.%s",
				amount(s.EUR), amount(s.Drop.Best), amount(s.Drop.Low), amount(s.Drop.High), amount(s.Left), unless(s.Pays, fmt.Sprintf(" That does not pay within %g years.", ans.Horizon))))
		}
		if len(s.Together) > 0 {
			var with []string
			for _, id := range s.Together {
				with = append(with, fmt.Sprintf("%d", number[id]))
			}
			w.Para("     ", "     ", "Only together with step "+strings.Join(with, " and ")+": alone it hardly helps.")
		}
		w.Para("     ", "     ", fmt.Sprintf("%s, %s. %s", s.Link, s.Name, s.ID))
	}
}

// doing is what a step does, in the words of its fixes.
func doing(s planStep) string {
	var out strings.Builder
	for _, d := range s.Do {
		out.WriteString(d.Fix + "\n")
	}
	return out.String()
}

func ifTrue(b bool) int {
	if b {
		return 1
	}
	return 0
}

// checkOf is the check of a finding.
func checkOf(id string) string {
	check, _, _ := strings.Cut(id, "@")
	return check
}

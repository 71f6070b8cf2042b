package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/risk"
)

// shownVerdicts are listed at most for a firm: the newest, and those with
// something to hold against them. All stand in --format json.
const shownVerdicts = 12

func (l *forecastLog) print(out io.Writer, width int) error {
	w := text.NewWriter(out, width)
	if len(l.Verdicts) == 0 {
		w.Para("", "", "No verdict is kept that said something of the time until "+l.Until.Format(time.DateOnly)+".")
	}
	for i := 0; i < len(l.Verdicts); {
		j := i
		for j < len(l.Verdicts) && l.Verdicts[j].Firm == l.Verdicts[i].Firm {
			j++
		}
		l.verdicts(w, l.Verdicts[i:j])
		i = j
	}
	l.events(w)
	l.links(w)
	w.Title("How much that says")
	l.honest(w)
	return w.Flush()
}

func (l *forecastLog) verdicts(w *text.Writer, all []risk.InForce) {
	w.Title("What was said of " + all[0].Firm)
	w.Line("  on          held for  event in a year   loss a year    weakest link")
	skipped := 0
	for i, v := range all {
		if len(all)-i > shownVerdicts && len(v.Happened) == 0 {
			skipped++
			continue
		}
		named := "none named"
		if v.Link != "" {
			named = fmt.Sprintf("%s, %s sure", v.Link, percent(v.Confidence))
		}
		w.Line(fmt.Sprintf("  %s %9s  %4s (%s to %s)%s %-13s  %s", v.On.Format(time.DateOnly), held(v.Days), percent(v.PYear.Best),
			percent(v.PYear.Low), percent(v.PYear.High), gap(v.PYear.Low, v.PYear.High), "EUR "+report.Money(v.Expected.Best), named))
		for _, id := range v.Happened {
			w.Para("      then: ", "      ", inWords(l.records[v.Firm+"\x00"+id]))
		}
	}
	if skipped > 0 {
		w.Para("  ", "  ", fmt.Sprintf("%d earlier ones, after which nothing was recorded, are not shown; --format json has them all.", skipped))
	}
}

func held(days int) string { return fmt.Sprintf("%d %s", days, word(days, "day")) }

// gap keeps the column behind a range of percents straight.
func gap(low, high float64) string {
	return strings.Repeat(" ", max(0, 8-len(percent(low))-len(percent(high))))
}

func (l *forecastLog) events(w *text.Writer) {
	e := l.Events
	if l.Years == 0 {
		return
	}
	w.Title("Did something happen?")
	w.Para("  ", "  ", fmt.Sprintf("Scored: %s, cut into %d %s. Years with an event, expected: %s (%s to %s); seen: %d, with %d %s.",
		firmYears(l.Years), len(e.Windows), word(len(e.Windows), "year"), few(e.Expected.Best), few(e.Expected.Low), few(e.Expected.High), e.Seen, e.Count, word(e.Count, "event")))
	scores(w, fmt.Sprintf("one who says %s a year", percent(e.Base.P)), e.Brier, e.Log, e.Base)
	table(w, "event, chance", e.Table)
}

func (l *forecastLog) links(w *text.Writer) {
	k := l.Links
	if len(k.Cases) == 0 {
		return
	}
	w.Title("Which link fell first?")
	for _, c := range k.Cases {
		named := "no link had been named"
		if c.Named != "" {
			named = fmt.Sprintf("%s had been named (among what was seen, %s sure)", c.Named, percent(c.Confidence))
		}
		w.Para("  ", "    ", fmt.Sprintf("%s: %s fell, to which %s had been given; %s.", c.ID, c.Fell, percent(c.Chance), named))
	}
	if k.Named > 0 {
		w.Para("  ", "  ", fmt.Sprintf("Named and right: %d of %d; claimed on average: %s.", k.Right, k.Named, percent(k.Claim)))
	}
	scores(w, "every link alike", k.Brier, k.Log, k.Base)
	table(w, "named, sure to", k.Table)
}

func scores(w *text.Writer, other string, brier, log float64, base risk.Baseline) {
	w.Line(fmt.Sprintf("  %-14s %10s   %s", "0 is best", "weaklink", other))
	w.Line(fmt.Sprintf("  %-14s %10.4f   %.4f", "Brier score", brier, base.Brier))
	w.Line(fmt.Sprintf("  %-14s %10.4f   %.4f", "log score", log, base.Log))
}

func table(w *text.Writer, what string, bins []risk.Bin) {
	if len(bins) == 0 {
		return
	}
	w.Line(fmt.Sprintf("  %-15s %9s %7s %13s %22s", what, "", "cases", "said, mean", "came true (90 %)"))
	for _, b := range bins {
		w.Line(fmt.Sprintf("  %-15s %9s %7d %13s %22s", "", fmt.Sprintf("%.0f-%.0f %%", 100*b.From, 100*b.To), b.N, percent(b.Said),
			fmt.Sprintf("%s (%s to %s)", percent(b.Came.Best), percent(b.Came.Low), percent(b.Came.High))))
	}
}

// honest says what may be concluded: from few cases nothing.
func (l *forecastLog) honest(w *text.Writer) {
	needed := fmt.Sprintf("Whether %.0f firms in 100 are hit in a year can be told within one point after about %s firm-years", 100*rareEvent, report.Thousands(int64(round3(l.Needed))))
	if l.Enough {
		w.Para("  ", "  ", needed+fmt.Sprintf("; scored here: %s. That tells how good the probability of an event is, not yet the order of the links.", firmYears(l.Years)))
	} else {
		w.Para("  ", "  ", needed+fmt.Sprintf("; scored here: %s. The scores say nothing yet about whether the model is right.", firmYears(l.Years)))
	}
	tests := fmt.Sprintf("A penetration test gives a signal far sooner: it says which link fell first. Recorded: %d", l.Tests)
	if l.Tests > 0 {
		tests += fmt.Sprintf(", of which %d got nowhere", l.Nowhere)
	}
	w.Para("  ", "  ", tests+".")
	w.Para("  ", "  ", "What nobody recorded counts as not having happened: `weaklink record incident --on DATE`.")
	if n := len(l.Before); n > 0 {
		w.Para("  ", "  ", fmt.Sprintf("Before any verdict, so that none could have foretold it: %s.", strings.Join(l.Before, ", ")))
	}
	for _, x := range []struct {
		n   int
		why string
	}{{l.Left.MadeUp, "of a made-up firm"}, {l.Left.Only, "of some links only (--only)"}, {l.Left.Unreadable, "that holds no probability"}} {
		if x.n > 0 {
			w.Para("  ", "  ", fmt.Sprintf("Left out: %d %s %s.", x.n, word(x.n, "verdict"), x.why))
		}
	}
}

func firmYears(y float64) string {
	n := few(y)
	if n == "1" {
		return "1 firm-year"
	}
	return n + " firm-years"
}

// few is a small number with as many digits as say something.
func few(x float64) string {
	switch {
	case x > 0 && x < .01:
		return fmt.Sprintf("%.2g", x)
	case x < 1:
		return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", x), "0"), ".")
	case x < 100:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
	}
	return report.Thousands(int64(math.Round(x)))
}

// percent has no digit behind the point but below one in a hundred.
func percent(p float64) string {
	switch {
	case p > 0 && p < .001:
		return "<0.1 %"
	case p > 0 && p < .00995:
		return fmt.Sprintf("%.1f %%", 100*p)
	case p > .995 && p < 1:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*p)
}

func round3(n int) int {
	if n < 1000 {
		return n
	}
	unit := int(math.Pow(10, math.Floor(math.Log10(float64(n)))-2))
	return (n + unit/2) / unit * unit
}

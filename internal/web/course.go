package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
)

// coursePage is how a firm's links fared from look to look.
type coursePage struct {
	Firm     string
	N        int // finished looks that are drawn
	From, To time.Time
	Strips   []strip
	Said     string // the picture in a sentence, for who does not see it
	Lines    []courseLine
	Height   int
}

// strip is one link over all looks.
type strip struct {
	Link  chain.Link
	Y     int
	Parts []segment
	Worst []segment // looks in which it was named as the weakest
}

// segment is one run of looks in which nothing changed, in units of the picture.
type segment struct {
	X, W float64
	Grip string
}

// courseLine is one look, or several in which nothing changed, newest first.
type courseLine struct {
	chain.Run
	Done    bool
	Once    bool   // it was about one finding
	Say     string // the weakest link
	Changes string
	Same    []chain.Run // older looks with the same outcome, folded
}

const (
	courseWidth = 640.0
	rowOf       = 22 // height of a strip with its distance
	widest      = 36.0
	mostLooks   = 400
	leastFolded = 2
)

// tally counts what findings did in a look.
type tally struct{ fresh, mended int }

// newCourse lays out the finished looks of a firm, oldest first, and their spans.
func newCourse(firm string, looks []chain.Run, spans []chain.Span, gists []gist) *coursePage {
	n := len(looks)
	p := &coursePage{Firm: firm, N: n}
	if n == 0 {
		return p
	}
	p.From, p.To = looks[0].Started, looks[n-1].Started
	grips, tallies := courseOf(looks, spans)
	w := min(widest, courseWidth/float64(n))
	for i, l := range chain.Links() {
		s := strip{Link: l, Y: i * rowOf}
		for k := range n {
			s.Parts = extend(s.Parts, k, w, gripWord(grips[i][k]), k == 0 || grips[i][k] != grips[i][k-1])
			if gists[k].Link == l {
				s.Worst = extend(s.Worst, k, w, "worst", k == 0 || gists[k-1].Link != l)
			}
		}
		p.Strips = append(p.Strips, s)
	}
	p.Height = len(p.Strips) * rowOf
	p.Said = inWords(p, gists)
	p.Lines = courseLines(looks, grips, tallies, gists)
	return p
}

// extend adds a look to the last segment, or begins another.
func extend(list []segment, k int, w float64, grip string, begin bool) []segment {
	if begin || len(list) == 0 {
		return append(list, segment{X: float64(k) * w, W: w, Grip: grip})
	}
	list[len(list)-1].W += w
	return list
}

func gripWord(g chain.Grip) string {
	if g == 0 {
		return "nothing"
	}
	return g.String()
}

// courseOf is the grip of each link in each look, 0 where nothing was found, and
// what findings did in each.
func courseOf(looks []chain.Run, spans []chain.Span) (grips [8][]chain.Grip, tallies []tally) {
	n := len(looks)
	at := make(map[string]int, n)
	for i, r := range looks {
		at[r.ID] = i
	}
	for i := range grips {
		grips[i] = make([]chain.Grip, n)
	}
	began, ended := make([]map[string]chain.Grip, n+1), make([]map[string]chain.Grip, n+1)
	note := func(list []map[string]chain.Grip, i int, f chain.Finding) {
		if list[i] == nil {
			list[i] = map[string]chain.Grip{}
		}
		list[i][f.ID+f.Subject] = f.Grip
	}
	for _, s := range spans {
		first, inside := at[s.FirstRun]
		if !inside && s.FirstRun > looks[n-1].ID { // of a look that is not drawn yet
			continue
		}
		last, closed := at[s.LastRun]
		switch {
		case s.LastRun == "":
			last = n - 1
		case !closed && s.LastRun < looks[0].ID: // it was over before the picture begins
			continue
		case !closed:
			last = n - 1
		}
		i := s.Finding.Link.Index()
		if i < 0 {
			continue
		}
		for k := first; k <= last; k++ {
			if grips[i][k] == 0 || s.Finding.Grip < grips[i][k] {
				grips[i][k] = s.Finding.Grip
			}
		}
		if inside {
			note(began, first, s.Finding)
		}
		if closed {
			note(ended, last+1, s.Finding)
		}
	}
	bad := func(g chain.Grip) bool { return g == chain.Broken || g == chain.Weak }
	tallies = make([]tally, n)
	for k := 1; k < n; k++ {
		for id, g := range began[k] {
			was := ended[k][id]
			switch {
			case bad(g) && !bad(was):
				tallies[k].fresh++
			case !bad(g) && bad(was):
				tallies[k].mended++
			}
		}
		for id, g := range ended[k] {
			if _, on := began[k][id]; !on && bad(g) {
				tallies[k].mended++
			}
		}
	}
	return grips, tallies
}

// courseLines are the looks as a table: what changed stands out, and what did
// not is folded.
func courseLines(looks []chain.Run, grips [8][]chain.Grip, tallies []tally, gists []gist) []courseLine {
	var out []courseLine
	for k := len(looks) - 1; k >= 0; k-- {
		l := courseLine{Run: looks[k], Done: true, Once: gists[k].Once, Say: gists[k].Say}
		if k == 0 {
			l.Changes = "the first look"
		} else {
			l.Changes = changesOf(k, grips, tallies[k])
		}
		plain := l.Changes == "" && !l.Partial && !l.Once && k > 0
		if last := len(out) - 1; plain && last >= 0 && out[last].Say == l.Say {
			out[last].Same = append(out[last].Same, looks[k])
			continue
		}
		out = append(out, l)
	}
	var unfolded []courseLine
	for _, l := range out {
		same := l.Same
		if len(same) < leastFolded {
			l.Same = nil
		}
		unfolded = append(unfolded, l)
		if len(same) < leastFolded {
			for _, r := range same {
				unfolded = append(unfolded, courseLine{Run: r, Done: true, Say: l.Say})
			}
		}
	}
	return unfolded
}

func changesOf(k int, grips [8][]chain.Grip, t tally) string {
	var out []string
	for i, l := range chain.Links() {
		was, now := grips[i][k-1], grips[i][k]
		switch {
		case was == now:
		case was == 0:
			out = append(out, fmt.Sprintf("%s: %s", l, stateWord(now)))
		case now == 0:
			out = append(out, fmt.Sprintf("%s: nothing of it seen any more", l))
		default:
			out = append(out, fmt.Sprintf("%s: %s (before: %s)", l, stateWord(now), stateWord(was)))
		}
	}
	if t.mended > 0 {
		out = append(out, fmt.Sprintf("%d mended", t.mended))
	}
	if t.fresh > 0 {
		out = append(out, fmt.Sprintf("%d new", t.fresh))
	}
	return strings.Join(out, "; ")
}

func stateWord(g chain.Grip) string {
	if g == chain.Unseen {
		return "not seen"
	}
	return g.String()
}

// inWords tells the picture in words.
func inWords(p *coursePage, gists []gist) string {
	counts := map[chain.Link]int{}
	for _, g := range gists {
		if g.Link != "" {
			counts[g.Link]++
		}
	}
	looks := func(n int) string {
		if n == 1 {
			return "1 look"
		}
		return fmt.Sprintf("%d looks", n)
	}
	var parts []string
	for _, l := range chain.Links() {
		if counts[l] > 0 {
			parts = append(parts, fmt.Sprintf("%s in %s", report.LinkWords(l), looks(counts[l])))
		}
	}
	say := fmt.Sprintf("%s from %s to %s.", looks(p.N), day(p.From), day(p.To))
	if day(p.From) == day(p.To) {
		say = fmt.Sprintf("%s on %s.", looks(p.N), day(p.From))
	}
	if len(parts) > 0 {
		say += " Named as the weakest: " + strings.Join(parts, ", ") + "."
	}
	return say
}

// finished are the looks of a firm that are over, oldest first.
func finished(all []chain.Run, firm string) []chain.Run {
	var out []chain.Run
	for _, r := range all {
		if done(r) && r.Firm == firm {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b chain.Run) int { return a.Finished.Compare(b.Finished) })
	return out
}

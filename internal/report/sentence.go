package report

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/risk"
)

// linkWords is how an owner calls a link.
var linkWords = map[chain.Link]string{
	chain.Data: "the client data", chain.Website: "the website", chain.Hosting: "the web server",
	chain.Devices: "the office machines", chain.Access: "access to the data", chain.Policies: "the team's rules",
	chain.Payments: "the card payments", chain.Backups: "the backups",
}

// LinkWords is how an owner calls a link.
func LinkWords(l chain.Link) string { return linkWords[l] }

// verdict puts the answer into words. Loss is told in natural frequencies with
// one denominator and in ranges with two significant digits (Gigerenzer and
// Hoffrage 1995; van der Bles 2020): a mean of rare events misleads an owner.
// How often and how much is about the firm with all its links; Share is what the
// named one bears of it.
func verdict(in Input, m *Model) Verdict {
	r := in.Verdict
	v := Verdict{Wording: r.Wording, Confidence: r.Confidence, Alternatives: []Alternative{}, DropIfFixed: r.DropIfFixed,
		Loss: Loss{PYear: r.Loss.PYear, Typical: r.Loss.Typical, OneIn20: r.Loss.OneIn20, Currency: r.Loss.Currency, Expected: r.Loss.Expected,
			Business: r.Loss.Business, Claims: r.Loss.Claims, CleanUp: r.Loss.CleanUp, Reputation: r.Loss.Reputation}}
	if r.Link != "" {
		v.Link, v.Subject = &r.Link, &r.Subject
	}
	for _, a := range r.Alternatives {
		v.Alternatives = append(v.Alternatives, Alternative{a.Link, a.Subject, a.Confidence})
	}
	v.Headline = headline(in, m, false)
	v.Second = second(in, m)
	v.Sentence = v.Headline
	if r.Link != "" {
		v.Cost = fmt.Sprintf("When any link breaks, it mostly costs %s EUR.", Spread(r.Loss.Typical))
		v.Frequency = fmt.Sprintf("Of 100 businesses like yours, %s damage through one link or another in a year.", frequency(r.Loss.PYear))
		if r.Wording == risk.Is {
			v.Sentence += " We are sure of this: " + Odds(r.Confidence) + "."
		}
		v.Sentence += " " + v.Frequency + " " + v.Cost
		if r.DropIfFixed.Best >= 1 {
			v.Share = fmt.Sprintf("Mending this link saves %s EUR in an average year.", Spread(r.DropIfFixed))
			v.Sentence += " " + v.Share
		}
		if s := m.StepFor(r.Link, r.Subject); s != nil && string(s.Link) == r.Link {
			v.Sentence += " Closing this gap takes " + Roughly(s.Minutes)
			if n := m.times(s.ID); n > 1 {
				v.Sentence += fmt.Sprintf(" in each of %s places", Thousands(int64(n)))
			}
			v.Sentence += "."
		}
	}
	return v
}

// fit brings the first page (Headline, Cost, Second, Today and the names of the
// links) within its bars, whatever the checks say: their own words give way to
// ours first, then the second sentence keeps its beginning only.
func fit(in Input, m *Model) {
	fits := func() bool {
		page := strings.Join(m.PageOne(), "\n")
		return Words(page) <= MostWords && Numbers(page) <= MostNumbers && Ease(page) >= LeastEase
	}
	for _, shorten := range []func(){
		func() { m.Verdict.Headline = headline(in, m, true) },
		func() { m.Today = today(in, m, true) },
		func() {
			if first, _, more := strings.Cut(m.Verdict.Second, ". "); more {
				m.Verdict.Second = first + "."
			} else if first, _, more := strings.Cut(m.Verdict.Second, ": "); more {
				m.Verdict.Second = first + "."
			}
		},
	} {
		if fits() {
			return
		}
		shorten()
	}
}

func headline(in Input, m *Model, terse bool) string {
	r := in.Verdict
	if r.Link == "" {
		looked, links := 0, 0
		for _, l := range m.Chain {
			n := l.Findings.Broken + l.Findings.Weak + l.Findings.Holds
			looked += n
			if n > 0 {
				links++
			}
		}
		switch {
		case looked == 0:
			return "Nothing could be looked at, so nothing can be said about the weakest link yet."
		case r.Wording == risk.None:
			return fmt.Sprintf("Everything we looked at holds: %s in all 8 links, and nothing weak among them.", count(looked, "thing"))
		}
		return fmt.Sprintf("Nothing weak in what we could see: %s in %d of 8 links. We cannot tell the weakest link from that.", count(looked, "thing"), links)
	}
	link, odds := linkWords[chain.Link(r.Link)], Odds(r.Confidence)
	say := func(most int) string {
		if terse {
			most = 0
		}
		return worst(m, chain.Link(r.Link), r.Subject, most)
	}
	switch r.Wording {
	case risk.Is:
		return fmt.Sprintf("Your weakest link is %s%s", link, say(18))
	case risk.Probably:
		return fmt.Sprintf("Your weakest link is probably %s (%s)%s", link, odds, say(14))
	case risk.Either:
		other := "another link"
		if len(r.Alternatives) > 0 {
			other = linkWords[chain.Link(r.Alternatives[0].Link)]
		}
		return fmt.Sprintf("Your weakest link is %s or %s. The first%s", link, other, say(10))
	}
	return fmt.Sprintf("We cannot tell your weakest link yet. First so far is %s%s", link, say(10))
}

// worst is what is wrong with a subject, after a colon: as its check says it
// when that is plain and has at most so many words, else as plain.yaml does.
func worst(m *Model, l chain.Link, subject string, most int) string {
	i := m.Findings.Where(func(f Finding) bool {
		return f.Link == l && subjectOf(f.Subject) == subject && (f.Grip == chain.Broken || f.Grip == chain.Weak)
	})
	if i < 0 {
		return "."
	}
	// What the first step about it repairs is what the sentence is about.
	if s := m.StepFor(string(l), subject); s != nil && s.Link == l {
		if j := m.Findings.Where(func(f Finding) bool { return f.ID == s.ID }); j >= 0 {
			i = j
		}
	}
	f := m.Findings.At(i)
	if say := bare(f.Say); simple(say, most) {
		return ": " + lower(say) + "."
	}
	if say, _ := Plain(f.Control); say != "" {
		return ": " + say + "."
	}
	return "."
}

// bare is a sentence without what stands in brackets, and without its full stop.
func bare(s string) string {
	return strings.TrimRight(strings.TrimSpace(brackets.ReplaceAllString(s, "")), ".")
}

var brackets = regexp.MustCompile(`\s*\([^()]*\)`)

// StepFor is the step of the plan to take first for this subject of this link -
// what the sentence names is what is to be done today, even where something
// else is quicker or cheaper for what it saves. Without one of the subject, one
// of the link; without one of the link, the first of all; nil without a plan.
func (m *Model) StepFor(link, subject string) *Step {
	best := -1
	for i, s := range m.Plan {
		if string(s.Link) != link {
			continue
		}
		if s.Name == Name(subject) || s.Name == Name(fileSubject(subject)) {
			return &m.Plan[i]
		}
		if best < 0 {
			best = i
		}
	}
	if best < 0 && len(m.Plan) > 0 {
		best = 0
	}
	if best < 0 {
		return nil
	}
	return &m.Plan[best]
}

// today is the one thing to do, in words for the first page; terse: never in a check's own.
func today(in Input, m *Model, terse bool) Today {
	if s := m.StepFor(in.Verdict.Link, in.Verdict.Subject); s != nil {
		t := Today{Step: s.ID, Who: string(s.Who), Time: Roughly(s.Minutes), Do: sentenceCase(bare(s.Fix)) + "."}
		if m.times(s.ID) > 1 {
			t.Time += " each"
		}
		if terse || !simple(s.Fix, 14) {
			i := m.Findings.Where(func(f Finding) bool { return f.ID == s.ID })
			if _, do := Plain(m.Findings.At(i).Control); do != "" {
				t.Do = sentenceCase(do) + "."
			}
		}
		return t
	}
	if s := in.Verdict.Second; s != nil {
		return Today{Do: fmt.Sprintf("Have %s looked at.", linkWords[chain.Link(s.Link)]), Who: "owner", Time: Roughly([2]int{s.Minutes, s.Minutes})}
	}
	if len(in.Missing) > 0 {
		return Today{Do: fmt.Sprintf("Have %s looked at.", linkWords[in.Missing[0].Link]), Who: "owner"}
	}
	if f := biggestPart(in); f != nil {
		return Today{Do: fmt.Sprintf("Have the rest of %s looked at.", linkWords[f.Link]), Who: "owner"}
	}
	return Today{Do: "Nothing needs to be done today. Look again in a month."}
}

func sentenceCase(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// lower makes a sentence follow a colon, leaving names and abbreviations alone.
func lower(s string) string {
	word, rest, _ := strings.Cut(s, " ")
	first := []rune(word)
	if len(first) < 2 || strings.ToUpper(word) == word || strings.ContainsAny(word, "./:_0123456789") {
		if word == "A" && rest != "" {
			return "a " + rest
		}
		return s
	}
	switch word {
	case "The", "Your", "Anyone", "Everyone", "Some", "One", "Visitors", "No", "Old", "There", "Passwords", "Customers", "Card", "This", "An", "It", "Of", "On", "In", "Nobody", "Nothing", "Client", "People", "Records", "Whoever":
		return strings.ToLower(word) + " " + rest
	}
	return s
}

// biggestPart is what was not seen of the links that were looked at, in the one
// that would most likely be first: nil when nothing is known to be missing.
func biggestPart(in Input) *chain.Finding {
	rank := func(f *chain.Finding) (first, drop float64) {
		if i := f.Link.Index(); i >= 0 && i < len(in.Verdict.Links) {
			return in.Verdict.Links[i].Rank1, in.Verdict.Links[i].Drop.Best
		}
		return 0, 0
	}
	var all []*chain.Finding
	for i := range in.Findings {
		if f := &in.Findings[i]; f.Grip == chain.Unseen && in.Carried[f.Link] == "" {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return slices.MinFunc(all, func(a, b *chain.Finding) int {
		first, drop := rank(a)
		other, much := rank(b)
		return cmp.Or(cmp.Compare(other, first), cmp.Compare(much, drop), cmp.Compare(a.Link.Index(), b.Link.Index()), strings.Compare(a.ID, b.ID))
	})
}

// part says what was not seen although somebody looked.
func part(in Input) string {
	f := biggestPart(in)
	if f == nil {
		if len(in.Gaps) == 0 {
			return ""
		}
		return "Some of what we were given could not be read."
	}
	text := "We have not seen all of " + linkWords[f.Link]
	if why := bare(f.Why); simple(why, 12) && Numbers(why) == 0 && !strings.Contains(why, ": ") {
		text += ": " + lower(why)
	}
	return text + "."
}

// second names the biggest thing that nobody looked at, or the biggest part of
// a link that could not be seen.
func second(in Input, m *Model) string {
	if unlisted(in.Verdict) {
		return "A way in that nobody has listed may matter most. To find it, list every machine and every login from two sides."
	}
	s := in.Verdict.Second
	if s == nil {
		return part(in)
	}
	l := chain.Link(s.Link)
	text := "Nobody has looked at " + linkWords[l]
	if i := l.Index(); i >= 0 && i < len(m.Chain) {
		if c := m.Chain[i].Findings; c.Broken+c.Weak+c.Holds > 0 {
			text = "We have not seen all of " + linkWords[l]
		}
	}
	text += ". A look takes " + Roughly([2]int{s.Minutes, s.Minutes})
	if s.Probability >= .05 {
		return text + fmt.Sprintf(" and could change this (%s).", Odds(min(s.Probability, .9)))
	}
	return text + " and would hardly change this."
}

// unlisted says that ways in which nobody has seen come first of all more often
// than any link. The fix is to look: it never makes the headline.
func unlisted(v risk.Verdict) bool {
	if v.Routes.Rank1 <= 0 {
		return false
	}
	for _, l := range v.Links {
		if l.Rank1 >= v.Routes.Rank1 {
			return false
		}
	}
	return true
}

var upToTen = [...]string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// Odds says a probability out of ten, never more finely than it is known.
func Odds(p float64) string {
	n := int(math.Round(p * 10))
	switch {
	case p >= .95:
		return "more than nine in ten"
	case n <= 0:
		return "less than one in ten"
	}
	return upToTen[min(n, 9)] + " in ten"
}

// Roughly is how long something takes at most, in words and without figures.
func Roughly(m [2]int) string {
	switch n := m[1]; {
	case n <= 0:
		return "some time"
	case n <= 10:
		return "a few minutes"
	case n <= 20:
		return "fifteen minutes"
	case n <= 35:
		return "half an hour"
	case n <= 60:
		return "an hour"
	case n <= 120:
		return "two hours"
	case n <= 240:
		return "half a day"
	case n <= 480:
		return "a day"
	case n <= 960:
		return "two days"
	case n <= 2400:
		return "a week"
	}
	return "more than a week"
}

// frequency says a yearly probability as businesses out of 100.
func frequency(r risk.Range) string {
	low, high := int(math.Round(r.Low*100)), int(math.Round(r.High*100))
	switch {
	case high < 1:
		return "fewer than 1 has"
	case low < 1:
		return fmt.Sprintf("up to %d have", high)
	case low == high:
		return fmt.Sprintf("about %d have", low)
	}
	return fmt.Sprintf("about %d to %d have", low, high)
}

// Spread says a range of money with two significant digits.
func Spread(r risk.Range) string {
	low, high := Money(r.Low), Money(r.High)
	if low == high {
		return "about " + low
	}
	return low + " to " + high
}

// Money is an amount with two significant digits and thousands apart.
func Money(x float64) string {
	if x < 1 {
		return "0"
	}
	scale := math.Pow(10, math.Floor(math.Log10(x))-1)
	n := int64(math.Round(x/scale) * scale)
	return Thousands(n)
}

// Minutes is how long something takes, as people say it.
func Minutes(m [2]int) string {
	one := func(n int) string {
		switch {
		case n >= 960:
			return count((n+479)/480, "day")
		case n >= 120:
			return count((n+30)/60, "hour")
		case n >= 90:
			return "an hour and a half"
		case n >= 60:
			return "an hour"
		}
		return count(n, "minute")
	}
	if m[0] == m[1] || one(m[0]) == one(m[1]) {
		return one(m[1])
	}
	if m[1] < 60 {
		return fmt.Sprintf("%d to %d minutes", m[0], m[1])
	}
	return one(m[0]) + " to " + one(m[1])
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

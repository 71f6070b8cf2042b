package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/risk"
)

// linkWords is how an owner calls a link.
var linkWords = map[chain.Link]string{
	chain.Data: "the client data itself", chain.Website: "the website", chain.Hosting: "the server behind the website",
	chain.Devices: "the office machines", chain.Access: "who can get at the data", chain.Policies: "the rules in the team",
	chain.Payments: "the card payments", chain.Backups: "the backups",
}

// LinkWords is how an owner calls a link.
func LinkWords(l chain.Link) string { return linkWords[l] }

// verdict puts the answer into words. Loss is told in natural frequencies with
// one denominator and in ranges with two significant digits (Gigerenzer and
// Hoffrage 1995; van der Bles 2020): a mean of rare events misleads an owner.
func verdict(in Input, m *Model) Verdict {
	r := in.Verdict
	v := Verdict{Wording: r.Wording, Confidence: r.Confidence, Alternatives: []Alternative{}, DropIfFixed: r.DropIfFixed,
		Loss: Loss{PYear: r.Loss.PYear, Typical: r.Loss.Typical, OneIn20: r.Loss.OneIn20, Currency: r.Loss.Currency,
			Business: r.Loss.Business, Claims: r.Loss.Claims, CleanUp: r.Loss.CleanUp, Reputation: r.Loss.Reputation}}
	if r.Link != "" {
		v.Link, v.Subject = &r.Link, &r.Subject
	}
	for _, a := range r.Alternatives {
		v.Alternatives = append(v.Alternatives, Alternative{a.Link, a.Subject, a.Confidence})
	}
	v.Sentence = sentence(in, m)
	v.Second = second(in, m)
	return v
}

func sentence(in Input, m *Model) string {
	r := in.Verdict
	var b strings.Builder
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
			fmt.Fprintf(&b, "Everything we looked at holds: %s in all 8 links, and nothing weak among them.", count(looked, "thing"))
		default:
			fmt.Fprintf(&b, "Nothing weak in what we could see: %s in %d of 8 links. We cannot tell the weakest link from that.", count(looked, "thing"), links)
		}
		return b.String()
	}
	link := linkWords[chain.Link(r.Link)]
	what := headline(m, chain.Link(r.Link), r.Subject)
	switch r.Wording {
	case risk.Is:
		fmt.Fprintf(&b, "Your weakest link is %s: %s", link, what)
		fmt.Fprintf(&b, " We are sure of this %s.", odds(r.Confidence))
	case risk.Probably:
		fmt.Fprintf(&b, "Your weakest link is probably %s (%s): %s", link, odds(r.Confidence), what)
	case risk.Either:
		other := "another link"
		if len(r.Alternatives) > 0 {
			other = linkWords[chain.Link(r.Alternatives[0].Link)]
		}
		fmt.Fprintf(&b, "Your weakest link is either %s (%s) or %s. In the first: %s", link, odds(r.Confidence), other, what)
	default:
		fmt.Fprintf(&b, "We cannot tell your weakest link yet. First among what we saw is %s (%s): %s", link, odds(r.Confidence), what)
	}
	fmt.Fprintf(&b, " Of 100 businesses like yours, %s such damage in a year.", frequency(r.Loss.PYear))
	fmt.Fprintf(&b, " It would typically cost %s EUR", spread(r.Loss.Typical))
	if len(m.Plan) > 0 && string(m.Plan[0].Link) == r.Link {
		fmt.Fprintf(&b, "; closing this takes %s.", Minutes(m.Plan[0].Minutes))
	} else {
		b.WriteByte('.')
	}
	return b.String()
}

// headline is what is worst about a subject, as its check says it.
func headline(m *Model, l chain.Link, subject string) string {
	i := slices.IndexFunc(m.Findings, func(f Finding) bool {
		return f.Link == l && subjectOf(f.Subject) == subject && (f.Grip == chain.Broken || f.Grip == chain.Weak)
	})
	if i < 0 {
		return Name(subject) + "."
	}
	// What the first step of the plan repairs is what the sentence is about.
	if len(m.Plan) > 0 && m.Plan[0].Link == l {
		if j := slices.IndexFunc(m.Findings, func(f Finding) bool { return f.ID == m.Plan[0].ID }); j >= 0 {
			i = j
		}
	}
	return lower(strings.TrimRight(m.Findings[i].Say, ".") + ".")
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

// second names the biggest thing that nobody looked at.
func second(in Input, m *Model) string {
	s := in.Verdict.Second
	if s == nil {
		return ""
	}
	text := fmt.Sprintf("The biggest thing nobody has looked at is %s: finding out takes about %s", linkWords[chain.Link(s.Link)], Minutes([2]int{s.Minutes, s.Minutes}))
	if s.Probability >= .05 {
		return text + fmt.Sprintf(", and could change this advice (%s).", odds(s.Probability))
	}
	return text + ", and would hardly change this advice."
}

// odds says a probability out of ten, never more finely than it is known.
func odds(p float64) string {
	n := int(math.Round(p * 10))
	switch {
	case p >= .95:
		return "more than 9 in 10"
	case n == 0:
		return "less than 1 in 10"
	}
	return fmt.Sprintf("%d in 10", min(n, 9))
}

// frequency says a yearly probability as businesses out of 100.
func frequency(r risk.Range) string {
	low, high := int(math.Round(r.Low*100)), int(math.Round(r.High*100))
	switch {
	case high < 1:
		return "fewer than 1 would have"
	case low < 1:
		return fmt.Sprintf("up to %d would have", high)
	case low == high:
		return fmt.Sprintf("about %d would have", low)
	}
	return fmt.Sprintf("about %d to %d would have", low, high)
}

// spread says a range of money with two significant digits.
func spread(r risk.Range) string {
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
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
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

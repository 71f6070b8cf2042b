package report

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
)

// TodayTitle stands above the one thing to do when it is a fix.
const TodayTitle = "If you fix only this today"

// Title stands above it: nothing is promised to be a fix that is none.
func (t Today) Title() string {
	switch {
	case t.Step != "":
		return TodayTitle
	case t.Who != "":
		return "If you do only this today"
	}
	return "Today"
}

// Weakest says that l is the link that the sentence names.
func (m *Model) Weakest(l Link) bool {
	return m.Verdict.Link != nil && *m.Verdict.Link == string(l.Link)
}

// State is how a link is doing, in one word below its picture.
func (l Link) State() string {
	if l.Carried != "" && l.Grip != chain.Broken && l.Grip != chain.Weak {
		return "carried"
	}
	return l.Grip.String()
}

// Hanging is what hangs on the weakest link: the people whose data was found.
func (m *Model) Hanging() string {
	switch n := m.Data.People.Best; {
	case m.Verdict.Link == nil:
		return ""
	case n == 1:
		return "1 person"
	case n > 1:
		return Thousands(n) + " people"
	}
	return "client data"
}

// By is who does it and how long it takes at most.
func (t Today) By() string {
	switch {
	case t.Who != "" && t.Time != "":
		return sentenceCase(t.Who) + ", " + t.Time
	case t.Who != "":
		return sentenceCase(t.Who)
	}
	return sentenceCase(t.Time)
}

// PageOne is every text of the first page, in order: what MostWords,
// MostNumbers and LeastEase are about.
func (m *Model) PageOne() []string {
	out := []string{m.Verdict.Headline}
	add := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	add(m.Verdict.Cost)
	for _, l := range m.Chain {
		add(string(l.Link) + " " + l.State())
	}
	add(m.Hanging())
	add(m.Verdict.Second)
	add(m.Today.Title())
	add(m.Today.Do)
	add(m.Today.By())
	return out
}

// Thousands is a whole number with its thousands apart.
func Thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

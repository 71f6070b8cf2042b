package chat

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/risk"
)

// Advice is what a chat comes to. It is made of answers alone, so it never
// says that a link is the weakest: at the most, probably.
type Advice struct {
	Schema   string         `json:"schema"`
	Wording  risk.Wording   `json:"wording"` // probably | either | unknown
	Link     *string        `json:"link"`    // null: nothing was said to be missing
	Sentence string         `json:"sentence"`
	Because  string         `json:"because,omitempty"`
	First    string         `json:"first,omitempty"`
	FindOut  []string       `json:"find_out"` // questions that nobody could answer, the most telling first
	Asked    int            `json:"asked"`
	Answers  []Answer       `json:"answers"`
	Contact  config.Contact `json:"-"`
}

// Answer is one that was given.
type Answer struct {
	ID     string `json:"id"`
	Ask    string `json:"ask"`
	Answer string `json:"answer"`
}

// Advise says what the answers come to.
func (t *Talk) Advise() (*Advice, error) {
	a := &Advice{Schema: "weaklink.chat/1", Wording: risk.Unknown, FindOut: []string{}, Asked: len(t.Asked), Answers: []Answer{}}
	said := t.said()
	v, err := said.Weigh()
	if err != nil {
		return nil, err
	}
	var doubts []string
	byID := map[string]Question{}
	for _, q := range t.questions {
		byID[q.ID] = q
		if t.Answers[q.ID] == "unknown" && q.Control != "" {
			doubts = append(doubts, q.Control)
		}
	}
	for _, id := range t.Asked {
		a.Answers = append(a.Answers, Answer{id, byID[id].Ask, t.Answers[id]})
	}
	worth, err := said.Stakes(doubts)
	if err != nil {
		return nil, err
	}
	for _, q := range t.questions {
		if slices.Contains(doubts, q.Control) && t.Answers[q.ID] == "unknown" {
			a.FindOut = append(a.FindOut, q.Ask)
		}
	}
	slices.SortStableFunc(a.FindOut, func(x, y string) int {
		return compareWorth(worth, t.controlOf(y), t.controlOf(x))
	})
	if v.Link == "" {
		a.Sentence = "Nothing that you told us about is missing. What was only said is a beginning: a look would show whether it is so."
		told := 0 // answers about protection; the others only say what is at stake
		for id, v := range t.Answers {
			if byID[id].Control != "" && v != "unknown" {
				told++
			}
		}
		switch {
		case told == 0 && len(a.FindOut) == 0:
			a.Sentence = "Nothing can be said yet: no question about how the data is protected was answered. Begin again, and answer with ? what you do not know."
		case t.Cut:
			a.Sentence = fmt.Sprintf("Not enough was answered to name a link: the talk ended after %d of at most %d questions. What was told so far is in order, but most was not asked.", len(t.Answers), Most)
			if told == 0 {
				a.Sentence = fmt.Sprintf("Nothing can be said yet: the talk ended after %d of at most %d questions. Find out first what nobody knows.", len(t.Answers), Most)
			}
		case len(a.FindOut) > 0:
			a.Sentence = "Nothing that you told us about is missing, but some things nobody knows. Find these out first."
		}
		return a, nil
	}
	a.Link = &v.Link
	a.Wording = v.Wording
	if a.Wording == risk.Is {
		a.Wording = risk.Probably
	}
	worst := t.worst(v, said.Findings)
	a.Because, a.First = worst.Bad, worst.First
	link := reportLink(v.Link)
	switch a.Wording {
	case risk.Probably:
		a.Sentence = fmt.Sprintf("From what you told us, your weakest link is probably %s: %s.", link, worst.Bad)
	case risk.Either:
		other := "something else"
		if len(v.Alternatives) > 0 {
			other = reportLink(v.Alternatives[0].Link)
		}
		a.Sentence = fmt.Sprintf("From what you told us, your weakest link is either %s or %s. In the first, %s.", link, other, worst.Bad)
	default:
		a.Sentence = fmt.Sprintf("From what you told us it cannot be said yet which link is the weakest. Look at %s first: %s.", link, worst.Bad)
	}
	return a, nil
}

// worst is the question of the named link whose repair would save most.
func (t *Talk) worst(v risk.Verdict, findings []chain.Finding) Question {
	for _, r := range v.Repairs { // largest drop first
		if r.Link != v.Link || len(r.Controls) != 1 {
			continue
		}
		for _, q := range t.questions {
			if q.Control == r.Controls[0] && slices.ContainsFunc(findings, func(f chain.Finding) bool { return f.Control == q.Control && f.Grip == chain.Broken }) {
				return q
			}
		}
	}
	return Question{Bad: "something is missing there", First: "Have a person look at it."}
}

func (t *Talk) controlOf(ask string) string {
	for _, q := range t.questions {
		if q.Ask == ask {
			return q.Control
		}
	}
	return ""
}

func compareWorth(worth map[string]float64, a, b string) int {
	switch {
	case worth[a] < worth[b]:
		return -1
	case worth[a] > worth[b]:
		return 1
	}
	return 0
}

// Person says whom to talk to and what to bring.
func (a *Advice) Person() string {
	c := a.Contact
	who := "Ask whoever looks after your computers or website for half an hour, or put contact: into weaklink.yaml"
	if c.Name != "" {
		who = "Ask " + c.Name
		if c.Role != "" {
			who += " (" + c.Role + ")"
		}
		if c.Phone != "" {
			who += ", " + c.Phone
		}
		who += ", for half an hour"
	}
	return who + ". Bring one page (weaklink chat -o brief.html), who can log in to what, and where the copies are kept. Mail to begin with:"
}

// Mailto opens a mail with the gist of it. No answer goes along: they are for the talk.
func (a *Advice) Mailto() string {
	body := a.Sentence + "\r\n\r\nCould we talk about it for half an hour?"
	q := url.Values{"subject": {"Our client data: what to look at first"}, "body": {body}}
	// A line ends in CRLF, and a plus is a plus (RFC 6068).
	return "mailto:" + strings.ReplaceAll(url.PathEscape(a.Contact.Mail), "%40", "@") + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

//go:embed brief.html
var briefHTML string

var briefPage = template.Must(template.New("brief").Parse(briefHTML))

// Brief is one page to take into the talk, as HTML.
func (a *Advice) Brief(on time.Time) ([]byte, error) {
	var b bytes.Buffer
	err := briefPage.Execute(&b, map[string]any{"Advice": a, "On": on.Format(time.DateOnly), "Mailto": template.URL(a.Mailto()), "Contact": a.Contact})
	if err != nil {
		return nil, fmt.Errorf("write the page for the talk: %w", err)
	}
	return b.Bytes(), nil
}

// Calendar is half an hour on the day after tomorrow that is no weekend, for
// the person to move (RFC 5545; lines end in CRLF and are folded at 75 bytes).
func (a *Advice) Calendar(now time.Time) string {
	day := now.AddDate(0, 0, 2)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	escape := strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\r\n", "\\n", "\n", "\\n", "\r", "\\n").Replace
	stamp := now.UTC().Format("20060102T150405Z")
	lines := []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//weaklink//chat//EN", "BEGIN:VEVENT",
		fmt.Sprintf("UID:%s-%.8x@weaklink.example", stamp, sha256.Sum256([]byte(a.Sentence+a.First))), "DTSTAMP:" + stamp,
		"DTSTART:" + day.Format("20060102") + "T090000", "DURATION:PT30M",
		"SUMMARY:" + escape("Talk about our client data"), "DESCRIPTION:" + escape(a.Sentence+"\nFirst: "+a.First),
		"END:VEVENT", "END:VCALENDAR"}
	var b strings.Builder
	for _, l := range lines {
		for len(l) > 74 {
			cut := 74
			for cut > 0 && l[cut]&0xc0 == 0x80 {
				cut--
			}
			b.WriteString(l[:cut] + "\r\n ")
			l = l[cut:]
		}
		b.WriteString(l + "\r\n")
	}
	return b.String()
}

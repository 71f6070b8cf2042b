package main

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/risk"
)

// advice is what a chat comes to. It is made of answers alone, so it never
// says that a link is the weakest: at the most, probably.
type advice struct {
	Schema   string         `json:"schema"`
	Wording  risk.Wording   `json:"wording"` // probably | either | unknown
	Link     *string        `json:"link"`    // null: nothing was said to be missing
	Sentence string         `json:"sentence"`
	Because  string         `json:"because,omitempty"`
	First    string         `json:"first,omitempty"`
	FindOut  []string       `json:"find_out"` // questions that nobody could answer, the most telling first
	Asked    int            `json:"asked"`
	Answers  []chatAnswer   `json:"answers"`
	Contact  config.Contact `json:"-"`
}

type chatAnswer struct {
	ID     string `json:"id"`
	Ask    string `json:"ask"`
	Answer string `json:"answer"`
}

func (t *talk) advise() (*advice, error) {
	a := &advice{Schema: "weaklink.chat/1", Wording: risk.Unknown, FindOut: []string{}, Asked: len(t.asked), Answers: []chatAnswer{}}
	said := t.said()
	v, err := said.Weigh()
	if err != nil {
		return nil, err
	}
	var doubts []string
	byID := map[string]chatQuestion{}
	for _, q := range t.questions {
		byID[q.ID] = q
		if t.answers[q.ID] == "unknown" && q.Control != "" {
			doubts = append(doubts, q.Control)
		}
	}
	for _, id := range t.asked {
		a.Answers = append(a.Answers, chatAnswer{id, byID[id].Ask, t.answers[id]})
	}
	worth, err := said.Stakes(doubts)
	if err != nil {
		return nil, err
	}
	for _, q := range t.questions {
		if slices.Contains(doubts, q.Control) && t.answers[q.ID] == "unknown" {
			a.FindOut = append(a.FindOut, q.Ask)
		}
	}
	slices.SortStableFunc(a.FindOut, func(x, y string) int {
		return compareWorth(worth, t.controlOf(y), t.controlOf(x))
	})
	if v.Link == "" {
		a.Sentence = "Nothing that you told us about is missing. What was only said is a beginning: a look would show whether it is so."
		told := 0 // answers about protection; the others only say what is at stake
		for id, v := range t.answers {
			if byID[id].Control != "" && v != "unknown" {
				told++
			}
		}
		switch {
		case told == 0 && len(a.FindOut) == 0:
			a.Sentence = "Nothing can be said yet: no question about how the data is protected was answered. Begin again, and answer with ? what you do not know."
		case t.cut:
			a.Sentence = fmt.Sprintf("Not enough was answered to name a link: the talk ended after %d of at most %d questions. What was told so far is in order, but most was not asked.", len(t.answers), mostQuestions)
			if told == 0 {
				a.Sentence = fmt.Sprintf("Nothing can be said yet: the talk ended after %d of at most %d questions. Find out first what nobody knows.", len(t.answers), mostQuestions)
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
func (t *talk) worst(v risk.Verdict, findings []chain.Finding) chatQuestion {
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
	return chatQuestion{Bad: "something is missing there", First: "Have a person look at it."}
}

func (t *talk) controlOf(ask string) string {
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

func (a *advice) print(out io.Writer, width int) error {
	w := text.NewWriter(out, width)
	w.Title("")
	w.Para("", "", a.Sentence)
	if a.First != "" {
		w.Title("Do this first")
		w.Para("  ", "  ", a.First)
	}
	if len(a.FindOut) > 0 {
		w.Title("Worth finding out")
		for _, q := range a.FindOut[:min(3, len(a.FindOut))] {
			w.Para("  ? ", "    ", q)
		}
	}
	w.Title("Talk to a person")
	w.Para("  ", "  ", a.person())
	if err := w.Flush(); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "  %s\n", a.mailto()); err != nil { // whole: it is there to be clicked
		return err
	}
	w.Title("")
	w.Para("", "", "This rests on answers alone. To have it looked at: weaklink scan https://your-shop.example ./a-folder-with-client-data")
	return w.Flush()
}

// person says whom to talk to and what to bring.
func (a *advice) person() string {
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

// mailto opens a mail with the gist of it. No answer goes along: they are for the talk.
func (a *advice) mailto() string {
	body := a.Sentence + "\r\n\r\nCould we talk about it for half an hour?"
	q := url.Values{"subject": {"Our client data: what to look at first"}, "body": {body}}
	// A line ends in CRLF, and a plus is a plus (RFC 6068).
	return "mailto:" + strings.ReplaceAll(url.PathEscape(a.Contact.Mail), "%40", "@") + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

//go:embed chat_brief.html
var briefHTML string

var briefPage = template.Must(template.New("brief").Parse(briefHTML))

func (a *advice) write(path string) error {
	var b bytes.Buffer
	if strings.HasSuffix(path, ".ics") {
		b.WriteString(a.calendar(time.Now()))
	} else if err := briefPage.Execute(&b, map[string]any{"Advice": a, "On": time.Now().Format(time.DateOnly), "Mailto": template.URL(a.mailto()), "Contact": a.Contact}); err != nil {
		return fmt.Errorf("write the page for the talk: %w", err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		return usage("name a file in a folder that exists and that you may write to", "write %s: %w", path, err)
	}
	return nil
}

// calendar is half an hour on the day after tomorrow that is no weekend, for
// the person to move (RFC 5545; lines end in CRLF and are folded at 75 bytes).
func (a *advice) calendar(now time.Time) string {
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

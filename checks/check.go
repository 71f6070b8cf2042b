package checks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
)

// Role is who can do a fix.
type Role string

// The roles. Their hourly rates are in risk/constants.yaml.
const (
	Owner        Role = "owner"
	WebDeveloper Role = "web developer"
	Host         Role = "host"
	ITPerson     Role = "IT person"
	Lawyer       Role = "lawyer"
	Expert       Role = "expert"
)

// Doc is a check in words.
type Doc struct {
	ID      string            // "website.tls-expiry": link.name
	Asks    string            // the question it answers
	Matters string            // why anyone should care
	Fix     string            // what to do
	Fixes   map[string]string // by detected stack, where the fix differs
	Proof   string            // one command or click that shows the same; {subject}, {name}, {file}, {host}, {port} are filled in
	Control string            // control id in risk/constants.yaml
	Who     Role
	Minutes [2]int   // low and high, our estimate until repairs were timed
	Cites   []string // "PCI DSS 4.0.1 6.4.3", "CIS 8.1 4.4", "GDPR Art. 32"

	// Unnoticed says that visitors notice nothing when it does not hold: it says
	// nothing about how many of them leave, unless a verdict TurnsAway.
	Unnoticed bool
}

// Link is the link the check belongs to: the part of its ID before the dot.
func (d Doc) Link() chain.Link {
	l, _, _ := strings.Cut(d.ID, ".")
	return chain.Link(l)
}

// Answer is what a person answered to a question that no check can.
type Answer struct {
	Value string `json:"value"`
	On    string `json:"on,omitempty"` // YYYY-MM-DD
	By    string `json:"by,omitempty"`
	File  string `json:"file,omitempty"` // a document that says so
}

// Scene is everything but the facts that a check may look at.
type Scene struct {
	Now      time.Time // the run's start cut to the UTC day
	Firm     chain.Firm
	Answers  map[string]Answer
	Complete func(target string) bool // was this target collected in full
}

// Days is how many whole days date (YYYY-MM-DD or RFC 3339) lies before
// sc.Now; negative when it lies ahead.
func (sc Scene) Days(date string) (int, error) {
	t, err := time.Parse(time.RFC3339, date)
	if err != nil {
		if t, err = time.Parse(time.DateOnly, date); err != nil {
			return 0, fmt.Errorf("%q is no date", date)
		}
	}
	day := t.UTC().Truncate(24 * time.Hour)
	return int(sc.Now.UTC().Truncate(24*time.Hour).Sub(day) / (24 * time.Hour)), nil
}

// Verdict is what a check says about one subject. An empty Subject means the
// subject of the fact it was made from.
type Verdict struct {
	Subject  string
	Grip     chain.Grip
	Say      string
	Why      string // why unseen
	Next     string // the step that would let us look
	Pass, Of int

	TurnsAway bool // broken in a way that visitors meet and leave at, today: a warning, an error
	silent    bool
}

// Nothing is the verdict of a check that does not apply to a fact.
func Nothing() Verdict { return Verdict{silent: true} }

// Check is a registered check. Make one with Each, All or Across.
type Check struct {
	Doc   Doc
	Kinds []string // kinds of fact it reads
	judge func(Scene, *Stock) []judged
}

type judged struct {
	Verdict
	evidence []string
}

var registry = map[string]Check{}

// Registered returns every check, sorted by ID.
func Registered() []Check {
	out := make([]Check, 0, len(registry))
	for _, c := range registry {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Check) int { return strings.Compare(a.Doc.ID, b.Doc.ID) })
	return out
}

// Lookup finds a check by its ID.
func Lookup(id string) (Check, bool) { c, ok := registry[id]; return c, ok }

// Each makes a check that judges one fact at a time.
func Each[T any](doc Doc, kind evidence.Kind[T], fn func(Scene, T) Verdict) Check {
	return register(doc, []string{kind.Name}, func(sc Scene, s *Stock) []judged {
		r := readAll(s, kind)
		out := make([]judged, 0, len(r.items))
		bad := r.bad
		for i, body := range r.bodies {
			for ; len(bad) > 0 && bad[0].before == i; bad = bad[1:] {
				out = append(out, bad[0].judged)
			}
			it := r.of.facts[i]
			v := fn(sc, body)
			if v.silent {
				continue
			}
			if v.Subject == "" {
				v.Subject = it.Subject
			}
			out = append(out, judged{v, []string{it.Digest}})
		}
		for _, b := range bad {
			out = append(out, b.judged)
		}
		return out
	})
}

// All makes a check that judges every fact of a kind together. It is not
// called when there is none.
func All[T any](doc Doc, kind evidence.Kind[T], fn func(Scene, []T) []Verdict) Check {
	return register(doc, []string{kind.Name}, func(sc Scene, s *Stock) []judged {
		r := readAll(s, kind)
		out := r.unreadable()
		if len(r.bodies) == 0 {
			return out
		}
		return rest(out, fn(sc, r.bodies), &r.of)
	})
}

// Across makes a check that joins facts of two kinds. It is called when there
// is at least one fact of the first kind.
func Across[A, B any](doc Doc, first evidence.Kind[A], second evidence.Kind[B], fn func(Scene, []A, []B) []Verdict) Check {
	return register(doc, []string{first.Name, second.Name}, func(sc Scene, s *Stock) []judged {
		as, bs := readAll(s, first), readAll(s, second)
		out := slices.Concat(as.unreadable(), bs.unreadable())
		if len(as.bodies) == 0 {
			return out
		}
		return rest(out, fn(sc, as.bodies, bs.bodies), &as.of, &bs.of)
	})
}

// rest adds verdicts that rest on facts.
func rest(out []judged, verdicts []Verdict, on ...*trail) []judged {
	g := grounds{trails: on}
	for _, v := range verdicts {
		if !v.silent {
			out = append(out, judged{v, g.of(v.Subject)})
		}
	}
	return out
}

// Judge runs c over items and returns its findings, sorted by subject. A check
// that panics, and a fact that cannot be read, become unseen findings.
func (c Check) Judge(sc Scene, items []evidence.Item) []chain.Finding {
	return c.Of(sc, NewStock(items))
}

// Of is Judge over facts that many checks share.
func (c Check) Of(sc Scene, s *Stock) (out []chain.Finding) {
	if !s.has(c.Kinds) {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			out = []chain.Finding{c.finding(judged{Verdict: Verdict{
				Subject: "firm", Grip: chain.Unseen,
				Say:  "This check could not be carried out.",
				Why:  fmt.Sprintf("the check itself failed on what it was given (%T)", r),
				Next: "report this with the run's facts: weaklink facts",
			}, evidence: s.digests(c.Kinds)})}
		}
	}()
	all := c.judge(sc, s)
	out = make([]chain.Finding, 0, len(all))
	for _, j := range all {
		if !j.silent {
			out = append(out, c.finding(j))
		}
	}
	slices.SortFunc(out, func(a, b chain.Finding) int { return strings.Compare(a.Subject, b.Subject) })
	return out
}

func (c Check) finding(j judged) chain.Finding {
	if !j.Grip.Valid() || j.Subject == "" || j.Say == "" {
		panic(fmt.Sprintf("checks: %s gave a verdict without grip, subject or sentence", c.Doc.ID))
	}
	if j.Grip == chain.Unseen && (j.Why == "" || j.Next == "") {
		panic(fmt.Sprintf("checks: %s says unseen without saying why and what would let us look", c.Doc.ID))
	}
	return chain.Finding{
		ID: chain.FindingID(c.Doc.ID, j.Subject), Check: c.Doc.ID, Subject: j.Subject,
		Control: c.Doc.Control, Link: c.Doc.Link(), Grip: j.Grip,
		Say: j.Say, Why: j.Why, Next: j.Next, Pass: j.Pass, Of: j.Of, Evidence: j.evidence,
		TurnsAway: j.TurnsAway, Unnoticed: c.Doc.Unnoticed && !j.TurnsAway,
	}
}

var idShape = regexp.MustCompile(`^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$`)

func register(doc Doc, kinds []string, judge func(Scene, *Stock) []judged) Check {
	if !idShape.MatchString(doc.ID) || doc.Link().Index() < 0 {
		panic(fmt.Sprintf("checks: %q is not link.name with one of the eight links", doc.ID))
	}
	if doc.Asks == "" || doc.Matters == "" || doc.Fix == "" || doc.Proof == "" || doc.Control == "" || doc.Who == "" {
		panic(fmt.Sprintf("checks: %s lacks one of Asks, Matters, Fix, Proof, Control, Who", doc.ID))
	}
	if doc.Minutes[0] <= 0 || doc.Minutes[1] < doc.Minutes[0] {
		panic(fmt.Sprintf("checks: %s has no honest minutes: %v", doc.ID, doc.Minutes))
	}
	if _, twice := registry[doc.ID]; twice {
		panic(fmt.Sprintf("checks: %s is defined twice", doc.ID))
	}
	c := Check{Doc: doc, Kinds: kinds, judge: judge}
	registry[doc.ID] = c
	return c
}

func unreadable(it evidence.Item, err error) judged {
	return judged{Verdict{
		Subject: it.Subject, Grip: chain.Unseen,
		Say:  "What was stored about this cannot be read.",
		Why:  err.Error(),
		Next: "scan it again with this version",
	}, []string{it.Digest}}
}

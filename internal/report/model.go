package report

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// Schema is the name of the JSON form of a Model.
const Schema = "weaklink.report/1"

// Input is a judged run.
type Input struct {
	Run        chain.Run
	Firm       chain.Firm
	Verdict    risk.Verdict
	Findings   []chain.Finding
	Since      map[string]time.Time // by finding id; one that is not in it: Most, or the run
	Most       time.Time
	Facts      []evidence.Item
	Union      *facts.Union
	Protection map[string]facts.Protection // by store id
	Gaps       []evidence.Gap
	States     []chain.TargetState
	Changes    []chain.Changed
	Accepted   []chain.Acceptance // those that count at the run's time
	Missing    []LinkHint
	Carried    map[chain.Link]string     // links that a supplier carries, or that the firm does not have: why, in words
	Contact    *Contact                  // whom to call; nil: not known
	Own        []risk.Override           // numbers of the model that the firm knows better
	HourlyRate func(checks.Role) float64 // EUR
	Advised    Advised                   // what was worked out beside the verdict
	Seen       map[string]evidence.Sighting
	Constants  *risk.Constants // that the run was judged with; nil: those of this build
	Plan       *risk.Plan      // what to do, in which order; nil: by what each repair saves alone
	Next       *risk.Next      // what is worth finding out; nil: not known
}

// LinkHint says of a link that nobody looked at what would have let us.
type LinkHint struct {
	Link chain.Link
	Next string
}

// Contact is whom the firm wants to be told to call.
type Contact struct {
	Name  string `json:"name,omitempty"`
	Role  string `json:"role,omitempty"`
	Mail  string `json:"mail,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// Model is the report. Its JSON form is published as docs/schema/report.schema.json.
type Model struct {
	Schema    string          `json:"schema"`
	Run       Run             `json:"run"`
	Verdict   Verdict         `json:"verdict"`
	Today     Today           `json:"today"`
	Chain     []Link          `json:"chain"` // always all eight, in order
	Findings  List[Finding]   `json:"findings"`
	Data      Data            `json:"data"`
	Unseen    []Unseen        `json:"unseen"`
	Plan      []Step          `json:"plan"`
	Changes   []chain.Changed `json:"changes"`
	Targets   []Target        `json:"targets"`
	Suppliers []Supplier      `json:"suppliers"` // companies that were seen to carry a part of the chain
	Reasons   *Reasons        `json:"reasons"`   // the numbers opened; null: nothing was judged
	Contact   *Contact        `json:"contact,omitempty"`
	Own       []Own           `json:"constants,omitempty"` // numbers of the model that the firm replaced by its own
	Facts     []any           `json:"facts,omitempty"`     // with --with-facts: the evidence,
	Record    json.RawMessage `json:"record,omitempty"`    // and what replay compares
}

// Own is a number of the model that the firm replaced by its own: one value, or
// a 90 % range around a best.
type Own struct {
	ID   string  `json:"id"`
	Mark string  `json:"mark"` // always "yours"
	Unit string  `json:"unit,omitempty"`
	Was  float64 `json:"was"` // what weaklink has
	Low  float64 `json:"low"`
	Best float64 `json:"best"`
	High float64 `json:"high"`
}

// Say is the change in words.
func (o Own) Say() string {
	now := digits(o.Best)
	if o.Low != o.High {
		now = fmt.Sprintf("%s to %s (best %s)", digits(o.Low), digits(o.High), digits(o.Best))
	}
	if o.Was == 0 { // worked out from other numbers, or nothing that the model counts with
		return strings.TrimSpace(fmt.Sprintf("%s: %s %s, where none was set", o.ID, now, o.Unit))
	}
	return strings.TrimSpace(fmt.Sprintf("%s: %s instead of %s %s", o.ID, now, digits(o.Was), o.Unit))
}

// digits are as many digits as a person wrote, without an exponent.
func digits(x float64) string {
	return strconv.FormatFloat(sixDigits(x), 'f', -1, 64)
}

// sixDigits that count: a number that was worked out has many more.
func sixDigits(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	if err != nil || float64(int64(x)) == x {
		return x
	}
	return y
}

// OwnNumbers is what was set, as a report lists it.
func OwnNumbers(list []risk.Override) []Own {
	var out []Own
	for _, o := range list {
		out = append(out, Own{ID: o.ID, Mark: "yours", Unit: o.Unit, Was: o.Was, Low: o.Low, Best: o.Best, High: o.High})
	}
	return out
}

// Run is which look this report is about.
type Run struct {
	ID       string    `json:"id"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	Now      time.Time `json:"now"` // what ages are counted from
	Version  string    `json:"version"`
	Model    string    `json:"model"` // digest of the constants + engine version
	Seed     uint64    `json:"seed"`
	Root     string    `json:"root"` // digest over the facts
	Firm     string    `json:"firm"`
	Partial  bool      `json:"partial"`
	Samples  int       `json:"samples"`
	Lost     bool      `json:"-"` // kept nowhere: nothing more can be asked about it
}

// Verdict is the answer.
type Verdict struct {
	Sentence     string        `json:"sentence"`
	Headline     string        `json:"headline"`            // its beginning, for the first page: which link, and what is wrong
	Cost         string        `json:"cost,omitempty"`      // of one event through whichever link, in words; empty: no link is named
	Frequency    string        `json:"frequency,omitempty"` // of such events among businesses like this one
	Share        string        `json:"share,omitempty"`     // what mending the named link alone saves
	Second       string        `json:"second"`
	Wording      risk.Wording  `json:"wording"`
	Link         *string       `json:"link"`    // null: nothing weak or broken was seen
	Subject      *string       `json:"subject"` // the repairable thing inside it
	Confidence   float64       `json:"confidence"`
	Alternatives []Alternative `json:"alternatives"`
	Loss         Loss          `json:"loss"`
	DropIfFixed  risk.Range    `json:"drop_if_fixed"` // EUR a year
}

// Today is the one thing to do, in words for the first page.
type Today struct {
	Do   string `json:"do"`
	Who  string `json:"who,omitempty"`
	Time string `json:"time,omitempty"` // at most, in words
	Step string `json:"step,omitempty"` // id of the step of the plan; empty: nothing weak or broken was seen
}

// Alternative is a link that may be the weakest instead.
type Alternative struct {
	Link       string  `json:"link"`
	Subject    string  `json:"subject"`
	Confidence float64 `json:"confidence"`
}

// Loss is what it may cost the firm with all its links as they are, EUR. What
// the named link bears of it is Verdict.DropIfFixed.
type Loss struct {
	PYear      risk.Range `json:"p_year"`  // probability of at least one event in a year
	Typical    risk.Range `json:"typical"` // one event: best is the median
	OneIn20    float64    `json:"one_in_20"`
	Currency   string     `json:"currency"`
	Expected   risk.Range `json:"expected"` // in a year, mean and 90 % interval; of which
	Business   risk.Range `json:"lost_business"`
	Claims     risk.Range `json:"lawsuits_and_fines"`
	CleanUp    risk.Range `json:"clean_up"`
	Reputation risk.Range `json:"lost_reputation"`
}

// Link is one of the eight.
type Link struct {
	Link     chain.Link `json:"link"`
	Grip     chain.Grip `json:"grip"`
	Strength risk.Range `json:"strength"` // 0..1
	Findings Count      `json:"findings"`
	Next     string     `json:"next,omitempty"`    // nobody looked: what would let us
	Carried  string     `json:"carried,omitempty"` // a supplier carries it, or the firm has none: drawn in outline
}

// Count is how many findings have which grip.
type Count struct {
	Broken int `json:"broken"`
	Weak   int `json:"weak"`
	Unseen int `json:"unseen"`
	Holds  int `json:"holds"`
}

// Finding is a finding with the words of its check.
type Finding struct {
	ID       string            `json:"id"`
	Check    string            `json:"check"`
	Link     chain.Link        `json:"link"`
	Subject  string            `json:"subject"`
	Name     string            `json:"name"` // the subject in words
	Grip     chain.Grip        `json:"grip"`
	Say      string            `json:"say"`
	Why      string            `json:"why,omitempty"`
	Next     string            `json:"next,omitempty"`
	Pass     int               `json:"pass"`
	Of       int               `json:"of"`
	Matters  string            `json:"matters"`
	Fix      string            `json:"fix"`
	Fixes    map[string]string `json:"fixes,omitempty"` // by stack
	Proof    string            `json:"proof"`
	Who      checks.Role       `json:"who"`
	Minutes  [2]int            `json:"minutes"`
	Control  string            `json:"control"`
	Cites    []string          `json:"cites"`
	Evidence []string          `json:"evidence"`
	Since    time.Time         `json:"since"`
	Accepted *chain.Acceptance `json:"accepted,omitempty"` // the firm lives with it for now
	Drop     *risk.Range       `json:"drop,omitempty"`     // EUR a year, if its control were repaired on this subject
	Seen     []Sighting        `json:"seen"`               // the evidence: what, when, by what
	Line     string            `json:"line,omitempty"`     // to challenge the number that weighs it
}

// Data is what client data was found.
type Data struct {
	People   facts.People    `json:"people"` // distinct, over all stores
	Picture  *facts.Picture  `json:"picture,omitempty"`
	Stores   List[Store]     `json:"stores"`
	Guarded  List[Guarded]   `json:"guarded"` // places where none of it lies in clear; they are not in Stores
	Overlaps []facts.Overlap `json:"overlaps"`
	More     int64           `json:"overlaps_more,omitempty"` // pairs of stores with people in common that are not told one by one
	Ledger   []Ledger        `json:"ledger,omitempty"`        // of each place: found = read + not read + ignored
}

// Ledger is how much of a target's files or tables was read, in numbers and bytes.
type Ledger struct {
	Target       string          `json:"target"`
	Files        int64           `json:"files"`
	Bytes        int64           `json:"bytes"`
	Read         int64           `json:"read"`
	ReadBytes    int64           `json:"read_bytes"`
	Unread       int64           `json:"unread"`
	UnreadBytes  int64           `json:"unread_bytes"`
	Ignored      int64           `json:"ignored"`
	IgnoredBytes int64           `json:"ignored_bytes"`
	NotRead      []facts.NotRead `json:"not_read"` // by reason; their sums are unread and unread_bytes
}

// Store is one place that holds client data.
type Store struct {
	ID         string           `json:"id"`
	Target     string           `json:"target"`
	Name       string           `json:"name"`
	Role       string           `json:"role"`
	Format     string           `json:"format"`
	Records    int64            `json:"records"`
	Categories []facts.Category `json:"categories"`
	People     facts.People     `json:"people"`
	Picture    *facts.Picture   `json:"picture,omitempty"`
	Test       int64            `json:"test,omitempty"` // records that are nobody's
	Detail     string           `json:"detail"`
	Years      []facts.Year     `json:"years,omitempty"` // records by the year in which they were last touched
	Dated      string           `json:"dated,omitempty"` // column | mtime: where Oldest and Newest come from
	Oldest     string           `json:"oldest"`
	Newest     string           `json:"newest"`
	Readers    string           `json:"readers"`
	Partial    string           `json:"partial,omitempty"`
	Protection facts.Protection `json:"protection"`
	Guarded    []GuardedData    `json:"guarded,omitempty"` // its columns that are not in clear
}

// Supplier is a company that carries a part of the firm's chain.
type Supplier struct {
	Name    string   `json:"name"`
	Carries []string `json:"carries"` // hosting, payments, mail
	For     string   `json:"for"`     // what it carries, a subject
	Proof   string   `json:"proof"`   // what was seen
}

// Unseen is something that we could not look at.
type Unseen struct {
	Subject string  `json:"subject"`
	Target  string  `json:"target"`
	Why     string  `json:"why"`
	Next    string  `json:"next"`
	Worth   float64 `json:"worth"` // probability that looking changes what to do, where the model says it; else 0
}

// Step is one thing to do, for all findings that it settles.
type Step struct {
	ID       string      `json:"id"` // of the first finding
	Findings []string    `json:"findings"`
	Link     chain.Link  `json:"link"`
	Name     string      `json:"name"` // what it is about
	Fix      string      `json:"fix"`
	Who      checks.Role `json:"who"`
	Minutes  [2]int      `json:"minutes"`
	EUR      float64     `json:"eur"`                // minutes / 60 x the role's hourly rate
	Drop     risk.Range  `json:"drop"`               // EUR a year beyond the steps before it; steps that serve one control of one subject share it
	Quick    bool        `json:"quick,omitempty"`    // free or done within an hour, and nearly sure to help
	Together []string    `json:"together,omitempty"` // findings whose steps this one hardly helps without
}

// Target is how far one target was looked at.
type Target struct {
	Target   string     `json:"target"`
	Complete bool       `json:"complete"`
	Why      string     `json:"why,omitempty"`
	Seen     *time.Time `json:"seen,omitempty"` // the oldest of what was taken over from an earlier look; absent: all is of this one
}

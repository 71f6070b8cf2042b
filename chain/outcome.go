package chain

import "time"

// Occasion is how it came out what a verdict was worth.
type Occasion string

// An incident happened to the firm; a pentest was made to happen, to find out.
const (
	Incident Occasion = "incident"
	Pentest  Occasion = "pentest"
)

// Outcome is something that really happened to a firm, for the forecast log.
type Outcome struct {
	ID       string    `json:"id"` // KIND-DATE, unique within the firm
	Kind     Occasion  `json:"kind"`
	On       time.Time `json:"on"`   // the UTC day
	Link     Link      `json:"link"` // the link that fell first; empty: none did, or nobody knows which
	What     string    `json:"what"` // one of Outcomes, or empty: not said
	Note     string    `json:"note,omitempty"`
	Recorded time.Time `json:"recorded"`
}

// CameToNothing is What of an attack or a test that got nowhere.
const CameToNothing = "none"

// Outcomes are what can have happened: the effects that the model prices, and nothing.
func Outcomes() []string {
	return []string{"disclosed", "altered", "stopped", "lost", "transfer", "mailbox", CameToNothing}
}

// Harmed says that an outcome is what the probability of a year speaks of:
// an incident that came to something. A pentest never is.
func (o Outcome) Harmed() bool { return o.Kind == Incident && o.What != CameToNothing }

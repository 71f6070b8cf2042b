package chain

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Finding is a check's verdict about one subject.
type Finding struct {
	ID       string   `json:"id"` // CHECK@ + 8 hex digits of the subject: the same in every run
	Check    string   `json:"check"`
	Subject  string   `json:"subject"` // a subject key such as site:https://shop.example
	Control  string   `json:"control"` // control id in risk/constants.yaml
	Link     Link     `json:"link"`
	Grip     Grip     `json:"grip"`
	Say      string   `json:"say"`            // one plain sentence
	Why      string   `json:"why,omitempty"`  // why unseen
	Next     string   `json:"next,omitempty"` // the step that would let us look
	Pass     int      `json:"pass,omitempty"` // objects that pass ...
	Of       int      `json:"of,omitempty"`   // ... of objects seen, when one finding covers many
	Evidence []string `json:"evidence"`       // fact digests

	TurnsAway bool `json:"turns_away,omitempty"` // visitors meet it and leave, today
	Unnoticed bool `json:"unnoticed,omitempty"`  // visitors notice nothing of it, so it turns nobody away
}

// FindingID names the verdict of check about subject, the same in every run.
func FindingID(check, subject string) string {
	sum := sha256.Sum256([]byte(subject))
	return check + "@" + hex.EncodeToString(sum[:4])
}

// Acceptance says that the firm lives with a finding until a day. It changes
// no verdict: the weakness is still there.
type Acceptance struct {
	Finding string    `json:"finding"` // finding id
	Why     string    `json:"why"`
	Who     string    `json:"who,omitempty"` // who decided
	Given   time.Time `json:"given"`
	Until   time.Time `json:"until"` // the first moment at which it no longer counts
}

// LongestAcceptance keeps "for now" from becoming "for ever".
const LongestAcceptance = 366 * 24 * time.Hour

// Span is a finding over time: it opened in FirstRun with this grip and, when
// LastRun is not empty, changed or went away after LastRun.
type Span struct {
	Finding  Finding
	FirstRun string
	LastRun  string // empty while open
	Since    int64  // Unix ms of FirstRun
}

// Change says how a finding differs from the run before.
type Change string

// What can become of a finding between two runs. Gone is only said of a
// subject whose target was collected in full this time; otherwise it is
// UnseenNow, which is never good news.
const (
	New       Change = "new"
	WorseNow  Change = "worse"
	Same      Change = "same"
	BetterNow Change = "better"
	Gone      Change = "gone"
	UnseenNow Change = "unseen now"
)

// Changed is one finding's change against the run before.
type Changed struct {
	Finding string `json:"finding"` // finding id
	Change  Change `json:"change"`
}

// Step names the way from one verdict to another about the same subject.
// Broken that becomes unseen is no improvement, although unseen ranks above.
func Step(old, now Finding) Change {
	failing := func(f Finding) int { return f.Of - f.Pass }
	switch {
	case now.Grip == Unseen && old.Grip != Unseen:
		return UnseenNow
	case now.Grip != old.Grip:
		if now.Grip < old.Grip {
			return WorseNow
		}
		return BetterNow
	case failing(now) > failing(old):
		return WorseNow
	case failing(now) < failing(old):
		return BetterNow
	}
	return Same
}

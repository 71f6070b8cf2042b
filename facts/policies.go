package facts

import "github.com/weaklink/weaklink/evidence"

// PoliciesFolder is what the firm's own documents say. Subject: firm.
var PoliciesFolder = evidence.Kind[PolicyFolder]{Name: "policies.folder", Version: 1}

// PolicyFolder is the body of policies.folder.
type PolicyFolder struct {
	Target    string           `json:"target"`
	Digest    string           `json:"digest"`    // hex SHA-256 over the lines "SHA256  NAME" of its documents in order of name: what people acknowledge
	Documents []PolicyDocument `json:"documents"` // in order of name
	Partial   string           `json:"partial,omitempty"`
}

// PolicyDocument is one document. One that could not be read has only its
// name, format and the reason.
type PolicyDocument struct {
	Name      string         `json:"name"` // below the folder
	Format    string         `json:"format"`
	SHA256    string         `json:"sha256,omitempty"`
	Languages []string       `json:"languages,omitempty"` // ISO 639-1
	Pages     int            `json:"pages,omitempty"`     // 0: the format knows none
	Words     int            `json:"words,omitempty"`
	Topics    []PolicyTopic  `json:"topics,omitempty"`
	Clauses   []PolicyClause `json:"clauses,omitempty"`
	Version   string         `json:"version,omitempty"`  // as in 1.2
	Reviewed  string         `json:"reviewed,omitempty"` // YYYY-MM-DD that it states
	Approved  string         `json:"approved,omitempty"` // YYYY-MM-DD, or "undated"
	Due       string         `json:"due,omitempty"`      // of the next review
	Owner     bool           `json:"owner"`              // it names who looks after it
	Aside     string         `json:"aside,omitempty"`    // what it is instead of rules of the firm: a contract, a plan
	Unread    string         `json:"unread,omitempty"`   // why it could not be read
	Next      string         `json:"next,omitempty"`     // what would let us read it
	Partial   string         `json:"partial,omitempty"`  // why not all of it was read
}

// PolicyTopic is a topic that a document speaks of: data-handling, retention,
// access, devices, mail-and-web, payments, suppliers, backups or incident.
type PolicyTopic struct {
	ID      string `json:"id"`
	Rules   int    `json:"rules"`             // sentences about it that demand something
	Heading bool   `json:"heading,omitempty"` // it has a section of its own
	Page    int    `json:"page,omitempty"`    // of the first rule, from 1
	Section int    `json:"section,omitempty"` // number of the heading above it, from 1
}

// PolicyClause is one rule that was looked for and found: call-back,
// report-at-once, restore-test, backup-made, supplier-agreement, training,
// leavers; or incident-phone, a telephone number to call.
type PolicyClause struct {
	ID      string `json:"id"`
	Page    int    `json:"page,omitempty"`
	Section int    `json:"section,omitempty"`
}

// PoliciesRoll is who has confirmed the documents. Subject: firm.
var PoliciesRoll = evidence.Kind[PolicyRoll]{Name: "policies.roll", Version: 1}

// PolicyRoll is the body of policies.roll.
type PolicyRoll struct {
	Target string       `json:"target"`
	Digest string       `json:"digest"`           // of the folder as it is now
	Kept   bool         `json:"kept"`             // there is an acknowledged.csv
	Listed bool         `json:"listed"`           // there is a people.csv
	People []RollPerson `json:"people,omitempty"` // in order of ID
	Unread string       `json:"unread,omitempty"` // why a list could not be read
}

// RollPerson is one person on either list.
type RollPerson struct {
	ID     evidence.Fingerprint `json:"id"`
	Listed bool                 `json:"listed"`          // in people.csv
	Since  string               `json:"since,omitempty"` // YYYY-MM-DD
	Until  string               `json:"until,omitempty"`
	Acks   []Acknowledgement    `json:"acks,omitempty"`
	// By these the same person is found on the firm's list of people (access.person).
	Logins []evidence.Fingerprint `json:"logins,omitempty"`
	Names  []evidence.Fingerprint `json:"names,omitempty"`
}

// Acknowledgement is one confirmation that the rules were read.
type Acknowledgement struct {
	On   string `json:"on,omitempty"` // YYYY-MM-DD
	Text string `json:"text"`         // current | other | unsaid: which text was confirmed
}

package chain

import "time"

// Firm is what is known about the business that is looked after. Zero fields
// are unknown and fall back to the template firm of the size class.
type Firm struct {
	Name        string  `json:"name" yaml:"name"`
	Country     string  `json:"country,omitempty" yaml:"country"` // ISO 3166-1 alpha-2
	Sector      string  `json:"sector,omitempty" yaml:"sector"`
	Staff       int     `json:"staff,omitempty" yaml:"staff"`
	Revenue     float64 `json:"revenue,omitempty" yaml:"revenue"` // EUR a year
	OnlineShare float64 `json:"online_share,omitempty" yaml:"online_share"`
	Customers   int     `json:"customers,omitempty" yaml:"customers"`
}

// Run is one look at a firm.
type Run struct {
	ID       string    `json:"id"` // UUIDv7
	Firm     string    `json:"firm"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	Now      time.Time `json:"now"` // Started cut to the UTC day: what ages are counted from
	Version  string    `json:"version"`
	Model    string    `json:"model"` // digest of the constants + engine version
	Seed     uint64    `json:"seed"`
	Root     string    `json:"root"`    // digest over the sorted fact digests
	Partial  bool      `json:"partial"` // cut short; what was seen until then is kept
	Plan     string    `json:"plan"`    // digest of what was asked: targets, settings that matter, version
}

// TargetState is how far one target of a run was collected.
type TargetState struct {
	Target   string `json:"target"`
	Complete bool   `json:"complete"` // every collector finished and nothing was left out
	Why      string `json:"why,omitempty"`
}

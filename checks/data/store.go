package data

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// clientData reports whether s holds data about people at all. A log with network
// addresses and nothing else does not count as client data.
func clientData(s facts.Store) bool { return detailRank(s) > 0 }

// sensitive: bank data and above. What lies below can be found in a phone book
// or on a parcel; from here on its loss costs the person money or dignity.
func sensitive(s facts.Store) bool {
	return detailRank(s) >= slices.Index(details, "financial")
}

// stray reports whether s is a copy of data that has its home elsewhere.
func stray(s facts.Store) bool {
	switch s.Role {
	case "export", "dump", "copy", "archive":
		return true
	}
	return false
}

// portable reports whether s is made to be carried off: whoever has the file
// has everything. A backup is, although it lies where it is meant to be.
func portable(s facts.Store) bool { return stray(s) || s.Role == "backup" }

var roleNames = map[string]string{
	"export": "an export", "dump": "a database dump", "copy": "a copy", "archive": "an old version", "live": "a table", "file": "a file", "backup": "a backup",
}

// called is the short name of s for a sentence.
func called(s facts.Store) string {
	if s.Name != "" {
		return s.Name
	}
	_, name, _ := strings.Cut(s.ID, "#")
	return name
}

// who is "about 420 people", or "records" when nobody could be counted.
func who(s facts.Store) string {
	if s.People.Best <= 0 {
		return "people"
	}
	return peopleWords(s.People)
}

// keepsHealthData reports whether health data is the work of the sector.
func keepsHealthData(sector string) bool {
	switch strings.ToLower(sector) {
	case "health", "healthcare", "medical", "care", "pharmacy", "dental", "therapy":
		return true
	}
	return false
}

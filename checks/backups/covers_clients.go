package backups

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// manyPeople parts a list that can be gathered again by asking around from one
// that cannot. It is the same step as in the data link.
const manyPeople = 100

var coversClients = checks.Join(checks.Doc{
	ID:      "backups.covers-clients",
	Asks:    "Is every place that holds client data in a copy?",
	Matters: "Copies are set up once; new lists and databases appear later, and nobody adds them. The one that is in no copy is the one that is lost.",
	Fix:     "Add it to what is copied every night, or move it to a place that is.",
	Fixes: map[string]string{
		"restic": "Add its folder to the paths of the restic backup line, then run it once and look: restic ls latest | grep NAME",
		"borg":   "Add its folder to the paths of the borg create line, then run it once and look: borg list ::LAST | grep NAME",
	},
	Proof:   "Look for '{name}' in the last copy: grep -c 'CREATE TABLE' LAST.sql, pg_restore --list LAST.dump, restic ls latest, borg list ::LAST.",
	Control: "backup-exists",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 60},
	Cites:   []string{"GDPR Art. 32(1)(b)", "GDPR Art. 32(1)(c)", "CIS 8.1 11.1"},
}, facts.DataStore, facts.BackupsPlace, facts.BackupsSet, facts.BackupsLive, func(_ checks.Scene, stores []facts.Store, places []facts.BackupPlace, sets []facts.BackupSet, lives []facts.BackupLive) []checks.Verdict {
	where := map[string]facts.BackupLive{}
	for _, l := range lives {
		where[l.Target] = l
	}
	hidden := unlooked(places, sets)
	var out []checks.Verdict
	for _, s := range stores {
		if !irreplaceable(s) {
			continue
		}
		v := checks.Verdict{Subject: s.ID}
		name := storeName(s)
		lost := fmt.Sprintf("%s holds client data and is in no copy.", name)
		m := find(s, where[s.Target], sets)
		if m.sure && m.rows == 0 && s.Records > 0 { // its rows were left out: --exclude-table-data, --no-data
			m.sure, lost = false, fmt.Sprintf("%s holds client data, and the copy has the table without a single record.", name)
		}
		switch {
		case m.sure && m.rows >= 0 && s.Records > 1 && m.rows*2 < s.Records:
			v.Grip, v.Say = chain.Weak, fmt.Sprintf("The copy of %s holds %d of its %d records.", name, m.rows, s.Records)
		case m.sure:
			v.Grip, v.Say = chain.Holds, fmt.Sprintf("%s is in a copy.", name)
		case m.maybe != "":
			v.Grip, v.Say = chain.Unseen, fmt.Sprintf("%s may be in a copy; it could not be told for sure.", name)
			v.Why, v.Next = m.maybe, "look into that copy and compare"
		case hidden != "":
			v.Grip, v.Say = chain.Unseen, fmt.Sprintf("%s is in no copy that we could look into.", name)
			v.Why, v.Next = hidden, "look into that one for it"
		case s.People.Best >= manyPeople || sensitive(s):
			v.Grip, v.Say = chain.Broken, lost
		default:
			v.Grip, v.Say = chain.Weak, fmt.Sprintf("%s holds data of a few clients and is in no copy.", name)
		}
		out = append(out, v)
	}
	return out
})

// irreplaceable reports whether s holds client data that has its home there.
// Exports, copies and what lies in a place for copies can be made again.
func irreplaceable(s facts.Store) bool {
	switch s.Role {
	case "export", "dump", "copy", "archive", "backup":
		return false
	}
	for _, c := range s.Categories {
		if c.Category != "online" && c.Category != "credentials" {
			return true
		}
	}
	return false
}

func sensitive(s facts.Store) bool {
	for _, c := range s.Categories {
		switch c.Category {
		case "financial", "card", "health", "special":
			return true
		}
	}
	return false
}

func storeName(s facts.Store) string {
	if s.Name == "" {
		return s.ID
	}
	return s.Name
}

// unlooked is why there may be more in the copies than we saw; empty: there is not.
func unlooked(places []facts.BackupPlace, sets []facts.BackupSet) string {
	for _, p := range places {
		if p.Partial != "" {
			return fmt.Sprintf("%s was not seen in full: %s", p.Target, p.Partial)
		}
	}
	for _, s := range sets {
		if s.Latest && !s.Listed && s.Whole != "no" {
			return fmt.Sprintf("what is in %s is not known: %s", called(s), first(s.Why, "it holds more than we listed"))
		}
	}
	return ""
}

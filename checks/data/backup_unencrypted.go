package data

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var backupUnencrypted = checks.Across(checks.Doc{
	ID:      "data.backup-unencrypted",
	Asks:    "Are the copies encrypted that hold sensitive client data?",
	Matters: "A copy is made to be carried away: on a disk in a bag, at a provider, in a drawer. Whoever finds an open one has everything that is in it.",
	Fix:     "Encrypt each copy as it is made, and keep the key in a second place: pg_dump ... | age -r PUBLIC-KEY > copy.age, or use restic or borg, which always encrypt.",
	Proof:   "head -c 30 LAST-COPY: if it begins with PGDMP, SQLite format 3 or readable SQL, it is not encrypted.",
	Control: "protected-at-rest",
	Who:     checks.ITPerson,
	Minutes: [2]int{30, 120},
	Cites:   []string{"GDPR Art. 32(1)(a)", "CIS 8.1 3.11", "CIS 8.1 11.3"},
}, facts.BackupsSet, facts.DataStore, func(_ checks.Scene, sets []facts.BackupSet, stores []facts.Store) []checks.Verdict {
	by := map[string][]facts.BackupSet{}
	var targets []string
	for _, s := range sets {
		if !s.Latest || s.Whole == "no" {
			continue
		}
		if _, known := by[s.Target]; !known {
			targets = append(targets, s.Target)
		}
		by[s.Target] = append(by[s.Target], s)
	}
	slices.Sort(targets)
	var out []checks.Verdict
	for _, t := range targets {
		if v, ok := openCopies(t, by[t], stores); ok {
			v.Subject = "backup:" + t
			out = append(out, v)
		}
	}
	return out
})

// openCopies judges the last copies of one place by the most sensitive store
// that a copy without encryption holds. ok is false when it holds none.
func openCopies(target string, sets []facts.BackupSet, stores []facts.Store) (v checks.Verdict, ok bool) {
	open := false
	var worst *facts.Store
	for _, set := range sets {
		if set.Encrypted != "no" {
			continue
		}
		open = true
		for i, s := range stores {
			if clientData(s) && namedIn(s, set) && (worst == nil || worse(s, *worst)) {
				worst = &stores[i]
			}
		}
	}
	switch {
	case !open:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The copies in %s are encrypted.", target)}, true
	case worst == nil:
		return v, false
	case sensitive(*worst) || worst.People.Best >= worthStealing:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The copies in %s are not encrypted and hold %s of %s.", target, detailWords[details[detailRank(*worst)]], who(*worst))}, true
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The copies in %s hold %s only, which need not be encrypted.", target, detailWords[details[detailRank(*worst)]])}, true
}

func worse(a, b facts.Store) bool {
	if x, y := detailRank(a), detailRank(b); x != y {
		return x > y
	}
	return a.People.Best > b.People.Best
}

// namedIn says whether a copy holds something that is called like the store: a
// table or a file of its name.
func namedIn(s facts.Store, set facts.BackupSet) bool {
	for _, c := range set.Covers {
		name := path.Base(c.Name)
		if c.Kind == "table" {
			name = c.Name[strings.LastIndexByte(c.Name, '.')+1:]
		}
		for _, piece := range strings.Split(s.Name, "/") {
			if c.Kind != "root" && (strings.EqualFold(piece, name) || strings.EqualFold(piece[strings.LastIndexByte(piece, '.')+1:], name) && c.Kind == "table") {
				return true
			}
		}
	}
	return false
}

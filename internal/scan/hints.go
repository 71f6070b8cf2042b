package scan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/collectors"
)

// Hint says of a link that nobody looked at which target would have let us.
type Hint struct {
	Link chain.Link
	Next string
}

// examples is how a person writes a target of a scheme.
var examples = map[string]string{
	"https": "https://your-shop.example", "path": "./a-folder-with-client-data", "sqlite": "sqlite:customers.db",
	"postgres": "postgres://user@host/database", "mysql": "mysql://user@host/database", "host": "host:",
	"policies": "policies:./our-rules", "people": "people:staff.csv", "accounts": "accounts:users.csv",
	"dump": "dump:backup.sql", "restic": "restic:/srv/backup", "borg": "borg:/srv/backup", "domain": "domain:your-shop.example",
}

// hints names, for every link without a finding, the targets that would have
// let a check of it look. A link that no check of this build reads says so.
func hints(findings []chain.Finding) []Hint {
	seen := map[chain.Link]bool{}
	for _, f := range findings {
		seen[f.Link] = true
	}
	var out []Hint
	for _, l := range chain.Links() {
		if seen[l] {
			continue
		}
		next := "no part of this build looks at it yet: ask whoever looks after it"
		if e := targetsFor(l); len(e) > 0 {
			next = "give it a target such as " + strings.Join(e, " or ")
			if l == chain.Devices {
				next += ", on an office machine"
			}
		}
		out = append(out, Hint{Link: l, Next: next})
	}
	return out
}

// foreign is 1 for a collector of another link than l.
func foreign(c collectors.Collector, l chain.Link) int {
	if strings.HasPrefix(c.Name(), string(l)+".") {
		return 0
	}
	return 1
}

func targetsFor(l chain.Link) []string {
	var kinds []string
	for _, c := range checks.Registered() {
		if c.Doc.Link() == l {
			kinds = append(kinds, c.Kinds...)
		}
	}
	// A check can read what collectors of other links see too; those of its own come first.
	all := collectors.All(collectors.Env{})
	slices.SortStableFunc(all, func(a, b collectors.Collector) int {
		return cmp.Compare(foreign(a, l), foreign(b, l))
	})
	var out []string
	for _, c := range all {
		if !slices.ContainsFunc(c.Emits(), func(k string) bool { return slices.Contains(kinds, k) }) {
			continue
		}
		for _, scheme := range c.Targets() {
			if e := examples[scheme]; e != "" && !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	return out[:min(len(out), 3)]
}

package backups

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

const firm = "firm"

// called is the short name of a copy for a sentence.
func called(s facts.BackupSet) string {
	switch s.Tool {
	case "restic", "borg":
		return "the " + s.Tool + " snapshot " + s.Name
	case "copied":
		return "the files that were copied as they are"
	}
	return s.Name
}

// seriesName is what a series is called in a sentence: of a snapshot, what was
// given to the program.
func seriesName(s facts.BackupSet) string {
	if s.Tool == "restic" || s.Tool == "borg" {
		return fmt.Sprintf("%s of %s", s.Tool, s.Series)
	}
	return s.Series
}

func ago(days int) string {
	switch days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	return fmt.Sprintf("%d days ago", days)
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// series are the copies by what they are copies of, newest first; the series
// themselves in order of their name.
func series(sets []facts.BackupSet) [][]facts.BackupSet {
	by := map[string][]facts.BackupSet{}
	for _, s := range sets {
		key := s.Target + "\x00" + s.Series
		by[key] = append(by[key], s)
	}
	var keys []string
	for k := range by {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out [][]facts.BackupSet
	for _, k := range keys {
		row := by[k]
		slices.SortStableFunc(row, func(a, b facts.BackupSet) int {
			return cmp.Or(strings.Compare(b.Taken, a.Taken), strings.Compare(b.Name, a.Name))
		})
		out = append(out, row)
	}
	return out
}

package backups

import (
	"path"
	"regexp"
	"strings"
	"time"
)

// dateInName finds a day, and perhaps a time, in the name of a copy:
// 2026-11-23, 20261123_0210, 2026-11-23T02-10-05Z, 23.11.2026.
var (
	dateInName = regexp.MustCompile(`(20\d\d)([-_.]?)(\d\d)([-_.]?)(\d\d)(?:[T_ .-]?(\d\d)[-_:.h]?(\d\d)(?:[-_:.]?(\d\d))?Z?)?`)
	dayFirst   = regexp.MustCompile(`(\d\d)[.](\d\d)[.](20\d\d)`)
	weekday    = regexp.MustCompile(`(?i)(^|[-_.])(mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|daily|weekly|monthly)($|[-_.])`)
	generation = regexp.MustCompile(`[.-]\d{1,3}$`)
)

// nameDate is the day that the name of a copy, or of the folder around it, says.
func nameDate(p string) (time.Time, bool) {
	for _, part := range []string{path.Base(p), path.Base(path.Dir(p))} {
		for _, m := range dateInName.FindAllStringSubmatch(part, -1) {
			clock := "00:00:00"
			if m[6] != "" {
				clock = m[6] + ":" + m[7] + ":" + or(m[8], "00")
			}
			day := m[1] + "-" + m[3] + "-" + m[5]
			for _, s := range []string{day + " " + clock, day + " 00:00:00"} {
				if t, err := time.Parse(time.DateTime, s); err == nil {
					return t, true
				}
			}
		}
		if m := dayFirst.FindStringSubmatch(part); m != nil {
			if t, err := time.Parse(time.DateOnly, m[3]+"-"+m[2]+"-"+m[1]); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// endings of names of copies. What is left without them is what was copied.
var endings = []string{".gz", ".zst", ".xz", ".bz2", ".age", ".gpg", ".pgp", ".asc", ".enc", ".sql", ".dump", ".pgdump", ".backup", ".custom", ".tar", ".tgz", ".zip", ".db", ".sqlite", ".sqlite3", ".bak", ".old"}

// seriesOf is what the name of a copy has in common with the copies before and
// after it: its path without dates, weekdays, generations and endings.
func seriesOf(p string) string {
	var out []string
	parts := strings.Split(strings.ToLower(p), "/")
	for i, part := range parts {
		if i == len(parts)-1 {
			part = ended(part) // with its ending gone, a number of a day is still no generation
		}
		part = dateInName.ReplaceAllString(part, "")
		part = dayFirst.ReplaceAllString(part, "")
		for weekday.MatchString(part) {
			part = weekday.ReplaceAllString(part, "$3")
		}
		if i == len(parts)-1 {
			part = bare(part)
		}
		if part = strings.Trim(part, "-_.@ "); part != "" {
			out = append(out, part)
		}
	}
	if len(out) == 0 {
		return "copies"
	}
	return strings.Join(out, "/")
}

// bare is a file name without its endings and the number of its generation.
func bare(name string) string {
	for {
		before := name
		name = ended(name)
		name = generation.ReplaceAllString(name, "")
		if name == before || name == "" {
			return before
		}
	}
}

// ended is a file name without its endings.
func ended(name string) string {
	for {
		before := name
		for _, e := range endings {
			name = strings.TrimSuffix(name, e)
		}
		if name == before || name == "" {
			return before
		}
	}
}

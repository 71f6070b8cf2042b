package policies

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/formats"
)

var versionNumber = regexp.MustCompile(`^[\s:v.]*([0-9]{1,3}(\.[0-9]{1,4}){0,3})(\s|$|[,;)])`)

// about reads what a document says about itself. Of several dates the latest
// counts: a table of changes lists them all.
func about(d *facts.PolicyDocument, paras []formats.Paragraph) {
	for _, p := range paras {
		if len(p.Text) > 400 { // no label, but a text in which such a word occurs
			continue
		}
		dated := func(label string, into *string) {
			labelled(p.Text, words.labels[label], func(rest string, _ int) bool {
				day, ok := firstDate(rest)
				if ok && day > *into {
					*into = day
				}
				return false
			})
		}
		dated("reviewed", &d.Reviewed)
		dated("due", &d.Due)
		dated("approved", &d.Approved)
		if d.Approved == "" && labelled(p.Text, words.labels["approved"], named) {
			d.Approved = "undated"
		}
		d.Owner = d.Owner || labelled(p.Text, words.labels["owner"], named)
		if d.Version == "" {
			labelled(p.Text, words.labels["version"], func(rest string, _ int) bool {
				m := versionNumber.FindStringSubmatch(rest)
				if m == nil {
					return false
				}
				d.Version = m[1]
				return true
			})
		}
	}
}

// labelled calls use with what stands behind a label and the number of words of
// the label, where that begins a paragraph or a part of it, until use is content.
func labelled(text string, labels []term, use func(rest string, words int) bool) bool {
	type piece struct {
		word string
		end  int
	}
	var all []piece
	first := []bool{}
	begins := true
	for from := 0; from < len(text); {
		n := strings.IndexFunc(text[from:], isWord)
		if n < 0 {
			break
		}
		begins = begins || strings.ContainsAny(text[from:from+n], ".,;:|()–—·\t")
		from += n
		end := strings.IndexFunc(text[from:], func(r rune) bool { return !isWord(r) })
		if end < 0 {
			end = len(text) - from
		}
		all = append(all, piece{fold(text[from : from+end]), from + end})
		first = append(first, begins)
		begins = false
		from += end
	}
	list := make([]string, len(all))
	for i, p := range all {
		list[i] = p.word
	}
	for i := range list {
		if !first[i] {
			continue
		}
		longest := 0
		for _, t := range labels {
			longest = max(longest, t.at(list[i:]))
		}
		if longest > 0 && use(text[all[i+longest-1].end:], longest) {
			return true
		}
	}
	return false
}

func isWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f && r != '–' && r != '—' && r != '·' && r != '•' && r != '“' && r != '”' && r != '„' && r != '«' && r != '»' && r != '\u00a0'
}

// named says whether somebody is named behind a label: a few words that are no
// placeholder. A label of one word needs a mark behind it: "Owner: ...", not
// "Owner and staff ...".
func named(rest string, label int) bool {
	rest = strings.TrimLeft(rest, " \u00a0")
	trimmed := strings.TrimLeft(rest, ":|–- ")
	if label == 1 && trimmed == rest {
		return false
	}
	rest = trimmed
	if i := strings.IndexAny(rest, ";|\n"); i >= 0 {
		rest = rest[:i]
	}
	w := strings.Fields(fold(rest))
	return len(w) > 0 && len(w) <= 12 && len(strings.Join(w, "")) >= 3 && !anyStart(words.holders, w)
}

var (
	isoDay   = regexp.MustCompile(`\b(20[0-9]{2})-([0-9]{1,2})-([0-9]{1,2})\b`)
	numDay   = regexp.MustCompile(`\b([0-9]{1,2})([./-])([0-9]{1,2})[./-](20[0-9]{2})\b`)
	wordDay  = regexp.MustCompile(`\b([0-9]{1,2})(?:\.|er|st|nd|rd|th)?\s+(?:of\s+)?(\pL{3,10})\.?,?\s+(20[0-9]{2})\b`)
	usDay    = regexp.MustCompile(`\b(\pL{3,10})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+(20[0-9]{2})\b`)
	monthDay = regexp.MustCompile(`^[\s:|(]*(?:([0-9]{1,2})[./]|(\pL{3,10})\.?\s+)(20[0-9]{2})\b`)
)

// firstDate is the date that stands within the first words of s, as YYYY-MM-DD.
// Where 03/04/2026 can be read in two ways the older day is taken, so that
// nothing looks fresher than it is.
func firstDate(s string) (string, bool) {
	s = s[:min(len(s), 60)]
	best, at := "", len(s)+1
	try := func(re *regexp.Regexp, make func([]string) string) {
		m := re.FindStringSubmatchIndex(s)
		if m == nil || m[0] >= at {
			return
		}
		var parts []string
		for i := 0; i < len(m); i += 2 {
			if m[i] < 0 {
				parts = append(parts, "")
				continue
			}
			parts = append(parts, s[m[i]:m[i+1]])
		}
		if day := make(parts); day != "" {
			best, at = day, m[0]
		}
	}
	try(isoDay, func(p []string) string { return day(p[1], p[2], p[3]) })
	try(numDay, func(p []string) string {
		first, second := day(p[4], p[3], p[1]), day(p[4], p[1], p[3])
		if p[2] == "/" && second != "" && (first == "" || second < first) {
			return second
		}
		return first
	})
	try(wordDay, func(p []string) string { return day(p[3], month(p[2]), p[1]) })
	try(usDay, func(p []string) string { return day(p[3], month(p[1]), p[2]) })
	if best == "" {
		try(monthDay, func(p []string) string {
			if p[1] != "" {
				return day(p[3], p[1], "1")
			}
			return day(p[3], month(p[2]), "1")
		})
	}
	return best, best != ""
}

func month(name string) string {
	if n, ok := words.Months[fold(name)]; ok {
		return strconv.Itoa(n)
	}
	return ""
}

func day(year, month, day string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if m < 1 || m > 12 || t.Day() != d || t.Month() != time.Month(m) {
		return ""
	}
	return t.Format(time.DateOnly)
}

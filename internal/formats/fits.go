package formats

import "strings"

// packed says which formats a file of a suffix may turn out to be. Only
// suffixes that promise a packed or binary format stand here: text may be
// called anything.
var packed = map[string][]string{
	".xlsx": {"xlsx"}, ".xlsm": {"xlsx"}, ".docx": {"docx"},
	".zip": {"zip", "xlsx", "docx"}, ".gz": {"gzip"}, ".tgz": {"gzip"},
	".sqlite": {"sqlite"}, ".sqlite3": {"sqlite"}, ".db3": {"sqlite"},
}

// Fits says whether a file of this suffix (".xlsx", any case) may be of this
// format. A text that is called .xlsx is a damaged workbook more likely than a
// list of addresses, and nobody should take it for fully read.
func Fits(suffix, format string) bool {
	want, ok := packed[strings.ToLower(suffix)]
	if !ok || format == "empty" {
		return true
	}
	for _, w := range want {
		if format == w {
			return true
		}
	}
	return false
}

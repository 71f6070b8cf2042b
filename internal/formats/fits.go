package formats

import "strings"

// packed says which formats a file of a suffix may turn out to be. Only
// suffixes that promise a packed or binary format stand here: text may be
// called anything.
var packed = map[string][]string{
	".xlsx": {"xlsx", "encrypted"}, ".xlsm": {"xlsx", "encrypted"}, ".xlsb": {"xlsx", "encrypted"}, ".docx": {"docx", "encrypted"}, ".pptx": {"pptx", "encrypted"},
	".xls": {"xls", "xlsx", "html", "xml", "csv", "tsv", "txt", "mail", "encrypted"}, // what web programs call .xls is often a page or a list
	".doc": {"doc", "docx", "rtf", "html", "xml", "txt", "mail", "encrypted"}, ".ppt": {"ppt", "pptx", "encrypted"}, ".msg": {"mail"},
	".ods": {"ods", "encrypted"}, ".odt": {"odf", "encrypted"}, ".odp": {"odf", "encrypted"}, ".pdf": {"pdf", "scanned", "encrypted"},
	".zip": {"zip", "xlsx", "docx", "pptx", "ods", "odf"}, ".gz": {"gzip"}, ".tgz": {"gzip"}, ".bz2": {"bzip2"}, ".xz": {"xz"}, ".zst": {"zstd"},
	".7z": {"7z"}, ".rar": {"rar", "encrypted"}, ".tar": {"tar"}, ".lz4": {"lz4"},
	".parquet": {"parquet", "encrypted"}, ".sqlite": {"sqlite"}, ".sqlite3": {"sqlite"}, ".db3": {"sqlite"}, ".mdb": {"access", "encrypted"}, ".accdb": {"access", "encrypted"},
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

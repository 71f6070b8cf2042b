package data

import (
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
)

// words in the name of a file or folder that say what it is for, in the
// languages of our firms.
var roleWords = map[string]string{
	"export": "export", "exports": "export", "exported": "export", "exportiert": "export", "extract": "export", "auszug": "export",
	"exporte": "export", "exportation": "export", "exportacion": "export", "esportazione": "export", "download": "export", "downloads": "export",
	"dump": "dump", "dumps": "dump", "mysqldump": "dump", "pgdump": "dump",
	"copy": "copy", "kopie": "copy", "kopien": "copy", "copie": "copy", "copia": "copy", "duplicate": "copy", "duplikat": "copy",
	"bak": "copy", "backup": "copy", "backups": "copy", "sicherung": "copy", "sicherungen": "copy", "sicherungskopie": "copy", "sauvegarde": "copy", "respaldo": "copy",
	"old": "archive", "alt": "archive", "archive": "archive", "archives": "archive", "archiv": "archive", "archiviert": "archive", "archivio": "archive", "archivo": "archive", "ancien": "archive", "oud": "archive", "vieux": "archive",
}

// roleOfTarget is the role that the name of a target gives to all that is in
// it. A folder called backup or archive says nothing here: whoever names it as
// a target knows of it.
func roleOfTarget(addr string) string {
	abs, err := filepath.Abs(addr)
	if err != nil {
		return ""
	}
	if r := nameRole(filepath.Base(abs), 0, false); r == "export" || r == "dump" {
		return r
	}
	return ""
}

// roleOf says what a place is for: live for tables of a database, dump for SQL
// text, and export, copy or archive when the name of the file or of a folder
// above it says so; a file called after a year that is over is an archive.
func roleOf(p, part, format string, year int) string {
	role := ""
	for _, name := range strings.Split(joinPath(p, part), "/") {
		if r := nameRole(name, year, name == path.Base(p)); r != "" {
			role = r // the nearest name counts
		}
	}
	switch {
	case format == "sql":
		return "dump"
	case role != "":
		return role
	case format == "sqlite" || format == "access":
		return "live"
	}
	return "file"
}

func nameRole(name string, year int, file bool) string {
	lower := strings.ToLower(name)
	if file && strings.HasSuffix(lower, "~") {
		return "copy"
	}
	tokens := strings.FieldsFunc(splitCamel(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, t := range tokens {
		if r := roleWords[strings.ToLower(t)]; r != "" {
			return r
		}
	}
	if !file {
		return ""
	}
	// "list (2).csv" is what a program calls a second download.
	stem := strings.TrimSuffix(lower, path.Ext(lower))
	if i := strings.LastIndexByte(stem, '('); i > 0 && strings.HasSuffix(stem, ")") {
		if _, err := strconv.Atoi(stem[i+1 : len(stem)-1]); err == nil {
			return "copy"
		}
	}
	for _, t := range tokens {
		if strings.EqualFold(t, "sql") { // customers.sql.gz
			return "dump"
		}
		if len(t) >= 8 && digits(t[:8]) { // 20210317
			t = t[:4]
		}
		if y, err := strconv.Atoi(t); err == nil && len(t) == 4 && y >= 1990 && y < year {
			return "archive"
		}
	}
	return ""
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// splitCamel parts customersExport into customers Export.
func splitCamel(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

func joinPath(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.Trim(p, "/"); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "/")
}

// inCopies says whether a path lies in a place that the firm named as one for
// copies: what lies there lies there on purpose.
func (v *visit) inCopies(p string) bool {
	at := filepath.Join(v.place.at, filepath.FromSlash(p))
	for _, b := range v.c.env.Backups {
		if rel, err := filepath.Rel(b, at); err == nil && filepath.IsLocal(rel) {
			return true
		}
	}
	return false
}

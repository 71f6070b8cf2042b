package report

import (
	"net/url"
	"path"
	"strings"
	"unicode"
)

// Name is a subject key in words.
func Name(subject string) string {
	kind, rest, ok := strings.Cut(subject, ":")
	if !ok {
		if subject == firm {
			return "the firm"
		}
		return subject
	}
	if strings.HasPrefix(rest, "//") {
		return subject // a target that is an address
	}
	switch kind {
	case "site":
		if u, err := url.Parse(rest); err == nil && u.Host != "" {
			return u.Host
		}
	case "page":
		if u, err := url.Parse(rest); err == nil && u.Host != "" {
			if u.Path == "" || u.Path == "/" {
				return u.Host
			}
			return u.Host + u.Path
		}
	case "store", "policy":
		target, path, ok := strings.Cut(rest, "#")
		if ok && path != "" && path != "." {
			return path + " in " + target
		}
		return strings.TrimSuffix(rest, "#")
	case "link":
		return "the link " + rest
	}
	return rest
}

// subjectOf is the repairable thing that a subject belongs to: a page belongs to its site.
func subjectOf(subject string) string {
	raw, ok := strings.CutPrefix(subject, "page:")
	if !ok {
		return subject
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return subject
	}
	return "site:" + u.Scheme + "://" + u.Host
}

// fill puts the subject into the placeholders of a fix: {subject},
// {name} (the subject without its kind), {file}, {host}, {port}.
func fill(text, subject string) string { return filled(text, subject, nil) }

// command is fill for a proof, which people paste into a shell: a name that is more
// than a word to it is quoted, whoever chose it.
func command(text, subject string) string { return filled(text, subject, quote) }

func filled(text, subject string, quote func(value string, within bool) string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var out strings.Builder
	put := func(value string) {
		if quote != nil {
			value = quote(value, strings.HasSuffix(out.String(), "'"))
		}
		out.WriteString(value)
	}
	for {
		i := strings.IndexByte(text, '{')
		if i < 0 {
			break
		}
		out.WriteString(text[:i])
		text = text[i:]
		switch {
		case take(&text, "{subject}"):
			put(subject)
		case take(&text, "{name}"):
			put(bareName(subject))
		case take(&text, "{file}"):
			put(fileOf(bareName(subject)))
		case take(&text, "{host}"):
			host, _ := hostPort(subject)
			put(host)
		case take(&text, "{port}"):
			_, port := hostPort(subject)
			put(port)
		default:
			out.WriteByte('{')
			text = text[1:]
		}
	}
	out.WriteString(text)
	return out.String()
}

// quote makes a value one word of a shell; within says that it stands in quotes already.
func quote(value string, within bool) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-./:@%+,=#", r)
	}
	switch {
	case within:
		return strings.ReplaceAll(value, "'", `'\''`)
	case strings.IndexFunc(value, func(r rune) bool { return !plain(r) }) < 0:
		return value
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

// holds says whether files that end so hold others, sheets or tables.
func holds(end string) bool {
	switch strings.ToLower(end) {
	case ".zip", ".jar", ".7z", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".zst",
		".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".docx", ".docm", ".doc", ".odt", ".pptx", ".odp", ".pdf",
		".eml", ".mbox", ".msg", ".sql", ".dump", ".db", ".sqlite", ".sqlite3", ".json", ".xml":
		return true
	}
	return false
}

// fileOf is the file that a shell finds of a path that goes on within it, into an
// archive, a workbook or a mail.
func fileOf(name string) string {
	for at, end := 0, 0; ; at = end + 1 {
		next := strings.IndexByte(name[at:], '/')
		if next < 0 {
			return name
		}
		if end = at + next; holds(path.Ext(name[at:end])) {
			return name[:end]
		}
	}
}

// fileSubject is the file that a place lies in: a place within an archive or a
// workbook is mended with the whole of it.
func fileSubject(subject string) string {
	rest, ok := strings.CutPrefix(subject, "store:")
	target, within, also := strings.Cut(rest, "#")
	switch {
	case !ok || !also:
		return subject
	case holds(path.Ext(target)):
		return "store:" + target + "#"
	}
	return "store:" + target + "#" + fileOf(within)
}

// take cuts a placeholder off the beginning of a text that begins with it.
func take(text *string, placeholder string) (ok bool) {
	*text, ok = strings.CutPrefix(*text, placeholder)
	return ok
}

// bareName is a subject without its kind.
func bareName(subject string) string {
	kind, name, _ := strings.Cut(subject, ":")
	if kind == "store" { // a file within a folder, as a shell would name it
		name = strings.TrimSuffix(strings.Replace(name, "#", "/", 1), "/")
	}
	return name
}

func hostPort(subject string) (host, port string) {
	name := bareName(subject)
	host, port = "HOST", "443"
	if u, err := url.Parse(name); err == nil && u.Hostname() != "" {
		host = u.Hostname()
		switch {
		case u.Port() != "":
			port = u.Port()
		case u.Scheme == "http":
			port = "80"
		}
	} else if name != "" {
		host = name
	}
	return host, port
}

// Clean makes a text from outside safe to show: what moves the cursor, changes
// colours or turns the writing direction around becomes a visible mark.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= ' ' && r < 0x7f: // nearly all of them: a report has a million
			return r
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar:
			return '·'
		}
		return r
	}, s)
}

// Filled is a fix or a proof with the subject in its placeholders.
func Filled(text, subject string) string { return fill(text, subject) }

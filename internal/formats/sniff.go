package formats

import (
	"bytes"
)

// dialect is how a table is written as text.
type dialect struct {
	delim byte
	quote byte // 0: none
	eol   byte // '\n', or '\r' for very old files
}

// sniffText says what the text is that begins with sample: json, ndjson, sql,
// csv, mail or "" for plain text.
func sniffText(sample []byte) (dialect, string) {
	trimmed := bytes.TrimSpace(sample)
	switch {
	case len(trimmed) == 0:
		return dialect{}, ""
	case trimmed[0] == '{' || trimmed[0] == '[':
		if kind := sniffJSON(trimmed); kind != "" {
			return dialect{}, kind
		}
	case sniffMail(trimmed):
		return dialect{}, "mail"
	}
	if kind := sniffMarkup(trimmed); kind != "" {
		return dialect{}, kind
	}
	if kind := sniffSheet(trimmed); kind != "" {
		return dialect{}, kind
	}
	if sniffSQL(trimmed) {
		return dialect{}, "sql"
	}
	if d, ok := sniffCSV(sample); ok {
		return d, "csv"
	}
	return dialect{}, ""
}

func sniffJSON(s []byte) string {
	rest := bytes.TrimSpace(s[1:])
	if len(rest) == 0 {
		return ""
	}
	if s[0] == '{' && rest[0] != '"' && rest[0] != '}' {
		return ""
	}
	if s[0] == '[' && !bytes.ContainsRune([]byte("{[\"]-0123456789tfn"), rune(rest[0])) {
		return ""
	}
	if s[0] == '[' && rest[0] != '{' && rest[0] != '"' && rest[0] != '[' {
		// [section] of a configuration, [12:30:01] of a log: a list has a comma or ends.
		if end := bytes.IndexAny(rest, ",]\n"); end < 0 || rest[end] != ',' {
			return ""
		}
	}
	if line, more, ok := bytes.Cut(s, []byte("\n")); ok && s[0] == '{' {
		line, more = bytes.TrimSpace(line), bytes.TrimSpace(more)
		if len(line) > 1 && line[len(line)-1] == '}' && len(more) > 0 && more[0] == '{' {
			return "ndjson"
		}
	}
	return "json"
}

// sniffMail says whether s begins with the headers of a message: lines of a
// name and a colon, two or more of them those that every message has.
func sniffMail(s []byte) bool {
	s = s[:min(len(s), 16<<10)]
	if bytes.HasPrefix(s, []byte("From ")) {
		line, rest, _ := bytes.Cut(s, []byte("\n"))
		if !isFromLine(line) {
			return false
		}
		s = rest
	}
	known, sender := 0, false
	for n := 0; len(s) > 0 && n < 200; n++ {
		var line []byte
		line, s, _ = bytes.Cut(s, []byte("\n"))
		if line = bytes.TrimRight(line, "\r"); len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' || len(s) == 0 {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || bytes.IndexByte(name, ' ') >= 0 {
			return false
		}
		switch string(bytes.ToLower(name)) {
		case "from", "received", "message-id", "return-path", "mime-version":
			known++
			sender = true
		case "to", "subject", "date", "cc", "reply-to", "delivered-to", "content-type", "x-mozilla-status":
			known++
		}
	}
	return sender && known >= 3 || sender && known == 2 && len(s) > 0
}

func sniffSQL(s []byte) bool {
	up := bytes.ToUpper(s)
	if !bytes.HasPrefix(up, []byte("--")) && !bytes.HasPrefix(up, []byte("/*")) && !bytes.HasPrefix(up, []byte("PRAGMA ")) &&
		!bytes.HasPrefix(up, []byte("BEGIN")) && !bytes.HasPrefix(up, []byte("CREATE ")) && !bytes.HasPrefix(up, []byte("INSERT ")) &&
		!bytes.HasPrefix(up, []byte("DROP ")) && !bytes.HasPrefix(up, []byte("SET ")) && !bytes.HasPrefix(up, []byte("USE ")) &&
		!bytes.HasPrefix(up, []byte("LOCK ")) && !bytes.HasPrefix(up, []byte("COPY ")) {
		return false
	}
	for _, sign := range []string{"INSERT INTO ", "CREATE TABLE ", "\nCOPY "} {
		if bytes.Contains(up, []byte(sign)) {
			return true
		}
	}
	// A dump can begin with a page of comments.
	return bytes.Contains(up, []byte("MYSQL DUMP")) || bytes.Contains(up, []byte("MARIADB DUMP")) || bytes.Contains(up, []byte("POSTGRESQL DATABASE DUMP"))
}

// sniffCSV finds the separator that cuts the first lines into the same number
// of cells.
func sniffCSV(sample []byte) (dialect, bool) {
	eol := byte('\n')
	if !bytes.Contains(sample, []byte("\n")) && bytes.Count(sample, []byte("\r")) > 1 {
		eol = '\r'
	}
	// The last line may be cut.
	if i := bytes.LastIndexByte(sample, eol); i > 0 && len(sample) >= headSize/2 {
		sample = sample[:i+1]
	}
	best, bestScore := dialect{}, 0.0
	for _, delim := range []byte{';', '\t', '|', ',', 0x1f} {
		if delim == 0x1f && bytes.IndexByte(sample, delim) < 0 { // the sign that is there to part cells, and that few use
			continue
		}
		d := dialect{delim: delim, eol: eol}
		if quoted(sample, d) {
			d.quote = '"'
		}
		if score := d.fit(sample); score > bestScore {
			best, bestScore = d, score
		}
	}
	return best, bestScore > 0
}

// quoted says whether cells begin with a quote that ends them too. Where most of
// those that begin with one go on behind the next one, it is a letter like others,
// and would swallow rows.
func quoted(s []byte, d dialect) bool {
	opens, ends := 0, 0
	for i, b := range s {
		if b != '"' {
			continue
		}
		if i == 0 || s[i-1] == d.delim || s[i-1] == d.eol {
			opens++
		}
		if i+1 == len(s) || s[i+1] == d.delim || s[i+1] == d.eol || s[i+1] == '\r' {
			ends++
		}
	}
	return opens > 0 && (ends*2 > opens || opens < 3)
}

// fit is how well d cuts the lines of s, 0 when it is no table.
func (d dialect) fit(s []byte) float64 {
	p := rowParser{d: d}
	counts := map[int]int{}
	rows, spaced, cells := 0, 0, 0
	for len(s) > 0 && rows < 60 {
		n, ok := p.parse(s, true)
		if !ok || n == 0 {
			break
		}
		s = s[n:]
		if len(p.cells) == 1 && len(bytes.TrimSpace(p.cells[0])) == 0 {
			continue
		}
		rows++
		counts[len(p.cells)]++
		for _, c := range p.cells[1:] {
			cells++
			if len(c) > 1 && c[0] == ' ' && d.delim == ',' {
				spaced++ // ", " is how sentences go on
			}
		}
	}
	width, same := 0, 0
	for w, n := range counts {
		if n > same || n == same && w > width {
			width, same = w, n
		}
	}
	share := float64(same) / float64(max(rows, 1))
	switch {
	case width < 2 || rows < 2:
		return 0
	case spaced*2 > cells && (width < 4 || share < .95):
		return 0
	case width == 2 && (rows < 3 || share < .95):
		if !(rows == 2 && share == 1 && d.delim != ',') {
			return 0
		}
	case share < .8:
		return 0
	}
	return share + float64(min(width, 20))/100
}

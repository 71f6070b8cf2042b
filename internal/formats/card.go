package formats

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// cards reads address books: vCard and iCalendar, and LDIF of directories. A
// card or entry is a row, a property a column. Lines are folded: one that begins
// with a blank goes on in the line before (RFC 6350, 5545, 2849).
type cards struct {
	rd      *reader
	ldif    bool
	columns map[string]int
	cells   [][]byte
	size    int
	begun   bool
	known   map[string]*property
}

// property is the name of a property and what stands behind it, in capitals.
type property struct {
	key, params string
	column      int // where its values go, counted from 1; 0: nowhere yet
}

func sniffCards(s []byte) string {
	up := bytes.ToUpper(s[:min(len(s), 4<<10)])
	switch {
	case bytes.HasPrefix(up, []byte("BEGIN:VCARD")):
		return "vcard"
	case bytes.HasPrefix(up, []byte("BEGIN:VCALENDAR")):
		return "ical"
	case bytes.HasPrefix(up, []byte("DN:")), bytes.HasPrefix(up, []byte("VERSION: 1")) && bytes.Contains(up, []byte("\nDN:")), len(up) > 0 && up[0] == '#' && bytes.Contains(up, []byte("\nDN:")):
		if bytes.Contains(up, []byte("\nDN:")) || bytes.Contains(up, []byte("\nOBJECTCLASS:")) {
			return "ldif"
		}
	}
	return ""
}

func (rd *reader) cards(r io.Reader, kind string) error {
	c := &cards{rd: rd, ldif: kind == "ldif", columns: map[string]int{}, known: map[string]*property{}}
	br := bufio.NewReaderSize(r, 64<<10)
	var line []byte
	quoted := func() bool {
		return !c.ldif && bytes.HasSuffix(line, []byte("=")) && bytes.Contains(bytes.ToUpper(line[:min(len(line), 200)]), []byte("QUOTED-PRINTABLE"))
	}
	for {
		b, err := br.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull && err != io.EOF {
			return err
		}
		whole := err != bufio.ErrBufferFull
		piece := b
		if whole {
			piece = bytes.TrimRight(b, "\r\n")
		}
		switch {
		case len(line) > 0 && len(piece) > 0 && (piece[0] == ' ' || piece[0] == '\t'):
			line = append(line, piece[1:]...)
		case len(line) > 0 && quoted():
			line = append(line[:len(line)-1], bytes.TrimLeft(piece, " \t")...)
		default:
			if err := c.line(line); err != nil {
				return err
			}
			if line = append(line[:0], piece...); len(piece) == 0 && c.ldif {
				if err := c.emit(); err != nil {
					return err
				}
			}
		}
		for !whole || len(line) > 4*maxCell { // a picture, or a line without end
			if len(line) > 4*maxCell {
				if err := rd.sink.Text(line); err != nil {
					return err
				}
				line = line[:0]
			}
			if whole {
				break
			}
			b, err = br.ReadSlice('\n')
			if err != nil && err != bufio.ErrBufferFull && err != io.EOF {
				return err
			}
			whole = err != bufio.ErrBufferFull
			line = append(line, bytes.TrimRight(b, "\r\n")...)
		}
		if err == io.EOF {
			if err := c.line(line); err != nil {
				return err
			}
			return c.emit()
		}
	}
}

// line takes a whole property.
func (c *cards) line(b []byte) error {
	name, value, ok := bytes.Cut(b, []byte(":"))
	if c.ldif && len(b) > 0 && b[0] == '#' || !ok {
		if len(b) == 0 {
			return nil
		}
		return c.rd.sink.Text(append(bytes.Clone(b), '\n'))
	}
	if q := bytes.IndexByte(name, '"'); q >= 0 { // a parameter in quotes may hold a colon
		if end := bytes.IndexByte(b[q+1:], '"'); end >= 0 {
			if n, v, ok := bytes.Cut(b[q+1+end:], []byte(":")); ok {
				name, value = b[:q+1+end+len(n)], v
			}
		}
	}
	p := c.known[string(name)]
	if p == nil {
		p = &property{}
		p.key, p.params, _ = strings.Cut(strings.ToUpper(string(name[:min(len(name), 300)])), ";")
		if len(c.known) < maxColumns && len(name) <= 300 {
			c.known[string(name)] = p
		}
	}
	key, params := p.key, p.params
	if c.ldif {
		if len(value) > 0 && value[0] == ':' {
			value = unbase64(value[1:])
		}
		key = strings.ToLower(key)
	} else {
		switch {
		case key == "BEGIN", key == "END":
			if v := bytes.TrimSpace(value); key == "END" && (bytes.EqualFold(v, []byte("VCARD")) || bytes.EqualFold(v, []byte("VEVENT")) || bytes.EqualFold(v, []byte("VTODO"))) {
				return c.emit()
			}
			return nil
		case strings.Contains(params, "QUOTED-PRINTABLE"):
			value = decodeQuoted(bytes.Clone(value))
		case strings.Contains(params, "ENCODING=B"):
			value = unbase64(value)
		}
		if i := strings.LastIndexByte(key, '.'); i >= 0 { // item1.EMAIL
			key = key[i+1:]
		}
		if key == "ATTENDEE" || key == "ORGANIZER" {
			if i := strings.Index(params, "CN="); i >= 0 {
				if j := bytes.Index(bytes.ToUpper(b), []byte("CN=")); j >= 0 {
					cn, _, _ := bytes.Cut(b[j+3:], []byte(":"))
					cn, _, _ = bytes.Cut(cn, []byte(";"))
					value = append(append(bytes.Clone(bytes.Trim(cn, `"`)), ' '), value...)
				}
			}
			value = bytes.ReplaceAll(value, []byte("mailto:"), nil)
		}
	}
	value = bytes.TrimSpace(value)
	if len(value) == 0 || bytes.IndexByte(value, 0) >= 0 { // a picture or a certificate
		return nil
	}
	if !c.ldif {
		value = unslash(value)
	}
	at, had := p.column-1, true
	if p.column == 0 {
		at, had = c.columns[key]
	}
	if c.size += len(value); !had && len(c.columns) >= maxColumns || c.size > 16*maxCell {
		return c.rd.sink.Text(append(bytes.Clone(value), '\n'))
	}
	if !had {
		if !c.begun {
			c.begun = true
			if err := c.rd.sink.Table(""); err != nil {
				return err
			}
		}
		at = len(c.columns)
		c.columns[key] = at
		c.cells = append(c.cells, nil)
		if err := c.rd.sink.Column(cardColumns(key), ""); err != nil {
			return err
		}
	}
	p.column = at + 1
	if len(c.cells[at]) > 0 {
		c.cells[at] = append(c.cells[at], '\n')
	}
	c.cells[at] = append(c.cells[at], value...)
	return nil
}

// cardColumns are the names of columns that say what a property is.
func cardColumns(key string) string {
	switch key {
	case "FN", "cn", "displayname":
		return "full name"
	case "TEL", "telephonenumber":
		return "phone"
	case "mobile", "homephone":
		return "mobile phone"
	case "EMAIL", "mail":
		return "email"
	case "BDAY":
		return "birthday"
	case "ADR", "postaladdress":
		return "address"
	case "NOTE", "description", "DESCRIPTION":
		return "note"
	case "sn":
		return "surname"
	case "givenname":
		return "first name"
	}
	return strings.ToLower(key)
}

// unslash resolves \n \, \; of a card in its place; parts of a name or address are
// parted by a blank.
func unslash(v []byte) []byte {
	if bytes.IndexByte(v, '\\') < 0 && bytes.IndexByte(v, ';') < 0 {
		return v
	}
	out := v[:0] // never longer than what was read of it
	for i := 0; i < len(v); i++ {
		switch {
		case v[i] == '\\' && i+1 < len(v):
			if i++; v[i] == 'n' || v[i] == 'N' {
				out = append(out, '\n')
			} else {
				out = append(out, v[i])
			}
		case v[i] == ';':
			if len(out) > 0 && out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
		default:
			out = append(out, v[i])
		}
	}
	return bytes.TrimSpace(out)
}

func unbase64(v []byte) []byte {
	out, _ := io.ReadAll(&base64Reader{r: bytes.NewReader(v)})
	return out
}

func (c *cards) emit() error {
	some := 0
	for _, x := range c.cells {
		some += len(x)
	}
	var err error
	if some > 0 {
		err = c.rd.sink.Row(c.cells)
	}
	for i := range c.cells {
		c.cells[i] = c.cells[i][:0]
	}
	c.size = 0
	return err
}

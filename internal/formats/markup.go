package formats

import (
	"bytes"
	"io"
	"regexp"
	"strings"
)

// sniffMarkup says whether text is html or xml, or neither.
func sniffMarkup(s []byte) string {
	if len(s) < 3 || s[0] != '<' {
		return ""
	}
	low := bytes.ToLower(s[:min(len(s), 4<<10)])
	for _, sign := range []string{"<!doctype html", "<html", "<head>", "<body", "<table", "<meta "} {
		if bytes.Contains(low, []byte(sign)) && !bytes.HasPrefix(low, []byte("<?xml")) || bytes.Contains(low, []byte("<html")) {
			return "html"
		}
	}
	if bytes.HasPrefix(low, []byte("<?xml")) || bytes.HasPrefix(low, []byte("<!--")) || bytes.HasPrefix(low, []byte("<!doctype")) {
		return "xml"
	}
	if c := low[1]; c >= 'a' && c <= 'z' && bytes.Contains(low, []byte("</")) {
		return "xml"
	}
	return ""
}

var declared = regexp.MustCompile(`(?i)^(?:\x{feff})?\s*<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.:-]{1,40})["']|<meta[^>]{0,80}charset\s*=\s*["']?([\w.:-]{1,40})`)

// charsetOf is the charset that a page or an XML file says it is in.
func charsetOf(head []byte) string {
	m := declared.FindSubmatch(head[:min(len(head), 4<<10)])
	if m == nil {
		return ""
	}
	return strings.ToLower(string(m[1]) + string(m[2]))
}

// markup reads XML: the elements that come again and again are rows of a table,
// everything else is text.
func (rd *reader) markup(r io.Reader, sample []byte, res *Result) error {
	m := &xmlTable{rd: rd, row: recordPath(sample), columns: map[string]int{}}
	if m.row != "" {
		res.Shape = "table"
	}
	x := newXML(r)
	err := m.read(x)
	if err == errXML {
		if err := m.end(); err != nil {
			return err
		}
		res.Partial = append(res.Partial, "it is damaged in the middle; the rest was read as plain text")
		return rd.text(x.w)
	}
	return firstError(err, m.end())
}

type xmlTable struct {
	rd      *reader
	row     string // path of the elements that are rows
	path    []byte
	ends    []int // where each element's name begins in path
	within  int   // depth of the row being read, 0: none
	columns map[string]int
	names   []string
	key     []byte // of the column
	cells   [][]byte
	size    int
	begun   bool
	text    []byte
}

const maxXMLDepth = 200

func (m *xmlTable) read(x *xmlScanner) error {
	for {
		if err := x.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		switch x.kind {
		case xmlStart:
			if len(m.ends) > 50*maxXMLDepth { // nothing honest is that deep
				return errXML
			}
			m.ends = append(m.ends, len(m.path))
			if len(m.ends) <= maxXMLDepth {
				m.path = append(append(m.path, '/'), x.name[:min(len(x.name), 200)]...)
			}
			if m.within == 0 && m.row != "" && string(m.path) == m.row {
				m.within = len(m.ends)
			}
			for a := x.attrs; len(a) > 0; {
				var key, val []byte
				if key, val, a = nextAttr(a); len(val) > 0 && !bytes.HasPrefix(key, []byte("xmlns")) && !bytes.HasPrefix(key, []byte("xsi:")) {
					if err := m.value(key, unescape(nil, val)); err != nil {
						return err
					}
				}
			}
		case xmlText:
			if t := bytes.TrimSpace(x.text); len(t) > 0 {
				if err := m.value(nil, t); err != nil {
					return err
				}
			}
		case xmlEnd:
			if len(m.ends) == 0 {
				return errXML
			}
			if len(m.ends) == m.within {
				m.within = 0
				if err := m.emit(); err != nil {
					return err
				}
			}
			m.path = m.path[:m.ends[len(m.ends)-1]]
			m.ends = m.ends[:len(m.ends)-1]
		}
	}
}

// value keeps the text of an element or an attribute.
func (m *xmlTable) value(attr, v []byte) error {
	if m.within == 0 {
		if len(m.path) > 0 && len(v) < maxCell {
			m.text = append(m.text, m.path[bytes.LastIndexByte(m.path, '/')+1:]...)
			if attr != nil {
				m.text = append(append(m.text, '.'), attr...)
			}
			m.text = append(m.text, ": "...)
		}
		m.text = append(append(m.text, v...), '\n')
		if len(m.text) > bufferSize/2 {
			return m.flush()
		}
		return nil
	}
	m.key = append(m.key[:0], bytes.TrimPrefix(m.path[len(m.row):], []byte("/"))...)
	for i, c := range m.key {
		if c == '/' {
			m.key[i] = '.'
		}
	}
	if attr != nil {
		if len(m.key) > 0 {
			m.key = append(m.key, '.')
		}
		m.key = append(m.key, attr[:min(len(attr), 200)]...)
	}
	at, ok := m.columns[string(m.key)]
	if m.size += len(v); !ok && len(m.names) >= maxColumns || m.size > 16*maxCell {
		m.text = append(append(m.text, v...), '\n')
		return m.flush()
	}
	if !ok {
		at = len(m.names)
		key := string(m.key)
		m.columns[key] = at
		if key == "" {
			key = m.row[strings.LastIndexByte(m.row, '/')+1:]
		}
		m.names = append(m.names, key)
		m.cells = append(m.cells, nil)
		if err := m.table(); err != nil {
			return err
		}
		if err := m.rd.sink.Column(key, ""); err != nil {
			return err
		}
	}
	if len(m.cells[at]) > 0 {
		m.cells[at] = append(m.cells[at], '\n')
	}
	m.cells[at] = append(m.cells[at], v...)
	return nil
}

func (m *xmlTable) table() error {
	if m.begun {
		return nil
	}
	m.begun = true
	return m.rd.sink.Table("")
}

func (m *xmlTable) emit() error {
	defer func() {
		for i := range m.cells {
			m.cells[i] = m.cells[i][:0]
		}
		m.size = 0
	}()
	for _, c := range m.cells {
		if len(c) > 0 {
			return m.rd.sink.Row(m.cells)
		}
	}
	return nil
}

func (m *xmlTable) flush() error {
	if len(m.text) == 0 {
		return nil
	}
	err := m.rd.sink.Text(m.text)
	m.text = m.text[:0]
	return err
}

// end hands over what waits, also of a row that was never closed.
func (m *xmlTable) end() error {
	if err := m.emit(); err != nil {
		return err
	}
	return m.flush()
}

// recordPath finds the outermost elements that come at least twice one beside
// the other and hold something: these are the records of an export.
func recordPath(sample []byte) string {
	x := newXML(bytes.NewReader(sample))
	type level struct {
		path  string
		kids  map[string]int
		holds bool
	}
	stack := []level{{kids: map[string]int{}}}
	best, depth := "", maxXMLDepth
	for x.next() == nil {
		switch x.kind {
		case xmlStart:
			top := &stack[len(stack)-1]
			top.holds = true
			path := top.path + "/" + string(x.name)
			top.kids[string(x.name)]++
			if len(stack) > maxXMLDepth || len(stack) > 40 {
				return best
			}
			stack = append(stack, level{path, map[string]int{}, len(x.attrs) > 0})
		case xmlEnd:
			if len(stack) == 1 {
				return best
			}
			l := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			name := l.path[strings.LastIndexByte(l.path, '/')+1:]
			if l.holds && stack[len(stack)-1].kids[name] >= 2 && len(stack) < depth && len(stack) > 1 {
				best, depth = l.path, len(stack)
			}
		}
	}
	return best
}

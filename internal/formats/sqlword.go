package formats

import (
	"bytes"
	"strings"
)

// keyword skips white space and comments, which are kept as text, and takes the
// next word in capitals. A symbol is a word of one byte.
func (s *sqlReader) keyword() (string, bool, error) {
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return "", false, err
		}
		switch {
		case b == ' ' || b == '\n' || b == '\r' || b == '\t':
			continue
		case b == '-' || b == '#':
			if nb, _, err := s.w.peek(); err != nil {
				return "", false, err
			} else if b == '#' || nb == '-' {
				if err := s.rest('\n'); err != nil {
					return "", false, err
				}
				continue
			}
		case b == '/':
			if nb, _, err := s.w.peek(); err != nil {
				return "", false, err
			} else if nb == '*' {
				if err := s.comment(); err != nil {
					return "", false, err
				}
				continue
			}
		case isWord(b):
			s.word = append(s.word[:0], b)
			for {
				nb, ok, err := s.w.peek()
				if err != nil {
					return "", false, err
				}
				if !ok || !isWord(nb) || len(s.word) > 128 {
					return strings.ToUpper(string(s.word)), true, nil
				}
				s.word = append(s.word, nb)
				s.w.skip(1)
			}
		}
		s.word = append(s.word[:0], b)
		return string(b), true, nil
	}
}

func isWord(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b >= 0x80 || b == '$'
}

// rest takes everything up to and with stop as text.
func (s *sqlReader) rest(stop byte) error {
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		if err := s.keep(b); err != nil || b == stop {
			return err
		}
	}
}

func (s *sqlReader) comment() error {
	var last byte
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		if err := s.keep(b); err != nil {
			return err
		}
		if last == '*' && b == '/' {
			return nil
		}
		last = b
	}
}

// statement takes the rest of a statement as text, up to its semicolon.
func (s *sqlReader) statement() error {
	var quote byte
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		if err := s.keep(b); err != nil {
			return err
		}
		switch {
		case quote != 0:
			if b == '\\' && quote == '\'' {
				if b, ok, err = s.w.next(); err != nil || !ok {
					return err
				}
				if err := s.keep(b); err != nil {
					return err
				}
			} else if b == quote {
				quote = 0
			}
		case b == '\'' || b == '"' || b == '`':
			quote = b
		case b == ';':
			return s.keep('\n')
		}
	}
}

func (s *sqlReader) keep(b byte) error {
	s.text = append(s.text, b)
	if len(s.text) < bufferSize/2 {
		return nil
	}
	return s.flush()
}

func (s *sqlReader) flush() error {
	if len(s.text) == 0 {
		return nil
	}
	cut := len(s.text)
	if cut >= bufferSize/2 {
		if i := bytes.LastIndexByte(s.text, '\n'); i > 0 {
			cut = i + 1
		} else {
			cut = softCut(s.text)
		}
	}
	err := s.rd.sink.Text(s.text[:cut])
	s.text = s.text[:copy(s.text, s.text[cut:])]
	return err
}

// name takes a name as SQL writes it: a, "a", `a`, [a], schema.a.
func (s *sqlReader) name() (string, error) {
	var out []byte
	for {
		b, ok, err := s.peekSpace()
		if err != nil || !ok {
			return string(out), err
		}
		switch {
		case b == '"' || b == '`' || b == '[':
			if b == '[' {
				b = ']'
			}
			s.w.skip(1)
			out = out[:0]
			for {
				c, ok, err := s.w.next()
				if err != nil || !ok {
					return string(out), err
				}
				if c == b {
					break
				}
				if len(out) < 200 {
					out = append(out, c)
				}
			}
		case isWord(b):
			out = out[:0]
			for ok && isWord(b) && err == nil {
				if len(out) < 200 {
					out = append(out, b)
				}
				s.w.skip(1)
				b, ok, err = s.w.peek()
			}
			if err != nil {
				return "", err
			}
		default:
			return string(out), nil
		}
		if b, ok, err = s.w.peek(); err != nil || !ok || b != '.' {
			return string(out), err
		}
		s.w.skip(1)
	}
}

func (s *sqlReader) peekSpace() (byte, bool, error) {
	for {
		b, ok, err := s.w.peek()
		if err != nil || !ok || b != ' ' && b != '\n' && b != '\t' && b != '\r' {
			return b, ok, err
		}
		s.w.skip(1)
	}
}

// names takes (a, b, c).
func (s *sqlReader) names() ([]string, error) {
	s.w.skip(1)
	var out []string
	for {
		n, err := s.name()
		if err != nil {
			return nil, err
		}
		if n != "" && len(out) < maxColumns {
			out = append(out, n)
		}
		b, ok, err := s.w.next()
		if err != nil || !ok || b == ')' {
			return out, err
		}
		if b == '(' { // the length of an index prefix
			if err := s.rest(')'); err != nil {
				return nil, err
			}
		}
	}
}

// create remembers the columns of CREATE TABLE, for INSERTs that do not name them.
func (s *sqlReader) create() error {
	s.text = append(s.text, "CREATE "...)
	for {
		word, ok, err := s.keyword()
		if err != nil || !ok {
			return err
		}
		s.text = append(append(s.text, s.word...), ' ')
		switch word {
		case "TABLE":
			return s.createTable()
		case "TEMPORARY", "TEMP", "UNLOGGED", "GLOBAL", "LOCAL":
		case ";":
			return nil
		default:
			return s.statement()
		}
	}
}

func (s *sqlReader) createTable() error {
	table, err := s.name()
	for err == nil && (strings.EqualFold(table, "if") || strings.EqualFold(table, "not") || strings.EqualFold(table, "exists")) {
		table, err = s.name()
	}
	if err != nil {
		return err
	}
	b, ok, err := s.peekSpace()
	if err != nil || !ok || b != '(' {
		return orStatement(s, err)
	}
	s.w.skip(1)
	var cols []string
	for {
		col, err := s.name()
		if err != nil {
			return err
		}
		switch strings.ToUpper(col) {
		case "", "PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "FOREIGN", "INDEX", "CHECK", "FULLTEXT":
		default:
			if len(cols) < maxColumns {
				cols = append(cols, col)
			}
		}
		// To the comma or the bracket that ends this line of the definition.
		depth := 0
		for {
			b, ok, err := s.w.next()
			if err != nil || !ok {
				return err
			}
			switch b {
			case '\'', '"', '`':
				if err := s.skipQuoted(b); err != nil {
					return err
				}
			case '(':
				depth++
			case ')':
				depth--
			}
			if depth < 0 {
				s.columns[table] = cols
				return s.statement()
			}
			if depth == 0 && b == ',' {
				break
			}
		}
	}
}

func orStatement(s *sqlReader, err error) error {
	if err != nil {
		return err
	}
	return s.statement()
}

func (s *sqlReader) skipQuoted(q byte) error {
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok || b == q {
			return err
		}
	}
}

package data

import (
	"bytes"

	"github.com/weaklink/weaklink/internal/formats"
)

// copyRows reads the text format of COPY: a row a line, cells apart by tabs, \N
// for null, and backslashes before what would be mistaken. PostgreSQL, COPY,
// File Formats.
type copyRows struct {
	pick   []int // where the cells go
	cells  [][]byte
	each   func([][]byte) error
	rest   []byte   // of a line whose end has not come yet
	cut    [][]byte // the line
	plain  []byte   // cells without their backslashes
	failed error    // of each
}

// Write takes rows. A message of the server holds exactly one, but nothing
// promises that.
func (c *copyRows) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		end := bytes.IndexByte(p, '\n')
		if end < 0 {
			c.rest = append(c.rest, p...)
			break
		}
		line := p[:end]
		if len(c.rest) > 0 {
			c.rest = append(c.rest, line...)
			line = c.rest
		}
		if c.failed = c.row(line); c.failed != nil {
			return 0, c.failed
		}
		c.rest = c.rest[:0]
		p = p[end+1:]
	}
	return n, nil
}

func (c *copyRows) row(line []byte) error {
	c.plain = c.plain[:0]
	c.cut = formats.AppendCut(c.cut[:0], line, '\t')
	escaped := bytes.IndexByte(line, '\\') >= 0
	for n, at := range c.pick {
		var cell []byte
		if n < len(c.cut) {
			cell = c.cut[n]
		}
		if !escaped {
		} else if i := bytes.IndexByte(cell, '\\'); i >= 0 {
			if len(cell) == 2 && cell[1] == 'N' {
				cell = nil
			} else {
				cell = c.unescape(cell)
			}
		}
		c.cells[at] = cell
	}
	return c.each(c.cells)
}

// unescape returns cell without its backslashes. Earlier cells of the row stay
// valid even when plain grows: they keep the array that they were cut from.
func (c *copyRows) unescape(cell []byte) []byte {
	from := len(c.plain)
	for i := 0; i < len(cell); i++ {
		b := cell[i]
		if b == '\\' && i+1 < len(cell) {
			i++
			switch b = cell[i]; b {
			case 'b':
				b = '\b'
			case 'f':
				b = '\f'
			case 'n':
				b = '\n'
			case 'r':
				b = '\r'
			case 't':
				b = '\t'
			case 'v':
				b = '\v'
			}
		}
		c.plain = append(c.plain, b)
	}
	return c.plain[from:len(c.plain):len(c.plain)]
}

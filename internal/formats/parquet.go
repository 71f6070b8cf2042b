package formats

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

const (
	parquetMagic  = "PAR1"
	parquetLocked = "PARE"   // also the description is encrypted
	maxFooter     = 32 << 20 // of a parquet file of 1,000 columns in 400 groups
	maxPage       = 64 << 20
	maxPages      = 192 << 20 // of all columns, held side by side
)

// parquet reads a table that is kept column by column in groups of rows
// (https://github.com/apache/parquet-format): a page of each column is held,
// and rows are put together from them. A column that cannot be read stays empty
// and is said.
func (rd *reader) parquet(at io.ReaderAt, size int64) (Result, error) {
	res := Result{Format: "parquet", Shape: "table"}
	damaged := &NotRead{"parquet", "the parquet file is cut off or damaged", "make it anew, or restore it from a backup"}
	if size < 12 {
		return res, damaged
	}
	var tail [8]byte
	if n, err := at.ReadAt(tail[:], size-8); n < 8 {
		if err == nil || err == io.EOF {
			return res, damaged
		}
		return res, err
	}
	switch string(tail[4:]) {
	case parquetLocked:
		return res, &NotRead{"encrypted", "it is an encrypted parquet file", keptElsewhere}
	case parquetMagic:
	default: // written last: without it nothing says where the columns lie
		return res, damaged
	}
	length := int64(le.Uint32(tail[:]))
	if length > maxFooter {
		return res, &NotRead{"parquet", "describing its columns takes more memory than a scan may use", "export it as csv and scan that"}
	}
	if length > size-8 {
		return res, damaged
	}
	done, err := rd.alone()
	if err != nil {
		return res, err
	}
	defer done()
	foot := make([]byte, length)
	if n, err := at.ReadAt(foot, size-8-length); n < len(foot) {
		if err == nil || err == io.EOF {
			return res, damaged
		}
		return res, err
	}
	p := &parquetFile{rd: rd, at: at, size: size, missed: map[string]map[string]bool{}, spot: rd.spottedCells()}
	defer p.spot.close()
	if err := p.footer(foot); err != nil {
		return res, damaged
	}
	if p.locked {
		p.miss("all", "encrypted")
	}
	if err := rd.sink.Table(""); err != nil {
		return res, err
	}
	for _, l := range p.leaves {
		if err := rd.sink.Column(l.name, l.typ()); err != nil {
			return res, err
		}
	}
	for _, g := range p.groups {
		if err := p.group(g); errors.Is(err, errBomb) {
			return res, &NotRead{"bomb", errBomb.Error(), bombNext}
		} else if err != nil {
			return res, err
		}
	}
	var all error
	if len(p.leaves) > 0 && len(p.missed) == 1 {
		for why, of := range p.missed {
			if len(of) >= len(p.leaves) && p.cells == 0 {
				all = &NotRead{"parquet", "its columns are " + why, "export it as csv and scan that"}
			}
		}
	}
	if all != nil {
		return res, all
	}
	for why, of := range p.missed {
		res.Partial = append(res.Partial, fmt.Sprintf("%s of it: %s", plural(len(of), "column"), why))
	}
	slices.Sort(res.Partial)
	return res, p.spot.read(&res)
}

type parquetFile struct {
	rd     *reader
	at     io.ReaderAt
	size   int64
	leaves []parquetLeaf
	groups []parquetGroup
	locked bool
	held   int64 // bytes of pages in memory
	cells  int64
	missed map[string]map[string]bool // reason -> columns
	row    sqlRow
	spot   *spotter
}

// parquetLeaf is a column with values: the end of a branch of the schema.
type parquetLeaf struct {
	name           string
	kind           int64 // physical type
	length         int   // of fixed ones
	maxDef, maxRep int
	as             parquetAs
	scale          int
	over           bool // more columns than are told apart
}

type parquetGroup struct {
	rows   int64
	chunks []parquetChunk
}

type parquetChunk struct {
	codec, values, start, packed int64
	elsewhere, locked            bool
}

func (p *parquetFile) miss(column, why string) {
	if p.missed[why] == nil {
		p.missed[why] = map[string]bool{}
	}
	p.missed[why][column] = true
}

type schemaNode struct {
	parquetLeaf
	repeats  int64
	children int64
	typed    bool
}

// footer reads what the columns are and where they lie.
func (p *parquetFile) footer(b []byte) error {
	t := &thrift{b: b}
	var schema []schemaNode
	t.fields(func(id int16, kind byte) bool {
		switch {
		case id == 2 && kind == thriftList:
			t.list(func(byte) { schema = append(schema, schemaOf(t)) })
		case id == 4 && kind == thriftList:
			t.list(func(byte) { p.groups = append(p.groups, groupOf(t)) })
		case id == 8 && kind == thriftStruct:
			p.locked = true // some of its columns, or all
			return false
		default:
			return false
		}
		return true
	})
	if t.bad || len(schema) == 0 {
		return errThrift
	}
	rest := schema[1:]
	for range schema[0].children {
		var err error
		if rest, err = p.branch(rest, "", 0, 0, 0); err != nil {
			return err
		}
	}
	return nil
}

// branch takes a node of the schema with what is below it and returns the rest.
// Levels say how many of the optional and repeated ones above are there.
func (p *parquetFile) branch(nodes []schemaNode, path string, def, rep, depth int) ([]schemaNode, error) {
	if len(nodes) == 0 || depth > 64 || len(p.leaves) > 100_000 {
		return nil, errThrift
	}
	n, rest := nodes[0], nodes[1:]
	switch n.repeats {
	case 1:
		def++
	case 2:
		def, rep = def+1, rep+1
	}
	name := n.name
	switch name {
	case "list", "bag", "array", "element", "item", "array_element", "key_value": // the frame of a list, which nobody named
		if path != "" {
			name = ""
		}
	}
	if path != "" && name != "" {
		name = path + "." + name
	} else if name == "" {
		name = path
	}
	if n.children == 0 && n.typed {
		n.name, n.maxDef, n.maxRep = name, def, rep
		n.over = len(p.leaves) >= maxColumns
		if n.over {
			p.miss(name, "more columns than are told apart")
		}
		p.leaves = append(p.leaves, n.parquetLeaf)
		return rest, nil
	}
	for range n.children {
		var err error
		if rest, err = p.branch(rest, name, def, rep, depth+1); err != nil {
			return nil, err
		}
	}
	return rest, nil
}

func groupOf(t *thrift) (g parquetGroup) {
	t.fields(func(id int16, kind byte) bool {
		switch {
		case id == 1 && kind == thriftList:
			t.list(func(byte) { g.chunks = append(g.chunks, chunkOf(t)) })
		case id == 3:
			g.rows = t.int()
		default:
			return false
		}
		return true
	})
	return g
}

func chunkOf(t *thrift) (c parquetChunk) {
	c.locked = true // until its description is met
	t.fields(func(id int16, kind byte) bool {
		switch {
		case id == 1 && kind == thriftBinary:
			c.elsewhere = len(t.binary()) > 0
		case id == 3 && kind == thriftStruct:
			c.locked = false
			dict := int64(0)
			t.fields(func(id int16, kind byte) bool {
				if kind < 4 || kind > 6 {
					return false
				}
				switch id {
				case 4:
					c.codec = t.int()
				case 5:
					c.values = t.int()
				case 7:
					c.packed = t.int()
				case 9:
					c.start = t.int()
				case 11:
					dict = t.int()
				default:
					return false
				}
				return true
			})
			if dict > 0 && dict < c.start {
				c.start = dict
			}
		case id == 8 && kind == thriftStruct:
			c.locked = true
			return false
		default:
			return false
		}
		return true
	})
	return c
}

// group hands over the rows of a group.
func (p *parquetFile) group(g parquetGroup) error {
	if len(g.chunks) != len(p.leaves) {
		p.miss("all", "damaged")
		return nil
	}
	p.held = 0
	columns := make([]*parquetColumn, len(g.chunks))
	for i := range g.chunks {
		l := &p.leaves[i]
		if l.over {
			continue
		}
		c, err := p.column(l, g.chunks[i])
		if err != nil {
			p.miss(l.name, err.Error())
			continue
		}
		columns[i] = c
	}
	left := 0
	for _, c := range columns {
		if c != nil {
			left++
		}
	}
	for n := int64(0); n < g.rows && left > 0; n++ {
		if n&0xff == 0 {
			if err := p.rd.ctx.Err(); err != nil {
				return err
			}
		}
		p.row.reset()
		for i, c := range columns {
			if i >= maxColumns {
				break
			}
			if c != nil {
				if err := c.cell(&p.row); err != nil {
					if e := p.rd.ctx.Err(); e != nil {
						return e
					}
					if errors.Is(err, errBomb) || !errors.As(err, new(parquetError)) {
						return err
					}
					p.miss(c.leaf.name, err.Error())
					columns[i] = nil
					left--
				}
			}
			p.row.end()
		}
		if left == 0 { // nothing but damage in this row
			break
		}
		p.cells++
		// A row can take no place at all in the file.
		if err := p.rd.all.add(len(p.row.buf) + len(columns)); err != nil {
			return err
		}
		if err := firstError(p.spot.row(p.row.cells()), p.rd.sink.Row(p.row.cells())); err != nil {
			return err
		}
	}
	for _, c := range columns {
		if c != nil {
			c.close()
		}
	}
	return nil
}

// parquetError is why a column is not read, in words.
type parquetError string

func (e parquetError) Error() string { return string(e) }

const (
	errPage      = parquetError("damaged")
	errPacking   = parquetError("packed in a way that this version does not know")
	errElsewhere = parquetError("kept in another file")
	errLocked    = parquetError("encrypted")
	errPageLarge = parquetError("too large to be held in memory")
)

// isParquet looks at the beginning alone.
func isParquet(head []byte) bool {
	return bytes.HasPrefix(head, []byte(parquetMagic)) || bytes.HasPrefix(head, []byte(parquetLocked))
}

func (l *parquetLeaf) typ() string {
	s := []string{"boolean", "integer", "bigint", "timestamp", "real", "double", "text", "text"}
	switch {
	case l.as == asText || l.as == asUUID || l.as == asTime:
		return "text"
	case l.as == asDate:
		return "date"
	case l.as == asMillis, l.as == asMicros, l.as == asNanos:
		return "timestamp"
	case l.as == asDecimal:
		return "decimal"
	case l.kind >= 0 && int(l.kind) < len(s):
		return s[l.kind]
	}
	return strings.ToLower("text")
}

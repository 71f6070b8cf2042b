package formats

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
)

// A compound file is a small file system: sectors, a table of which follows
// which, and a directory ([MS-CFB]). Old office documents, Outlook messages and
// office documents with a password are such files.

var le = binary.LittleEndian

type compound struct {
	at      io.ReaderAt
	size    int64
	sector  int64
	mini    int64
	cutoff  uint64
	fat     []uint32
	miniFAT []uint32
	small   *chain // where short streams lie
	entries []entry
}

// entry is a stream or a storage, with its path.
type entry struct {
	name   string // the last part of path
	path   string
	stream bool
	start  uint32
	size   uint64
}

const (
	lastSector = 0xfffffff0 // and everything above is no sector
	maxEntry   = 100_000
	maxTable   = 16 << 20 // sectors
)

var errCompound = &NotRead{"ole", "the document is damaged", "open it with the program that made it and save it again"}

func openCompound(at io.ReaderAt, size int64) (*compound, error) {
	h := make([]byte, 512)
	if _, err := at.ReadAt(h, 0); err != nil {
		return nil, short(err)
	}
	shift, mini := le.Uint16(h[30:]), le.Uint16(h[32:])
	if shift != 9 && shift != 12 || mini != 6 {
		return nil, errCompound
	}
	c := &compound{at: at, size: size, sector: 1 << shift, mini: 1 << mini, cutoff: uint64(le.Uint32(h[56:]))}
	sectors := size / c.sector
	if sectors > maxTable {
		return nil, &NotRead{"ole", "the document is too large", unpack}
	}
	// Where the table of sectors lies: 109 places in the header, more in a chain.
	var places []uint32
	for i := 76; i < 512; i += 4 {
		places = append(places, le.Uint32(h[i:]))
	}
	buf := make([]byte, c.sector)
	perSector := int(c.sector / 4)
	for s, n := le.Uint32(h[68:]), int64(0); s < lastSector && n <= sectors; n++ {
		if err := c.read(buf, s); err != nil {
			return nil, err
		}
		for i := range perSector - 1 {
			places = append(places, le.Uint32(buf[4*i:]))
		}
		s = le.Uint32(buf[4*(perSector-1):])
	}
	for _, s := range places {
		if s >= lastSector || int64(len(c.fat)) > sectors {
			continue
		}
		if err := c.read(buf, s); err != nil {
			return nil, err
		}
		for i := range perSector {
			c.fat = append(c.fat, le.Uint32(buf[4*i:]))
		}
	}
	dir, err := io.ReadAll(io.LimitReader(c.follow(le.Uint32(h[48:]), 1<<62), 128*maxEntry))
	if err != nil {
		return nil, short(err)
	}
	if s := le.Uint32(h[60:]); s < lastSector {
		b, err := io.ReadAll(io.LimitReader(c.follow(s, 1<<62), 4*maxTable))
		if err != nil {
			return nil, short(err)
		}
		for ; len(b) >= 4; b = b[4:] {
			c.miniFAT = append(c.miniFAT, le.Uint32(b))
		}
	}
	return c, c.directory(dir)
}

func short(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errCompound
	}
	return err
}

func (c *compound) read(p []byte, sector uint32) error {
	_, err := c.at.ReadAt(p, (int64(sector)+1)*c.sector)
	return short(err)
}

// directory walks the tree of entries; none is entered twice.
func (c *compound) directory(dir []byte) error {
	n := len(dir) / 128
	if n == 0 {
		return errCompound
	}
	root := dir[:128]
	c.small = c.follow(le.Uint32(root[116:]), le.Uint64(root[120:]))
	seen := make([]bool, n)
	type todo struct {
		id   uint32
		path string
	}
	stack := []todo{{le.Uint32(root[76:]), ""}}
	for len(stack) > 0 {
		t := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if int64(t.id) >= int64(n) || seen[t.id] {
			continue
		}
		seen[t.id] = true
		d := dir[128*int(t.id):][:128]
		size := min(int(le.Uint16(d[64:])), 64)
		var u []uint16
		for i := 0; i+3 < size; i += 2 {
			u = append(u, le.Uint16(d[i:]))
		}
		e := entry{name: string(utf16.Decode(u)), stream: d[66] == 2, start: le.Uint32(d[116:]), size: le.Uint64(d[120:])}
		if c.sector == 512 { // the upper half may hold anything
			e.size &= 0xffffffff
		}
		if e.path = t.path + "/" + e.name; len(e.path) > 1000 {
			continue
		}
		stack = append(stack, todo{le.Uint32(d[72:]), t.path}, todo{le.Uint32(d[68:]), t.path})
		if !e.stream {
			stack = append(stack, todo{le.Uint32(d[76:]), e.path})
		}
		c.entries = append(c.entries, e)
	}
	return nil
}

// find is the stream of that path, in any case.
func (c *compound) find(path string) (entry, bool) {
	for _, e := range c.entries {
		if e.stream && strings.EqualFold(e.path, path) {
			return e, true
		}
	}
	return entry{}, false
}

// open reads a stream from front to end.
func (c *compound) open(e entry) io.Reader {
	if e.size >= c.cutoff {
		return c.follow(e.start, e.size)
	}
	return &miniChain{c: c, next: e.start, left: int64(e.size)}
}

// all is a whole stream of at most most bytes.
func (c *compound) all(e entry, most int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(c.open(e), most))
	return b, short(err)
}

func (c *compound) follow(start uint32, size uint64) *chain {
	return &chain{c: c, start: start, next: start, left: int64(min(size, 1<<62))}
}

// chain reads the sectors that follow each other.
type chain struct {
	c     *compound
	start uint32
	next  uint32
	off   int64 // within the sector next
	left  int64
	steps int
	list  []uint32 // of the chain, for reading at any place
}

func (r *chain) Read(p []byte) (int, error) {
	if r.left <= 0 || r.next >= lastSector {
		if r.left > 0 && r.left < 1<<61 {
			return 0, io.ErrUnexpectedEOF
		}
		return 0, io.EOF
	}
	n := min(int64(len(p)), r.c.sector-r.off, r.left)
	got, err := r.c.at.ReadAt(p[:n], (int64(r.next)+1)*r.c.sector+r.off)
	if int64(got) < n && err == io.EOF { // the last sector may be cut
		r.left = 0
		return got, io.ErrUnexpectedEOF
	}
	if err != nil && err != io.EOF {
		return got, err
	}
	r.left -= n
	if r.off += n; r.off == r.c.sector {
		r.off = 0
		if int64(r.next) >= int64(len(r.c.fat)) {
			r.next = lastSector
		} else {
			r.next = r.c.fat[r.next]
		}
		if r.steps++; r.steps > len(r.c.fat) { // a circle
			return got, errCompound
		}
	}
	return got, nil
}

// sectorAt is the i-th sector of the chain.
func (r *chain) sectorAt(i int64) (uint32, bool) {
	if r.list == nil {
		for s := r.start; s < lastSector && len(r.list) <= len(r.c.fat); s = r.c.fat[s] {
			r.list = append(r.list, s)
			if int64(s) >= int64(len(r.c.fat)) {
				break
			}
		}
	}
	if i >= int64(len(r.list)) {
		return 0, false
	}
	return r.list[i], true
}

// miniChain reads a short stream out of the stream of short streams.
type miniChain struct {
	c     *compound
	next  uint32
	left  int64
	off   int64
	steps int
}

func (r *miniChain) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	if r.next >= lastSector || r.c.small == nil {
		return 0, io.ErrUnexpectedEOF
	}
	pos := int64(r.next)*r.c.mini + r.off
	s, ok := r.c.small.sectorAt(pos / r.c.sector)
	if !ok {
		return 0, io.ErrUnexpectedEOF
	}
	n := min(int64(len(p)), r.c.mini-r.off, r.left)
	got, err := r.c.at.ReadAt(p[:n], (int64(s)+1)*r.c.sector+pos%r.c.sector)
	if int64(got) < n {
		return got, firstError(short(err), io.ErrUnexpectedEOF)
	}
	r.left -= n
	if r.off += n; r.off == r.c.mini {
		r.off = 0
		if int64(r.next) >= int64(len(r.c.miniFAT)) {
			r.next = lastSector
		} else {
			r.next = r.c.miniFAT[r.next]
		}
		if r.steps++; r.steps > len(r.c.miniFAT) {
			return got, errCompound
		}
	}
	return got, nil
}

package pdf

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
)

// What may be wrong with a whole file.
var (
	ErrDamaged   = errors.New("it is no PDF file that can be read")
	ErrEncrypted = errors.New("it is encrypted")
	ErrTooLarge  = errors.New("it unpacks to more than an honest document does")
)

// Limits. A handbook of 500 pages stays far below each.
const (
	MaxBytes   = 32 << 20 // of the file
	maxUnpack  = 64 << 20 // of all streams together
	maxObjects = 300_000
	maxPages   = 3_000
	maxSteps   = 5_000_000 // operators over all pages
	maxText    = 8 << 20   // bytes of text
	maxDepth   = 30        // of the page tree, and of forms within forms
)

// file is a file with the places of its objects.
type file struct {
	ctx      context.Context
	b        []byte
	at       map[ref]int // where "n g obj" ends
	inside   map[ref]any // objects out of object streams
	unpacked int         // bytes so far
	steps    int
	chars    int
	root     any
	locked   bool
	lock     *lock // nil: nothing is encrypted
	id       text
	encrypt  any
	fonts    map[ref]*font
}

func open(ctx context.Context, b []byte) (*file, error) {
	if !bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) {
		return nil, ErrDamaged
	}
	f := &file{ctx: ctx, b: b, at: map[ref]int{}, inside: map[ref]any{}, fonts: map[ref]*font{}}
	if err := f.index(); err != nil {
		return nil, err
	}
	if f.locked {
		return nil, ErrEncrypted
	}
	return f, nil
}

// index finds every object. Of two with the same number the later one counts,
// as a changed file is written by appending.
func (f *file) index() error {
	type found struct {
		n  ref
		at int
	}
	var all []found
	for pos := 0; ; {
		i := bytes.Index(f.b[pos:], []byte("obj"))
		if i < 0 {
			break
		}
		i += pos
		pos = i + 3
		if n, ok := f.numberBefore(i); ok {
			if len(all) >= maxObjects {
				return ErrTooLarge
			}
			all = append(all, found{n, i + 3})
		}
	}
	if bytes.Contains(f.b, []byte("/Encrypt")) { // else nothing tells before its objects are read
		for _, o := range all {
			f.at[o.n] = o.at
		}
		for _, o := range all {
			if bytes.Contains(f.b[o.at:min(len(f.b), o.at+2048)], []byte("/XRef")) {
				if s, ok := f.object(o.at).(stream); ok && s.dict["Type"] == name("XRef") {
					f.trailer(s.dict)
				}
			}
		}
		f.trailers()
		if f.locked {
			if f.lock = f.unlocked(f.dict(f.encrypt), f.id); f.lock == nil {
				return nil
			}
			f.locked = false
		}
		clear(f.at)
	}
	for i, o := range all {
		if i&1023 == 0 && f.ctx.Err() != nil {
			return f.ctx.Err()
		}
		f.at[o.n] = o.at
		delete(f.inside, o.n)
		// Only the start of a stream's dictionary says what it is.
		head := f.b[o.at:min(len(f.b), o.at+2048)]
		if end := bytes.Index(head, []byte("stream")); end >= 0 {
			head = head[:end]
		}
		switch {
		case bytes.Contains(head, []byte("/ObjStm")):
			if err := f.unfold(o.at, o.n); err != nil {
				return err
			}
		case bytes.Contains(head, []byte("/XRef")):
			if s, ok := f.object(o.at).(stream); ok {
				f.trailer(s.dict)
			}
		case f.root == nil && bytes.Contains(head, []byte("/Catalog")):
			f.root = o.n
		}
	}
	f.trailers()
	if f.root == nil {
		for _, n := range sortedRefs(f.inside) {
			if d, ok := f.inside[n].(dict); ok && d["Type"] == name("Catalog") {
				f.root = n
			}
		}
	}
	if f.root == nil && !f.locked {
		return ErrDamaged
	}
	return nil
}

// trailers reads what stands at the ends of the parts of a file.
func (f *file) trailers() {
	for pos := 0; ; {
		i := bytes.Index(f.b[pos:], []byte("trailer"))
		if i < 0 {
			return
		}
		pos += i + len("trailer")
		l := &lexer{b: f.b, pos: pos}
		if v, ok := l.next(0); ok {
			if d, ok := v.(dict); ok {
				f.trailer(d)
			}
		}
	}
}

func sortedRefs(m map[ref]any) []ref {
	out := make([]ref, 0, len(m))
	for n := range m {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func (f *file) trailer(d dict) {
	if r, ok := d["Root"].(ref); ok {
		f.root = r
	}
	if e, ok := d["Encrypt"]; ok && e != nil && f.lock == nil {
		f.locked, f.encrypt = true, e
		if id, ok := f.get(d["ID"]).([]any); ok && len(id) > 0 {
			f.id, _ = f.get(id[0]).(text)
		}
	}
}

// numberBefore reads "12 0 " backwards from i.
func (f *file) numberBefore(i int) (ref, bool) {
	back := func(from int) (lo, hi int) {
		hi = from
		for hi > 0 && isSpace(f.b[hi-1]) && from-hi < 8 {
			hi--
		}
		lo = hi
		for lo > 0 && hi-lo < 10 && f.b[lo-1] >= '0' && f.b[lo-1] <= '9' {
			lo--
		}
		return lo, hi
	}
	gl, gh := back(i)
	if gl == gh {
		return 0, false
	}
	nl, nh := back(gl)
	if nl == nh || nh == gl || nl > 0 && !isSpace(f.b[nl-1]) && !isDelim(f.b[nl-1]) && f.b[nl-1] != 'j' {
		return 0, false
	}
	n, err := strconv.Atoi(string(f.b[nl:nh]))
	return ref(n), err == nil && n <= maxObjects*100
}

// object reads the object that stands at pos.
func (f *file) object(pos int) any {
	l := &lexer{b: f.b, pos: pos}
	v, ok := l.next(0)
	if !ok {
		return nil
	}
	d, isDict := v.(dict)
	if !isDict {
		if n, ok := v.(float64); ok { // "7 0 R" as a whole object
			if l2, ok := l.next(0); ok {
				if _, gen := l2.(float64); gen {
					if r, ok := l.next(0); ok && r == word("R") {
						return ref(n)
					}
				}
			}
		}
		if w, ok := v.(word); ok {
			return keyword(w)
		}
		return v
	}
	l.space()
	rest := f.b[l.pos:]
	if !bytes.HasPrefix(rest, []byte("stream")) {
		return d
	}
	from := l.pos + len("stream")
	if from < len(f.b) && f.b[from] == '\r' {
		from++
	}
	if from < len(f.b) && f.b[from] == '\n' {
		from++
	}
	raw := f.b[min(from, len(f.b)):]
	if n, ok := f.resolveShallow(d["Length"]).(float64); ok && n >= 0 && int(n) <= len(raw) {
		after := bytes.TrimLeft(raw[int(n):min(len(raw), int(n)+16)], "\r\n \t")
		if bytes.HasPrefix(after, []byte("endstream")) || bytes.HasPrefix(after, []byte("endobj")) {
			return stream{d, raw[:int(n)]}
		}
	}
	if end := bytes.Index(raw, []byte("endstream")); end >= 0 {
		raw = raw[:end]
	}
	return stream{d, raw}
}

// resolveShallow follows one reference to a plain number.
func (f *file) resolveShallow(v any) any {
	r, ok := v.(ref)
	if !ok {
		return v
	}
	if at, ok := f.at[r]; ok {
		l := &lexer{b: f.b, pos: at}
		if v, ok := l.next(0); ok {
			if n, ok := v.(float64); ok {
				return n
			}
		}
	}
	return nil
}

// get follows references until something else comes.
func (f *file) get(v any) any {
	for range 16 {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		if in, ok := f.inside[r]; ok {
			v = in
			continue
		}
		at, ok := f.at[r]
		if !ok {
			return nil
		}
		v = f.lock.opened(f.object(at), r)
	}
	return nil
}

func (f *file) dict(v any) dict {
	switch d := f.get(v).(type) {
	case dict:
		return d
	case stream:
		return d.dict
	}
	return nil
}

// unfold reads the objects within an object stream (7.5.7).
func (f *file) unfold(at int, n ref) error {
	s, ok := f.lock.opened(f.object(at), n).(stream)
	if !ok || s.dict["Type"] != name("ObjStm") {
		return nil
	}
	body, err := f.decode(s)
	if err != nil {
		return err
	}
	many, _ := f.get(s.dict["N"]).(float64)
	first, _ := f.get(s.dict["First"]).(float64)
	if first < 0 || int(first) > len(body) || many < 0 || many > maxObjects {
		return nil
	}
	head := &lexer{b: body[:int(first)]}
	for range int(many) {
		num, ok1 := head.next(0)
		off, ok2 := head.next(0)
		a, isA := num.(float64)
		b, isB := off.(float64)
		if !ok1 || !ok2 || !isA || !isB || a < 0 || b < 0 || int(first)+int(b) >= len(body) {
			break
		}
		if len(f.inside) >= maxObjects {
			return ErrTooLarge
		}
		l := &lexer{b: body, pos: int(first) + int(b)}
		v, _ := l.next(0)
		if w, ok := v.(word); ok {
			v = keyword(w)
		}
		if d, ok := v.(dict); ok && d["Type"] == name("Catalog") && f.root == nil {
			f.root = ref(a)
		}
		f.inside[ref(a)] = v
	}
	return nil
}

package formats

import (
	"errors"
	"fmt"
	"slices"
)

// bundle is an archive whose files are read one after the other. What cannot be
// read is counted by reason.
type bundle struct {
	rd     *reader
	inner  reader
	res    Result
	missed map[string]int
	names  map[string]int
	read   int
	seen   int
	last   *NotRead
}

// unpack begins to read the files of an archive.
func (rd *reader) unpack(format string) (*bundle, error) {
	inner, err := rd.deeper(format)
	if err != nil {
		return nil, err
	}
	return &bundle{rd: rd, inner: *inner, res: Result{Format: format, Shape: "text"}, missed: map[string]int{}, names: map[string]int{}}, nil
}

// deeper is the reader of what is packed in what rd reads.
func (rd *reader) deeper(format string) (*reader, error) {
	if rd.depth >= maxDepth {
		return nil, &NotRead{format, fmt.Sprintf("it is packed more than %d times", maxDepth), unpack}
	}
	inner := *rd
	inner.depth++
	inner.beside, inner.opened = nil, nil
	return &inner, nil
}

// member reads a file of the archive with read. Only an error that ends the
// whole archive is returned.
func (b *bundle) member(name string, read func(*reader) (Result, error)) error {
	if b.seen++; b.seen > maxEntries {
		return &NotRead{b.res.Format, fmt.Sprintf("it holds more than %d files; the rest was not read", maxEntries), unpack}
	}
	name = joinNames(b.rd.within, name)
	if b.names[name]++; b.names[name] > 1 { // an archive may hold two files of one name
		name = fmt.Sprintf("%s (%d)", name, b.names[name])
	}
	if err := b.rd.sink.Part(name); err != nil {
		return err
	}
	b.inner.within = name
	one, err := read(&b.inner)
	if one, err = packedResult(one, err, b.res.Format); err != nil {
		var nr *NotRead
		if !errors.As(err, &nr) {
			return err
		}
		if nr.Format == "bomb" {
			return nr
		}
		b.missed[nr.Why]++
		b.last = nr
		return nil
	}
	b.read++
	for _, why := range one.Partial {
		b.missed[why]++
	}
	if one.Shape == "table" {
		b.res.Shape = "table"
	}
	return nil
}

// miss counts something in the archive that is not read.
func (b *bundle) miss(format, why, next string) {
	b.missed[why]++
	b.last = &NotRead{format, why, next}
}

// result is what became of the archive.
func (b *bundle) result() (Result, error) {
	if b.read == 0 && b.last != nil {
		return b.res, b.last
	}
	b.notes(" within it")
	return b.res, nil
}

func (b *bundle) notes(where string) {
	for why, n := range b.missed {
		b.res.Partial = append(b.res.Partial, fmt.Sprintf("%s%s: %s", plural(n, "file"), where, why))
	}
	slices.Sort(b.res.Partial)
}

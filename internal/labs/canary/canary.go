package canary

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Hit is one place where a value was found.
type Hit struct {
	File   string // path below the root; "!" and the offset for each packed stream within
	Value  string // the planted value; empty when As is Unopened
	As     string // how it was written: raw, json, url, html, base64, utf-16, ...
	Offset int64  // of the bytes as they were searched, after decoding
}

// Unopened is the As of a Hit that says: here is something that could not be
// searched, so nobody can say that it is clean.
const Unopened = "could not be opened"

func (h Hit) String() string {
	return fmt.Sprintf("%s at %d: %q as %s", h.File, h.Offset, h.Value, h.As)
}

// Shortest is the least number of bytes a value must have. Anything shorter is
// found by chance in base64.
const Shortest = 5

const (
	largestFile = 1 << 30 // bytes; larger ones are an error, never skipped in silence
	window      = 4 << 20 // bytes that are decoded at a time
)

// Searcher looks for a fixed set of values. It may be used by many at once.
type Searcher struct {
	values  []string
	index   index
	overlap int // bytes that neighbouring windows share, so that nothing is cut
}

// New prepares a search. Values are UTF-8, at least Shortest bytes long.
func New(values []string) (*Searcher, error) {
	if len(values) == 0 {
		return nil, errors.New("search for planted values: none given, so none could ever be found")
	}
	s := &Searcher{values: slices.Compact(slices.Sorted(slices.Values(values)))}
	longest := 0
	for _, v := range s.values {
		if len(v) < Shortest {
			return nil, fmt.Errorf("search for planted values: one has %d bytes; give at least %d", len(v), Shortest)
		}
		longest = max(longest, len(v))
	}
	s.index = newIndex(s.values)
	// No escape makes more than 12 bytes of one ("\ud83d\ude00"), nested ones are longer.
	s.overlap = max(4096, 24*longest)
	return s, nil
}

// Search looks for values in every file below root and in the names of the
// files. The error joins all files that could not be read; the hits are what
// was found in the others.
func Search(root string, values []string) ([]Hit, error) {
	s, err := New(values)
	if err != nil {
		return nil, err
	}
	return s.Folder(root)
}

// SearchBytes looks for values in b. It panics where New gives an error: a test
// that searches for nothing has a fault.
func SearchBytes(name string, b []byte, values []string) []Hit {
	s, err := New(values)
	if err != nil {
		panic(err)
	}
	return s.Bytes(name, b)
}

// Folder is Search for a prepared Searcher. Links are not followed, but where
// they point to is searched as text.
func (s *Searcher) Folder(root string) ([]Hit, error) {
	var hits []Hit
	var faults []error
	files := 0
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			faults = append(faults, fmt.Errorf("search below %s: %w", root, err))
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		hits = append(hits, s.Bytes("name of "+rel, []byte(rel))...)
		switch {
		case d.Type()&fs.ModeSymlink != 0:
			to, err := os.Readlink(p)
			if err != nil {
				faults = append(faults, err)
			}
			hits = append(hits, s.Bytes("link "+rel, []byte(to))...)
		case d.Type().IsRegular():
			files++
			b, err := read(p)
			if err != nil {
				faults = append(faults, err)
				return nil
			}
			hits = append(hits, s.Bytes(rel, b)...)
		}
		return nil
	})
	if err != nil {
		faults = append(faults, err)
	}
	if files == 0 {
		faults = append(faults, fmt.Errorf("search below %s: no file there; is it the right folder?", root))
	}
	return hits, errors.Join(faults...)
}

func read(p string) ([]byte, error) {
	info, err := os.Stat(p)
	if err != nil {
		return nil, err
	}
	if info.Size() > largestFile {
		return nil, fmt.Errorf("search %s: %d bytes are more than the %d that are searched", p, info.Size(), largestFile)
	}
	return os.ReadFile(p)
}

// Bytes looks for the values in b and in whatever is packed in it. Each value
// is reported once for each way in which it is written.
func (s *Searcher) Bytes(name string, b []byte) []Hit {
	c := &collect{s: s, budget: largestFile}
	c.buffer(name, b, 0)
	return c.hits
}

// collect is one search: the hits so far and how much may still be unpacked.
type collect struct {
	s      *Searcher
	hits   []Hit
	budget int64
}

const deepest = 5 // archives in archives

func (c *collect) buffer(name string, b []byte, depth int) {
	seen := map[seenKey]bool{}
	for at := 0; at == 0 || at < len(b); at += window {
		end := min(len(b), at+window+c.s.overlap)
		c.views(name, b[at:end], int64(at), seen)
	}
	c.packed(name, b, depth)
}

type seenKey struct {
	value int32
	as    string
}

const plain = "raw"

func (c *collect) match(name, view string, text []byte, base int64, seen map[seenKey]bool) {
	c.s.index.find(text, func(p *pattern, at int) {
		as := p.as
		if view != plain {
			if seen[seenKey{p.value, p.as}] {
				return // it is there without decoding
			}
			as = strings.TrimSuffix(view+" "+p.as, " "+plain)
		}
		k := seenKey{p.value, as}
		if seen[k] {
			return
		}
		seen[k] = true
		c.hits = append(c.hits, Hit{name, c.s.values[p.value], as, base + int64(at)})
	})
}

package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime/debug"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/formats"
)

var errNotRegular = errors.New("not a regular file")

// open opens a file for reading. What is no file any more is not opened.
func (v *visit) open(p string) (*os.File, error) {
	h, err := v.place.root.OpenFile(p, openFlags, 0)
	if err != nil {
		return nil, err
	}
	st, err := h.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = errNotRegular
	}
	if err != nil {
		h.Close()
		return nil, err
	}
	return h, nil
}

// one reads a file and emits what is in it. An error ends the whole visit; what
// is wrong with this file alone goes into the gaps.
func (v *visit) one(ctx context.Context, f file) error {
	if v.companion(f.path) {
		v.count(f, "journal", "", "", "")
		return nil
	}
	if done, err := v.recalled(ctx, f); done || err != nil {
		return err
	}
	h, err := v.open(f.path)
	if err != nil {
		v.count(f, "", v.subject(f.path), reason(err), nextFor(err))
		return nil
	}
	defer h.Close()
	f.gate.list = func() ([]byte, error) { return aclOfFile(h) }

	src := formats.Source{R: h, Size: f.size, Beside: v.beside(f.path), Read: v.progress, Programs: v.programs, File: h}
	first := newFirstPass(v.c.key, v.c.now())
	first.temp, first.country = v.c.env.Temp, v.c.env.Country
	once := &onceFile{firstPass: first, id: v.subject(f.path)}
	defer once.close()
	res, err := formats.Read(ctx, src, once)
	next := "open it with the program that made it, or scan again when nobody is working on it"
	var unread *formats.NotRead
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &unread):
		// A packed file can turn out to be damaged half way through: what was found
		// until then is kept, with the gap beside it.
		next = unread.Next
		res.Partial = append([]string{unread.Why}, res.Partial...)
		if unread.Format != "" {
			res.Format = unread.Format
		}
	case err != nil:
		next = nextFor(err)
		res.Partial = append([]string{reason(err)}, res.Partial...)
	}
	if st, err := h.Stat(); err == nil && (st.Size() != f.size || !st.ModTime().Equal(f.mod)) {
		res.Partial = append(res.Partial, "it changed while we read it")
	}

	if suffix := path.Ext(f.path); err == nil && !formats.Fits(suffix, res.Format) {
		res.Partial = append(res.Partial, fmt.Sprintf("it is called %s and is none: it may be damaged", suffix))
		next = "open it with the program that made it; if it opens nowhere, restore it from a backup or delete it"
	}

	first.judge()
	once.settle()
	if first.needsSecond() {
		src.Programs = v.programs.Rows()
		src.Read = v.brake.wait // it was counted before; the source is asked again all the same
		_, again := formats.Read(ctx, src, &secondPass{first: first, id: v.subject(f.path)})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if again != nil && err == nil {
			res.Partial = append(res.Partial, "people in it could not be counted to the end")
		}
	}
	emitted, emitErr := v.emit(ctx, f, res, first)
	if emitErr != nil {
		return emitErr
	}
	found := len(emitted) > 0
	why := ""
	if len(res.Partial) > 0 {
		why = res.Partial[0]
	}
	v.count(f, res.Format, v.subject(f.path), why, next)
	if !found && why == "" {
		v.mu.Lock()
		v.ledger.Clean++
		v.mu.Unlock()
	}
	if (err == nil || unread != nil) && lasting(why) {
		return v.remember(ctx, f, memo{res.Format, why, next}, emitted)
	}
	return nil
}

// beside opens the journals of a database.
func (v *visit) beside(p string) func(string) (io.ReaderAt, int64, io.Closer, error) {
	return func(suffix string) (io.ReaderAt, int64, io.Closer, error) {
		if _, err := v.place.root.Lstat(p + suffix); err != nil {
			return nil, 0, nil, fs.ErrNotExist
		}
		h, err := v.open(p + suffix)
		if err != nil {
			return nil, 0, nil, err
		}
		st, err := h.Stat()
		if err != nil {
			h.Close()
			return nil, 0, nil, err
		}
		return h, st.Size(), h, nil
	}
}

// count enters a file into the ledger. why is empty when all of it was read.
func (v *visit) count(f file, format, subject, why, next string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	l := &v.ledger
	if format != "" {
		if l.Formats == nil {
			l.Formats = map[string]int64{}
		}
		l.Formats[format]++
	}
	if why == "" {
		l.Read++
		l.ReadBytes += f.size
		return
	}
	l.Listed++
	l.ListedBytes += f.size
	v.reasons.add(why, 1, f.size, v.name(f.path))
	v.gaps.add(subject, why, next)
}

// progressStep is how many bytes lie between two words of progress.
const progressStep = 4 << 20

func (v *visit) progress(n int64) {
	v.brake.wait(n)
	done := v.done.Add(n)
	if done/progressStep != (done-n)/progressStep {
		total := v.total.Load()
		v.see.Progress(min(done, total), total, "reading files"+v.brake.left(done, total))
	}
}

// emit makes the facts of one file and returns their digests.
func (v *visit) emit(ctx context.Context, f file, res formats.Result, first *firstPass) ([]string, error) {
	var stores, emitted []string
	several := len(first.places) > 1
	for _, pl := range first.places {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := pl.store()
		if len(s.Categories) == 0 && len(s.Secrets) == 0 && pl.trials() == 0 && !guarded(s) {
			continue
		}
		within := f.path
		if v.t.Scheme == "sqlite" && pl.table != "" {
			within = pl.table // the target is the database itself
		} else if pl.part != "" || pl.table != "" {
			within = joinPath(f.path, pl.part, pl.table)
		}
		v.describe(&s, f, res, within, pl)
		stores = append(stores, s.ID)
		if s.Bytes = f.size; several {
			s.Bytes = min(pl.bytes, f.size)
		}
		it, err := v.put(s, pl)
		if err != nil {
			return nil, err
		}
		emitted = append(emitted, it.Digest)
	}
	return emitted, v.readable(f.gate, stores, v.see.Fact)
}

// manyKeys is from where counting people needs more memory than reading does.
const manyKeys = 500_000

// put counts the people of a place and emits it, with their keys as its blob. It
// returns what it emitted.
func (v *visit) put(s facts.Store, pl *placeIn) (evidence.Item, error) {
	mine := &pl.keys
	defer mine.close()
	if len(s.Categories) == 0 { // who tried the program out is no client
		mine.empty()
	}
	if mine.n > manyKeys {
		debug.FreeOSMemory()       // what reading left behind, before the most is needed
		defer debug.FreeOSMemory() // and what counting left behind
	}
	set, blob := mine.set(), ""
	var err error
	if mine.n > 0 && v.c.env.PutBlob != nil {
		if blob, err = v.c.env.PutBlob(set.Write); err != nil {
			return evidence.Item{}, err
		}
	}
	n, err := evidence.Join([]evidence.Set{set}, v.c.env.Scratch)
	if err != nil {
		return evidence.Item{}, err
	}
	s.People = facts.People{Low: n.Union.Low, Best: n.Union.Best, High: n.Union.High}
	if n.Union.Best > 0 {
		pic := facts.Picture(n.Picture)
		s.Picture = &pic
	}
	if s.Test = pl.test + pl.text.test; len(s.Categories) == 0 {
		s.Test = pl.trials()
	}
	if q := pl.share; q > 0 {
		s.People, s.Test = estimatePeople(s.People, mine.taken, q), estimated(s.Test, q)
		if s.Picture != nil {
			known := float64(n.Union.Best) / float64(s.People.Best) // of the people
			for _, of := range []*int64{&s.Picture.Contact, &s.Picture.Identity, &s.Picture.Financial, &s.Picture.Card, &s.Picture.Special, &s.Picture.Dossiers, &s.Picture.Minors, &s.Picture.Deceased} {
				*of = estimated(*of, known)
			}
		}
	}
	if mine.dropped > 0 {
		s.People = mine.scale(s.People)
		s.Partial = "it holds more people than can be told apart here; their number is an estimate"
	}
	it, err := facts.DataStore.Item(s.ID, evidence.Enumerated, s)
	if err != nil {
		return evidence.Item{}, err
	}
	if blob != "" {
		it = it.WithBlob(blob)
	}
	return it, v.see.Fact(it)
}

// describe fills in what is known of the place beside its content.
func (v *visit) describe(s *facts.Store, f file, res formats.Result, path string, pl *placeIn) {
	s.ID = v.subject(path)
	s.Target = v.t.ID
	s.Name = v.name(path)
	s.Format = res.Format
	s.As = v.t.As
	s.Role = roleOf(f.path, pl.part, res.Format, v.c.now().Year())
	if r := roleOfTarget(v.t.Addr); r != "" && s.Role == "file" {
		s.Role = r
	}
	if v.inCopies(f.path) {
		s.Role = "backup"
	}
	s.Readers = f.gate.open.String()
	s.AtRest = "clear"
	s.Modified = f.mod.UTC().Format("2006-01-02")
	if s.Oldest == "" {
		s.Oldest, s.Newest, s.DatedBy = s.Modified, s.Modified, "mtime"
	}
	if len(res.Partial) > 0 {
		s.Partial = res.Partial[0]
	}
	for i := range s.Columns {
		s.Columns[i].Name = v.name(s.Columns[i].Name)
	}
}

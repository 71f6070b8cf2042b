//go:build linux

package data

import (
	"bytes"
	"compress/gzip"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// notebook remembers in memory.
type notebook struct {
	mu    sync.Mutex
	memos map[string]evidence.Memo
	items map[string]evidence.Item
}

func (n *notebook) Recall(_ context.Context, target, collector, object string) (evidence.Memo, []evidence.Item, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	m, ok := n.memos[object]
	var items []evidence.Item
	for _, d := range m.Facts {
		it, had := n.items[d]
		ok = ok && had
		items = append(items, it)
	}
	return m, items, ok
}

func (n *notebook) Remember(_ context.Context, target, collector string, all []evidence.Memo) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, m := range all {
		n.memos[m.Object] = m
	}
	return nil
}

func scanWith(t *testing.T, dir string, n *notebook) (readings, []string) {
	t.Helper()
	blobs := &collecttest.Blobs{}
	env := collectors.Env{PutBlob: blobs.Put, Version: "test"}
	if n != nil {
		env.Memory = n
	}
	see := &collecttest.Seen{}
	if err := New(env).Collect(t.Context(), collectors.Target{ID: "office", Scheme: "path", Addr: dir}, see); err != nil {
		t.Fatal(err)
	}
	var digests []string
	for _, it := range see.Facts() {
		if n != nil {
			n.items[it.Digest] = it
		}
		if it.Kind != facts.DataCoverage.Name {
			digests = append(digests, it.Digest)
		}
	}
	slices.Sort(digests)
	return readingsOf(see), digests
}

func settle() { time.Sleep(60 * time.Millisecond) } // beyond a tick of the clock of the file system

func TestWhatDidNotChangeIsNotReadAgainAndTheResultIsTheSame(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.csv", "b.csv", "c.txt", "d.txt"} {
		write(t, dir, name, "name;mail\nAnna;"+name+"@canary.test\nJan;x"+name+"@canary.test\n")
	}
	write(t, dir, "clean.txt", "nothing here\n")
	write(t, dir, "odd.bin", "\x00\x01\x02\x03\x04\x05")
	settle()
	n := &notebook{memos: map[string]evidence.Memo{}, items: map[string]evidence.Item{}}
	first, before := scanWith(t, dir, n)
	if first.Unchanged != 0 || len(n.memos) != 6 {
		t.Fatalf("%d of 6 files were noted, %d were known", len(n.memos), first.Unchanged)
	}
	for _, m := range n.memos {
		if strings.Contains(string(m.Body)+m.Object+m.Mark, "canary") || strings.Contains(m.Object, "csv") {
			t.Errorf("a memo says too much: %+v", m)
		}
	}
	again, after := scanWith(t, dir, n)
	if again.Unchanged != 6 || !slices.Equal(before, after) || again.Read != first.Read || again.Clean != first.Clean || again.ListedBytes != first.ListedBytes {
		t.Errorf("a second look differs: %+v\nfirst %+v", again, first)
	}

	// Each of these must be seen: content with the times set back, rights, another file of that name.
	st, err := os.Stat(filepath.Join(dir, "a.csv"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "a.csv", "name;mail\nAnna;A.csv@canary.test\nJan;xa.csv@canary.test\n")
	if err := os.Chtimes(filepath.Join(dir, "a.csv"), st.ModTime(), st.ModTime()); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "b.csv"), 0o604); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "d.txt"), filepath.Join(dir, "c.txt")); err != nil {
		t.Fatal(err)
	}
	settle()
	third, changed := scanWith(t, dir, n)
	full, fresh := scanWith(t, dir, nil)
	if third.Unchanged != 2 || !slices.Equal(changed, fresh) || full.Read != third.Read {
		t.Errorf("%d files were taken for unchanged; the facts differ from a full look: %v", third.Unchanged, !slices.Equal(changed, fresh))
	}
}

func TestTheLedgerAddsUpToWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("x", 200<<10)
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	z.Write([]byte(strings.Repeat("anna@canary.test\n", 5000)))
	z.Close()
	write(t, dir, "long.txt", long+" anna@canary.test")
	write(t, dir, "one.json", `{"a":"`+long+`","m":"b@canary.test"}`)
	write(t, dir, "wide.csv", "\xff\xfea\x00;\x00b\x00\n\x001\x00;\x002\x00\n\x00")
	write(t, dir, "cut.gz", gz.String()[:gz.Len()/2])
	write(t, dir, "noise", strings.Repeat("\x00\x01\xfe", 1000))
	write(t, dir, "picture.png", "\x89PNG\r\n\x1a\nxxxxx")
	write(t, dir, "empty", "")
	write(t, dir, "mail.eml", "From: a@b.test\nTo: c@d.test\nSubject: x\n\nhello\n")
	write(t, dir, "mail.pst", "!BDN....")
	if f, err := os.Create(filepath.Join(dir, "sparse.bin")); err == nil {
		f.Truncate(8 << 20)
		f.Close()
	}
	_ = syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600)
	_ = os.Symlink(".", filepath.Join(dir, "loop"))
	settle()
	n := &notebook{memos: map[string]evidence.Memo{}, items: map[string]evidence.Item{}}
	for range 2 { // read, and recalled
		l, _ := scanWith(t, dir, n)
		var files, bytes int64
		err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				info, _ := d.Info()
				files++
				bytes += info.Size()
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if l.Files != files || l.Bytes != bytes {
			t.Errorf("%d files of %d bytes are there, found %d of %d", files, bytes, l.Files, l.Bytes)
		}
		var why, size int64
		for _, r := range l.NotRead {
			why += r.Files
			size += r.Bytes
		}
		if l.Read+l.Listed+l.Ignored != l.Files || l.ReadBytes+l.ListedBytes+l.IgnoredBytes != l.Bytes || why != l.Listed || size != l.ListedBytes {
			t.Errorf("the ledger does not add up: %+v", l)
		}
		if l.Listed != 5 || l.Special != 1 { // cut.gz, noise, picture.png, mail.pst, sparse.bin
			t.Errorf("%d were listed: %+v", l.Listed, l.NotRead)
		}
	}
}

func TestTheSourceIsReadNoFasterThanAsked(t *testing.T) {
	b := newBrake(t.Context(), 1<<20)
	start := time.Now()
	for range 10 {
		b.wait(32 << 10)
	}
	if took := time.Since(start); took < 280*time.Millisecond {
		t.Errorf("320 kB at 1 MB/s took %s", took)
	}
}

// readings are what a look says of how much it read, with how much it recalled.
type readings struct {
	facts.Coverage
	Unchanged int64
	Partly    int64
}

var (
	recalls = regexp.MustCompile(`(\w+) of them as`)
	parts   = regexp.MustCompile(`of (\w+) only what changed`)
)

func readingsOf(see *collecttest.Seen) readings {
	l := readings{Coverage: facts.DataCoverage.Select(see.Facts())[0]}
	number := func(re *regexp.Regexp) (n int64) {
		if m := re.FindStringSubmatch(see.All()); m != nil && m[1] == "one" {
			return 1
		} else if m != nil {
			n, _ = strconv.ParseInt(m[1], 10, 64)
		}
		return n
	}
	l.Unchanged, l.Partly = number(recalls), number(parts)
	return l
}

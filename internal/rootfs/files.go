package rootfs

import (
	"bytes"
	"context"
	"crypto/md5"  //nolint:gosec // dpkg's records are MD5
	"crypto/sha1" //nolint:gosec // apk's records are SHA-1
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Bounds of what is read of the watched folders.
const (
	watchedFiles = 1_000_000
	watchedBytes = 64 << 30
	watchedSize  = 4 << 30 // of one file, in bytes
	watchedDepth = 64
)

// WatchedFile is one file, link or other thing in a watched folder. A folder is
// only one of them when it could not be read.
type WatchedFile struct {
	Path    string // of the looked-at system, absolute
	Content [32]byte
	Rights  string
	Owned   bool // a package says that it is its own
	Matches bool // and its content is the one that the package delivered
	Unread  bool // it is there and could not be read
	Missing bool // a package says that it is there, and it is not
	Acts    bool // a machine obeys it
}

// Files lists what lies in folders, with its content. A folder that is not
// there has nothing in it.
func (m *Machine) Files(ctx context.Context, folders []facts.WatchedFolder) (facts.WatchedFiles, []WatchedFile) {
	out := facts.WatchedFiles{Folders: slices.Clone(folders)}
	blind := func(err error) (facts.WatchedFiles, []WatchedFile) {
		out.Blind = Blind("the watched folders could not be read", err, "look at their rights: ls -la")
		return out, nil
	}
	if len(folders) == 0 {
		return blind(errors.New("there are none"))
	}
	owned, from, err := m.owned(ctx, folders)
	if err != nil {
		out.Blind = Blind("the package manager's records could not be read", err, "run: dpkg --audit")
		return out, nil
	}
	out.Records = from
	w := &walker{m: m, ctx: ctx, owned: owned, seen: map[string]bool{}, out: &out, left: watchedBytes}
	for i, f := range out.Folders {
		w.seen[f.At] = true
		at, err := m.Resolve(f.At)
		if errors.Is(err, fs.ErrNotExist) {
			out.Folders[i].Absent = true
			continue
		}
		var dir *os.Root
		if err == nil {
			dir, err = m.root.OpenRoot(at)
		}
		if err != nil {
			w.unread(f.At)
			continue
		}
		err = w.walk(dir, f.At, 0)
		dir.Close()
		if err != nil {
			return blind(err)
		}
	}
	for name := range owned {
		if !w.seen[name] {
			w.all = append(w.all, WatchedFile{Path: name, Owned: true, Missing: true})
		}
	}
	slices.SortFunc(w.all, func(a, b WatchedFile) int { return strings.Compare(a.Path, b.Path) })
	return out, w.all
}

type walker struct {
	m     *Machine
	ctx   context.Context
	owned map[string]record
	seen  map[string]bool
	out   *facts.WatchedFiles
	all   []WatchedFile
	left  int64
	buf   []byte
}

func (w *walker) unread(name string) {
	w.out.Unread++
	w.all = append(w.all, WatchedFile{Path: name, Unread: true})
}

// walk looks at everything in one folder. A folder is read from its own handle,
// so that nothing that is put in its place meanwhile leads us elsewhere.
func (w *walker) walk(dir *os.Root, at string, depth int) error {
	f, err := dir.Open(".")
	if err != nil {
		w.unread(at)
		return nil
	}
	defer f.Close()
	for {
		if err := w.ctx.Err(); err != nil {
			return errors.New("we were stopped before the end")
		}
		list, err := f.ReadDir(1024)
		for _, e := range list {
			if err := w.entry(dir, at, e, depth); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF) || err == nil && len(list) == 0:
			return nil
		case err != nil:
			w.unread(at)
			return nil
		}
	}
}

func (w *walker) entry(dir *os.Root, at string, e fs.DirEntry, depth int) error {
	name := path.Join(at, e.Name())
	if e.IsDir() {
		w.seen[name] = true
		sub, err := dir.OpenRoot(e.Name())
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil || depth >= watchedDepth:
			w.unread(name)
		default:
			err = w.walk(sub, name, depth+1)
		}
		if sub != nil {
			sub.Close()
		}
		if err != nil && w.ctx.Err() != nil {
			return errors.New("we were stopped before the end")
		}
		return nil
	}
	if len(w.all) >= watchedFiles {
		return errors.New("there are more than a million files in them: name the folders that matter with watch:")
	}
	if w.out.Files%256 == 0 && w.ctx.Err() != nil {
		return errors.New("we were stopped before the end")
	}
	st, err := dir.Lstat(e.Name())
	if errors.Is(err, fs.ErrNotExist) {
		return nil // gone while we looked
	}
	w.seen[name] = true
	w.out.Files++
	r, owned := w.owned[name]
	file := WatchedFile{Path: name, Owned: owned}
	if owned {
		w.out.Owned++
	}
	if err == nil {
		file.Rights = rights(st)
		err = w.content(dir, e.Name(), st, r, &file)
	}
	if err != nil {
		w.out.Unread++
		file.Unread = true
	}
	w.all = append(w.all, file)
	return nil
}

func (w *walker) content(dir *os.Root, name string, st fs.FileInfo, r record, file *WatchedFile) error {
	switch {
	case st.Mode()&fs.ModeSymlink != 0:
		to, err := dir.Readlink(name)
		file.Content = sha256.Sum256([]byte("link " + to))
		file.Acts = true
		// dpkg records that there is a link, apk also where it leads.
		file.Matches = file.Owned && (r.sum == "" || r.sum == fmt.Sprintf("%x", sha1.Sum([]byte(to)))) //nolint:gosec // see above
		return err
	case !st.Mode().IsRegular():
		file.Content = sha256.Sum256([]byte(st.Mode().Type().String()))
		return nil
	}
	f, err := dir.OpenFile(name, openFlags, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	if now, err := f.Stat(); err != nil || !now.Mode().IsRegular() {
		return errors.Join(err, ErrNotFile)
	}
	most := min(w.left, watchedSize)
	if st.Size() > most {
		return ErrTooLarge
	}
	if w.buf == nil {
		w.buf = make([]byte, 256<<10)
	}
	sum := sha256.New()
	var old hash.Hash
	switch len(r.sum) {
	case 2 * md5.Size:
		old = md5.New() //nolint:gosec // see above
	case 2 * sha1.Size:
		old = sha1.New() //nolint:gosec // see above
	}
	var n int64
	for {
		got, err := f.Read(w.buf)
		if n == 0 {
			file.Acts = acts(file.Path, st.Mode(), w.buf[:min(got, 4096)])
		}
		if n += int64(got); n > most {
			return ErrTooLarge
		}
		sum.Write(w.buf[:got])
		if old != nil {
			old.Write(w.buf[:got])
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if w.ctx.Err() != nil {
			return w.ctx.Err()
		}
	}
	w.left -= n
	w.out.Bytes += n
	sum.Sum(file.Content[:0])
	file.Matches = old != nil && hex.EncodeToString(old.Sum(nil)) == r.sum || r.sum == hex.EncodeToString(file.Content[:])
	return nil
}

// acting are endings of files that a server runs or obeys, or that a visitor's
// browser runs: who changes one of them changes what the website does.
var acting = map[string]bool{".php": true, ".php3": true, ".php4": true, ".php5": true, ".php7": true, ".php8": true, ".phtml": true, ".phar": true, ".pht": true,
	".inc": true, ".module": true, ".js": true, ".mjs": true, ".cjs": true, ".ts": true, ".jsx": true, ".vue": true, ".html": true, ".htm": true, ".xhtml": true, ".shtml": true, ".svg": true,
	".css": true, ".wasm": true, ".cgi": true, ".fcgi": true, ".pl": true, ".pm": true, ".py": true, ".pyc": true, ".rb": true, ".lua": true, ".sh": true, ".bash": true, ".so": true, ".exe": true, ".dll": true,
	".jsp": true, ".jspx": true, ".war": true, ".jar": true, ".class": true, ".asp": true, ".aspx": true, ".ashx": true, ".cfm": true, ".config": true, ".conf": true, ".cnf": true, ".ini": true, ".env": true,
	".htaccess": true, ".htpasswd": true, ".htgroup": true, ".yml": true, ".yaml": true, ".toml": true, ".json": true, ".xml": true, ".twig": true, ".tpl": true, ".sql": true, ".service": true, ".timer": true}

// regenerated are files that the system itself writes again and again.
var regenerated = map[string]bool{"/etc/mtab": true, "/etc/adjtime": true, "/etc/resolv.conf": true, "/etc/ld.so.cache": true, "/etc/.pwd.lock": true}

// acts says whether a machine obeys a file: everything below /etc, what its
// name, its right to be run or its beginning gives away. A picture that hides a
// program is told by what a server would run in it.
func acts(name string, mode fs.FileMode, head []byte) bool {
	base := strings.ToLower(path.Base(name))
	if regenerated[name] {
		return false
	}
	if below(name, "/etc") || mode&0o111 != 0 || mode&(fs.ModeSetuid|fs.ModeSetgid) != 0 {
		return true
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(base, "."), ".") {
		if acting["."+part] { // shell.php.jpg is run by a server that is set carelessly
			return true
		}
	}
	for _, mark := range []string{"#!", "\x7fELF", "MZ"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return true
		}
	}
	return bytes.Contains(bytes.ToLower(head), []byte("<?php")) || bytes.Contains(head, []byte("<?=")) || bytes.Contains(bytes.ToLower(head), []byte("<script"))
}

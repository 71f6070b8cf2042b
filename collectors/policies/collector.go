package policies

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/formats"
	"github.com/weaklink/weaklink/internal/redact"
)

func init() { collectors.Register(New) }

// New makes the collector for one run.
func New(env collectors.Env) collectors.Collector {
	return &collector{env: env, key: redact.Key(env.Key)}
}

type collector struct {
	env collectors.Env
	key redact.Key
}

func (*collector) Name() string      { return "policies.documents" }
func (*collector) Targets() []string { return []string{"policies"} }
func (*collector) Emits() []string {
	return []string{facts.PoliciesFolder.Name, facts.PoliciesRoll.Name}
}

func (*collector) Needs() collectors.Needs {
	return collectors.Needs{
		Touches: "read the documents in it, and the lists of who has confirmed them",
		Never:   "change a document, keep a sentence of one, or keep a name",
		Rights:  "no credentials: the right to read the documents and to list their folder",
	}
}

// Limits on a folder of rules; a firm of a hundred people has some dozens.
const (
	maxDocuments = 300
	maxFolders   = 500
	maxBytes     = 32 << 20 // of one document
)

type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// visit is one look at one folder.
type visit struct {
	c      *collector
	t      collectors.Target
	see    collectors.See
	root   *os.Root
	folder facts.PolicyFolder
	sums   []string // "SHA256  NAME" of each document
	holes  bool     // a document lacks its line in sums
	lists  []string // paths of acknowledged.csv and people.csv
}

// Collect looks at t.Addr, a folder of documents or one document. It emits one
// policies.folder and one policies.roll.
func (c *collector) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	learn()
	v := &visit{c: c, t: t, see: see, folder: facts.PolicyFolder{Target: t.ID, Documents: []facts.PolicyDocument{}}}
	names, err := v.open()
	if err != nil {
		return err
	}
	defer v.root.Close()
	if names == nil {
		names = v.list(ctx)
	}
	for i, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		see.Progress(int64(i), int64(len(names)), "reading the rules")
		v.folder.Documents = append(v.folder.Documents, v.document(ctx, name))
	}
	if !v.holes {
		sum := sha256.Sum256([]byte(strings.Join(v.sums, "")))
		v.folder.Digest = hex.EncodeToString(sum[:])
	}
	it, err := facts.PoliciesFolder.Item("firm", evidence.Documented, v.folder)
	if err == nil {
		err = see.Fact(it)
	}
	if err != nil {
		return err
	}
	if it, err = facts.PoliciesRoll.Item("firm", evidence.Documented, v.roll()); err == nil {
		err = see.Fact(it)
	}
	return err
}

// open opens the folder; names is set when the target is a single document.
func (v *visit) open() (names []string, err error) {
	at := v.t.Addr
	st, err := os.Stat(at)
	if err == nil && !st.IsDir() {
		if !st.Mode().IsRegular() {
			return nil, hinted{fmt.Errorf("open %s: it is neither a document nor a folder", v.t.ID), "name the folder in which the rules lie"}
		}
		// A link that the firm names itself is followed; links found later are not.
		if at, err = filepath.EvalSymlinks(at); err == nil {
			names = []string{filepath.Base(at)}
			at = filepath.Dir(at)
		}
	}
	if err == nil {
		v.root, err = os.OpenRoot(at)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, hinted{fmt.Errorf("open %s: there is no such folder", v.t.ID), "check the path; relative paths start where weaklink was started"}
	case errors.Is(err, fs.ErrPermission):
		return nil, hinted{fmt.Errorf("open %s: this account may not read it", v.t.ID), "run weaklink as an account that may read it"}
	case err != nil:
		return nil, hinted{fmt.Errorf("open %s: the folder cannot be opened", v.t.ID), "check that the disk or share is there"}
	}
	return names, nil
}

// readable are the kinds of documents that are read; blind those that people
// keep rules in too, and which cannot be.
var (
	readable = []string{".docx", ".odt", ".pdf", ".md", ".markdown", ".txt", ".html", ".htm"}
	blind    = []string{".doc", ".rtf", ".pages", ".ppt", ".pptx", ".odp", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}
)

// list is every document in the folder, in order of name.
func (v *visit) list(ctx context.Context) []string {
	var out []string
	folders := 0
	partial := func(why, next string) {
		v.folder.Partial = why
		v.see.Unseen("firm", why, next)
	}
	err := fs.WalkDir(v.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if e := ctx.Err(); e != nil {
			return e
		}
		if err != nil {
			partial("a folder of the rules could not be listed", "run weaklink as an account that may read "+v.t.ID)
			return nil
		}
		base := path.Base(p)
		if strings.HasPrefix(base, ".") && p != "." || strings.HasPrefix(base, "~$") || v.ignored(p) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			if folders++; folders > maxFolders {
				partial(fmt.Sprintf("only the first %d folders were looked at", maxFolders), "name the folder in which the rules lie")
				return fs.SkipAll
			}
			return nil
		}
		ext := strings.ToLower(path.Ext(p))
		switch {
		case strings.ToLower(base) == "acknowledged.csv" || strings.ToLower(base) == "people.csv":
			v.lists = append(v.lists, p)
		case slices.Contains(readable, ext) || slices.Contains(blind, ext):
			if len(out) == maxDocuments {
				partial(fmt.Sprintf("only the first %d documents were read", maxDocuments), "name the folder in which the rules lie")
				return fs.SkipAll
			}
			out = append(out, p)
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		partial("a folder of the rules could not be listed", "check that the disk or share is there")
	}
	slices.Sort(out)
	return out
}

func (v *visit) ignored(p string) bool {
	return slices.ContainsFunc(v.c.env.Ignore, func(glob string) bool {
		ok, _ := path.Match(strings.TrimPrefix(strings.TrimPrefix(glob, "./"), "**/"), p)
		base, _ := path.Match(strings.TrimPrefix(glob, "**/"), path.Base(p))
		return ok || base
	})
}

// document reads one document. Whatever goes wrong with it is said in it.
func (v *visit) document(ctx context.Context, name string) facts.PolicyDocument {
	shown := v.c.key.Name(strings.ToValidUTF8(name, "?"), classify.DocumentNameSpans)
	d := facts.PolicyDocument{Name: shown, Format: strings.TrimPrefix(strings.ToLower(path.Ext(name)), ".")}
	sum := ""
	prose, err := func() (formats.Prose, error) {
		f, err := v.root.Open(filepath.FromSlash(name))
		if err != nil {
			return formats.Prose{}, err
		}
		defer f.Close()
		st, err := f.Stat()
		if err != nil {
			return formats.Prose{}, err
		}
		if !st.Mode().IsRegular() {
			return formats.Prose{}, &formats.NotRead{Why: "it is no plain file", Next: "put the document itself there"}
		}
		h := sha256.New()
		if _, err := io.Copy(h, io.LimitReader(stoppable{ctx, f}, st.Size())); err != nil {
			return formats.Prose{}, err
		}
		sum = hex.EncodeToString(h.Sum(nil))
		if slices.Contains(blind, strings.ToLower(path.Ext(name))) {
			return formats.Prose{}, &formats.NotRead{Why: "documents of this kind are not opened", Next: "save it as docx or pdf with text, and scan again"}
		}
		if st.Size() > maxBytes {
			return formats.Prose{}, &formats.NotRead{Why: fmt.Sprintf("it is larger than %d MB", maxBytes>>20), Next: "save it without its pictures, and scan again"}
		}
		return formats.ReadProse(ctx, formats.Source{R: f, Size: st.Size()}, name)
	}()
	if sum == "" {
		v.holes = true
	} else {
		v.sums = append(v.sums, sum+"  "+name+"\n")
	}
	var not *formats.NotRead
	switch {
	case err == nil:
		d = understand(prose)
		d.Name = shown
		if len(d.Languages) == 0 && d.Words >= 12 {
			d.Unread, d.Next = "it is in a language that we do not read", "read it by hand; English, German, French, Dutch and Spanish are read"
		}
	case errors.As(err, &not):
		d.Unread, d.Next = not.Why, not.Next
	case errors.Is(err, fs.ErrPermission):
		d.Unread, d.Next = "this account may not read it", "run weaklink as an account that may read it"
	case ctx.Err() != nil:
		d.Unread, d.Next = "we were stopped before it was read", "scan again and give it more time"
	default:
		d.Unread, d.Next = "it could not be opened", "check that the document is there and no link to elsewhere"
	}
	d.SHA256 = sum
	subject := "policy:" + v.t.ID + "#" + shown
	if d.Unread != "" {
		v.see.Unseen(subject, d.Unread, d.Next)
	} else if d.Partial != "" {
		v.see.Unseen(subject, d.Partial, "read the rest by hand")
	}
	return d
}

// stoppable reads until the context ends: the digest is taken of a file of any size.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

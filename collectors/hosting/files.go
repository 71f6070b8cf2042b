package hosting

import (
	"context"
	"encoding/hex"
	"io"
	"path"
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/rootfs"
)

// files looks at the folders that are watched for changes, and leaves the list
// of what lies in them as a blob. What became of them since an earlier run is
// worked out by the engine.
func (c *collector) files(ctx context.Context, m *rootfs.Machine, named []string, v *visit) {
	folders, unsure := m.Watch(named)
	found, all := m.Files(ctx, folders)
	if ctx.Err() != nil {
		return
	}
	found.Unsure = unsure
	shown := c.shown()
	for i := range found.Folders {
		found.Folders[i].At = shown(found.Folders[i].At)
	}
	blob := ""
	if found.Why == "" && c.put != nil {
		var err error
		if blob, err = c.put(func(w io.Writer) error { return evidence.WriteManifest(w, c.entries(all, shown)) }); err != nil {
			found.Blind = facts.Blind{Why: "the list of the watched files could not be kept", Next: "make room on this machine's disk, then scan again"}
		}
	}
	it, err := facts.HostingFiles.Item(v.subject, evidence.Enumerated, found)
	if err == nil {
		if blob != "" {
			it = it.WithBlob(blob)
		}
		err = v.see.Fact(it)
	}
	if err != nil && v.failed == nil {
		v.failed = err
	}
	if found.Why != "" {
		v.see.Unseen(v.subject, found.Why, found.Next)
	}
}

// entries are files as they may be kept: masked and keyed.
func (c *collector) entries(all []rootfs.WatchedFile, shown func(string) string) []evidence.FileEntry {
	out := make([]evidence.FileEntry, 0, len(all))
	p := c.key.Printer()
	for _, f := range all {
		e := evidence.FileEntry{Name: shown(f.Path), Path: p.Print("path", f.Path), Acts: f.Acts, State: evidence.FileLoose}
		switch {
		case f.Missing:
			e.State = evidence.FileMissing
		case f.Unread:
			e.State = evidence.FileUnread
		case f.Owned && f.Matches:
			e.State = evidence.FilePackaged
		case f.Owned:
			e.State = evidence.FileDiffers
		}
		if e.State != evidence.FileMissing && e.State != evidence.FileUnread {
			e.Content = p.Print("content", hex.EncodeToString(f.Content[:]))
			e.Rights = p.Print("rights", f.Rights)
		}
		out = append(out, e)
	}
	return out
}

// longestName bounds a masked path in bytes.
const longestName = 1024

// shown returns a function that masks a path, folder by folder, so that what
// lies below a folder keeps that folder's masked name as its beginning.
func (c *collector) shown() func(string) string {
	known := map[string]string{"/": "/", ".": "."}
	var mask func(string) string
	mask = func(name string) string {
		if s, ok := known[name]; ok {
			return s
		}
		dir, base := path.Split(name)
		dir = strings.TrimSuffix(dir, "/")
		above := ""
		if dir != "" {
			above = mask(dir)
		}
		base = strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f {
				return '?'
			}
			return r
		}, strings.ToValidUTF8(base, "?"))
		s := above + "/" + c.key.Name(base, classify.NameSpans)
		if len(s) > longestName {
			s = strings.ToValidUTF8(s[:longestName-8], "") + string(c.key.Fingerprint("name", name))[:6]
		}
		known[name] = s
		return s
	}
	return mask
}

package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/weaklink/weaklink/collectors"
)

// there says whether a target that lies on this machine is there, is what its
// scheme is made for, and may be read: a slip of the pen is found before
// anything is looked at. What lies on another machine is for its collector.
func there(t collectors.Target) error {
	at := here(t)
	if at == "" {
		return nil
	}
	st, err := os.Stat(at)
	switch {
	case errors.Is(err, fs.ErrNotExist) && t.Scheme != "path" && t.Scheme != "sqlite":
		return usage("check the path; relative paths start where weaklink was started", "%s: there is no file or folder %q", t.Scheme, at)
	case errors.Is(err, fs.ErrNotExist):
		return usage("check the spelling; a website is written with its dot, as in shop.example", "there is no file or folder %q", at)
	case errors.Is(err, fs.ErrPermission):
		return usage("run weaklink as an account that may read it", "look at %q: this account may not reach it", at)
	case err != nil:
		return usage("check that the disk or share is there", "look at %q: %w", at, bare(err))
	}
	k := lies[t.Scheme]
	switch {
	case st.IsDir() && k.file && !k.folder:
		return usage("name the file itself, as in "+k.example, "%s: wants a file, and %q is a folder", t.Scheme, at)
	case !st.IsDir() && k.folder && !k.file:
		return usage("name the folder itself, as in "+k.example, "%s: wants a folder, and %q is a file", t.Scheme, at)
	case !st.IsDir() && !st.Mode().IsRegular() && k.example != "":
		return usage("name a plain one, as in "+k.example, "%q is neither a file nor a folder", at)
	case k.example == "": // of a folder of data, what can be read is read, and the rest is said
		return nil
	}
	if err := readable(at, st.IsDir()); err != nil {
		return usage("run weaklink as an account that may read it", "look at %q: %w", at, bare(err))
	}
	return nil
}

// lies are the schemes whose targets lie on this machine, what they are, and how
// one is written.
var lies = map[string]struct {
	file, folder bool
	example      string
}{
	"path": {file: true, folder: true}, "sqlite": {file: true, folder: true},
	"policies": {true, true, "policies:./our-rules"}, "dump": {true, true, "dump:./backups"},
	"people": {true, false, "people:staff.csv"}, "accounts": {true, false, "accounts:users.csv"},
	"restic": {false, true, "restic:/srv/backup"}, "borg": {false, true, "borg:/srv/backup"}, "host": {false, true, "host:/mnt/disk"},
}

// here is where a target lies on this machine; empty when it lies elsewhere.
func here(t collectors.Target) string {
	switch t.Scheme {
	case "host":
		_, at, _ := strings.Cut(t.Addr, ":")
		return at // empty: this machine itself
	case "restic", "borg":
		// As the tools tell them apart: rest:https://…, sftp:…, ssh://…, user@host:path.
		at := strings.TrimPrefix(strings.TrimPrefix(t.Addr, "local:"), "file://")
		drive := len(at) > 2 && at[1] == ':' && (at[2] == '\\' || at[2] == '/')
		if before, _, remote := strings.Cut(at, ":"); remote && !drive && !strings.Contains(before, "/") {
			return ""
		}
		return at
	}
	if _, ok := lies[t.Scheme]; !ok {
		return ""
	}
	return t.Addr
}

// readable tries to open what is a plain file or a folder.
func readable(at string, folder bool) error {
	f, err := os.Open(at)
	if err != nil {
		return err
	}
	defer f.Close()
	if folder {
		_, err = f.Readdirnames(1)
	} else {
		_, err = f.Read(make([]byte, 1))
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// bare is the cause without the path, which is said already.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

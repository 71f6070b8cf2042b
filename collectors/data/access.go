package data

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// access is who can get at a place, from the modes of the folders above it and
// of the place itself.
type access struct {
	known         bool
	group, others bool
}

// with narrows a by the mode of a folder, or of a file.
func (a access) with(m fs.FileMode, folder bool) access {
	group, others := fs.FileMode(0o040), fs.FileMode(0o004)
	if folder { // the right to pass through it
		group, others = 0o010, 0o001
	}
	// Whoever is in the group of one folder need not be in that of the next; what
	// others may, the group may as well.
	a.group = a.group && m&(group|others) != 0
	a.others = a.others && m&others != 0
	return a
}

func (a access) String() string {
	switch {
	case !a.known:
		return ""
	case a.others:
		return "everyone"
	case a.group:
		return "group"
	}
	return "owner"
}

// accessAbove is who can get at a folder, by all the folders above it. Windows
// keeps no such modes: there it is unknown.
func accessAbove(dir string) access {
	a := access{known: runtime.GOOS != "windows", group: true, others: true}
	abs, err := filepath.Abs(dir)
	if err != nil || !a.known {
		return access{}
	}
	for at := abs; ; at = filepath.Dir(at) {
		st, err := os.Stat(at)
		if err != nil {
			return access{}
		}
		a = a.with(st.Mode(), true)
		if filepath.Dir(at) == at {
			return a
		}
	}
}

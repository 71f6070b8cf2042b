package data

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
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

// gate is a folder or file that a reader has to pass, with the gates above it.
// It says exactly who may, account by account, where access says it in a word.
type gate struct {
	above    *gate
	open     access // of everything down to here
	uid, gid uint32
	mode     fs.FileMode
	folder   bool
	owned    bool // uid and gid are known

	// The list of further rights of a folder is read when somebody asks for it.
	list    func() ([]byte, error)
	load    sync.Once
	acl     acl
	failed  error
	raw     string  // the list as it is kept
	passing *passed // who gets this far; kept for folders
}

// below is the gate of a folder or file under g.
func (g *gate) below(info fs.FileInfo, folder bool, list func() ([]byte, error)) *gate {
	n := &gate{above: g, mode: info.Mode(), folder: folder, list: list, open: g.open.with(info.Mode(), folder)}
	n.uid, n.gid, n.owned = ownerOf(info)
	return n
}

// gateAbove is the gate of a folder, below those of all the folders above it.
// Windows keeps no such modes: there it is unknown.
func gateAbove(dir string) *gate {
	unknown := &gate{}
	abs, err := filepath.Abs(dir)
	if err != nil || runtime.GOOS == "windows" {
		return unknown
	}
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return unknown
	}
	var names []string
	for at := abs; ; at = filepath.Dir(at) {
		names = append(names, at)
		if filepath.Dir(at) == at {
			break
		}
	}
	g := &gate{open: access{known: true, group: true, others: true}, folder: true, owned: true}
	var top *gate
	for i := len(names) - 1; i >= 0; i-- {
		at := names[i]
		st, err := os.Stat(at)
		if err != nil {
			return unknown
		}
		g = g.below(st, true, func() ([]byte, error) { return aclOfPath(at) })
		if top == nil {
			g.above = nil // what stands above the root folder was only the beginning of access
			top = g
		}
	}
	return g
}

// rights reads the further rights of g, once.
func (g *gate) rights() (acl, error) {
	g.load.Do(func() {
		if g.list == nil {
			return
		}
		raw, err := g.list()
		if err == nil {
			g.raw = string(raw)
			g.acl, err = parseACL(raw)
		}
		g.failed = err
	})
	return g.acl, g.failed
}

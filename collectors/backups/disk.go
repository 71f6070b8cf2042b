package backups

import (
	"io/fs"
	"os"

	"github.com/weaklink/weaklink/facts"
)

// where is on which disk a path lies, as far as this machine can tell.
func (e eye) where(at string) facts.Where {
	w := diskOf(at)
	if host, err := os.Hostname(); err == nil {
		w.Machine = e.name(host)
	}
	return w
}

// writers is who may change what lies at a place, by its mode.
func writers(m fs.FileMode) string {
	switch m := m.Perm(); {
	case m&0o002 != 0:
		return "everyone"
	case m&0o020 != 0:
		return "group"
	}
	return "owner"
}

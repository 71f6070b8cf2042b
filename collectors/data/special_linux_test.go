package data

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/weaklink/weaklink/collectors"
)

// What is no file keeps nothing, but a disk does: that it was not opened is said.
func TestADiskInAFolderIsNotPassedOverInSilence(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "list.txt", "anna@a.example\n")
	for name, mode := range map[string]uint32{"pipe": syscall.S_IFIFO, "socket": syscall.S_IFSOCK, "null": syscall.S_IFCHR, "disk": syscall.S_IFBLK} {
		dev := 0
		switch mode {
		case syscall.S_IFCHR:
			dev = 1<<8 | 3
		case syscall.S_IFBLK:
			dev = 7 << 8
		}
		if err := syscall.Mknod(filepath.Join(dir, name), mode|0o644, dev); err != nil {
			t.Skipf("no %s can be made here: %v", name, err)
		}
	}
	see := look(t, dir, func(*collectors.Env) {})
	if l := ledger(t, see); l.Special != 4 || l.Files != 1 {
		t.Errorf("ledger %+v", l)
	}
	if !gapAbout(see, "1 disk is not opened") || len(see.Gaps()) != 1 {
		t.Errorf("gaps %+v", see.Gaps())
	}
}

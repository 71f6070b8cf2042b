package data

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
)

// TestForbiddenPlacesAreGapsForRootToo looks with the rights of nobody,
// on one thread that dies with the test's goroutine.
func TestForbiddenPlacesAreGapsForRootToo(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("the test beside this one does it")
	}
	dir := t.TempDir()
	write(t, dir, "locked/list.txt", "anna@a.example\n")
	write(t, dir, "forbidden.txt", "eva@a.example\n")
	for at := dir; at != filepath.Clean(os.TempDir()) && at != "/"; at = filepath.Dir(at) {
		if st, err := os.Stat(at); err == nil && st.Mode().Perm()&0o005 != 0o005 && strings.HasPrefix(at, os.TempDir()) {
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	see := &collecttest.Seen{}
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		const nobody = 65534
		if _, _, e := syscall.RawSyscall(syscall.SYS_SETFSUID, nobody, 0, 0); e != 0 {
			done <- e
			return
		}
		c := New(collectors.Env{}).(*collector)
		p, err := openPlace(target(dir))
		if err != nil {
			done <- err
			return
		}
		defer p.root.Close()
		v := &visit{c: c, t: target(dir), see: see, place: p}
		if err = v.list(t.Context()); err == nil {
			for _, f := range v.files {
				err = v.one(t.Context(), f)
			}
			v.finish(t.Context())
		}
		done <- err
	}()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if !gapAbout(see, "locked the folder could not be listed: this account may not read it") || !gapAbout(see, "forbidden.txt this account may not read it") {
		t.Errorf("gaps: %+v", see.Gaps())
	}
	if l := ledger(t, see); l.Unreadable != 1 || l.Listed != 1 || l.Partial == "" {
		t.Errorf("ledger %+v", l)
	}
}

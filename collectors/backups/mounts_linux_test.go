package backups

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// A folder that is bound to a second place lies at both, and at no other.
func TestAFolderThatIsMountedTwiceLiesAtBoth(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	volume, app := filepath.Join(dir, "volumes/crm/_data"), filepath.Join(dir, "srv/my app")
	for _, d := range []string{filepath.Join(volume, "in"), app} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if also, _ := mountedAt(filepath.Join(app, "none")); also != nil {
		t.Errorf("what is not there lies at %v", also)
	}
	if also, _ := mountedAt(volume); slices.Contains(also, app) {
		t.Errorf("not mounted, and lies at %v", also)
	}
	if err := syscall.Mount(volume, app, "", syscall.MS_BIND, ""); err != nil {
		t.Skip("missing: the right to mount: " + err.Error())
	}
	defer syscall.Unmount(app, syscall.MNT_DETACH) //nolint:errcheck // the folder goes with the test
	if also, _ := mountedAt(filepath.Join(app, "in")); !slices.Contains(also, filepath.Join(volume, "in")) {
		t.Errorf("seen from the second place: %v", also)
	}
	if also, _ := mountedAt(volume); !slices.Contains(also, app) {
		t.Errorf("seen from the first place: %v", also)
	}
}

func TestInside(t *testing.T) {
	for _, c := range []struct {
		at, folder, rest string
		ok               bool
	}{{"/a/b", "/a", "b", true}, {"/a", "/a", "", true}, {"/ab", "/a", "", false}, {"/x", "/", "x", true}, {"/x", "", "", false}} {
		if rest, ok := inside(c.at, c.folder); ok != c.ok || ok && rest != c.rest {
			t.Errorf("%+v: %q %v", c, rest, ok)
		}
	}
	if got := unescape(`/srv/my\040app\134x`); got != `/srv/my app\x` {
		t.Error(got)
	}
}

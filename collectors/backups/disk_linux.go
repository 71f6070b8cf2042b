package backups

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/weaklink/weaklink/facts"
)

// shares are the file systems that lie on another machine.
var shares = []string{"nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "glusterfs", "afs", "davfs", "9p", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs2", "fuse.glusterfs"}

func diskOf(at string) facts.Where {
	st, err := os.Stat(at)
	if err != nil {
		return facts.Where{Kind: "unknown"}
	}
	sys, ok := st.Sys().(*syscall.Stat_t)
	if !ok {
		return facts.Where{Kind: "unknown"}
	}
	w := facts.Where{Kind: "local", Owner: strconv.FormatUint(uint64(sys.Uid), 10)}
	major, minor := unix.Major(sys.Dev), unix.Minor(sys.Dev)
	w.Device = fmt.Sprintf("%d:%d", major, minor)
	m, ok := mountOf(w.Device)
	switch {
	case ok && slices.Contains(shares, m.kind):
		w.Kind = "share"
		return w
	case major == 0 && ok && strings.HasPrefix(m.source, "/dev/"):
		// btrfs and the like number their file systems themselves.
		if st, err := os.Stat(m.source); err == nil {
			if sys, ok := st.Sys().(*syscall.Stat_t); ok {
				major, minor = unix.Major(sys.Rdev), unix.Minor(sys.Rdev)
			}
		}
	}
	w.Disk = diskBelow(fmt.Sprintf("%d:%d", major, minor), 4)
	return w
}

type mount struct{ kind, source string }

// mountOf finds a file system by its number (proc_pid_mountinfo(5)).
func mountOf(device string) (mount, bool) {
	raw, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return mount{}, false
	}
	for line := range strings.Lines(string(raw)) {
		left, right, ok := strings.Cut(line, " - ")
		f, g := strings.Fields(left), strings.Fields(right)
		if ok && len(f) >= 6 && len(g) >= 3 && f[2] == device {
			return mount{kind: g[0], source: g[1]}, true
		}
	}
	return mount{}, false
}

// diskBelow is the disk that a block device lies on: of a partition its disk,
// of an encrypted or logical volume the disks below it.
func diskBelow(device string, depth int) string {
	at, err := filepath.EvalSymlinks("/sys/dev/block/" + device)
	if err != nil || depth == 0 {
		return ""
	}
	if below, err := os.ReadDir(filepath.Join(at, "slaves")); err == nil && len(below) > 0 {
		var all []string
		for _, b := range below {
			raw, err := os.ReadFile(filepath.Join(at, "slaves", b.Name(), "dev"))
			if err != nil {
				return ""
			}
			all = append(all, diskBelow(strings.TrimSpace(string(raw)), depth-1))
		}
		slices.Sort(all)
		return strings.Join(slices.Compact(all), "+")
	}
	_, name, ok := strings.Cut(at, "/block/")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, "/")
	return name
}

// locked is what keeps even the owner from changing what lies at a place.
func locked(at string) string {
	var st unix.Statfs_t
	if err := unix.Statfs(at, &st); err == nil && st.Flags&unix.ST_RDONLY != 0 {
		return "read-only"
	}
	var x unix.Statx_t
	if err := unix.Statx(unix.AT_FDCWD, at, 0, unix.STATX_BASIC_STATS, &x); err != nil {
		return ""
	}
	switch {
	case x.Attributes&unix.STATX_ATTR_IMMUTABLE != 0:
		return "immutable"
	case x.Attributes&unix.STATX_ATTR_APPEND != 0:
		return "append-only"
	}
	return ""
}

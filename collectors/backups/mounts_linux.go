package backups

import (
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// mountedAt are the other paths at which the same thing as at lies, because its
// file system, or a part of it, is mounted there too (a folder bound to a second
// place, the volume of a container); and its path on its own file system, empty
// when that is at itself or nothing tells.
func mountedAt(at string) (also []string, within string) {
	raw, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return nil, ""
	}
	type part struct{ device, root, point string }
	var all []part
	best := part{}
	for line := range strings.Lines(string(raw)) {
		f := strings.Fields(line)
		if len(f) < 6 {
			continue
		}
		p := part{f[2], unescape(f[3]), unescape(f[4])}
		all = append(all, p)
		if _, ok := inside(at, p.point); ok && len(p.point) >= len(best.point) { // the last of two hides the first
			best = p
		}
	}
	rest, ok := inside(at, best.point)
	if !ok || !strings.HasPrefix(best.root, "/") {
		return nil, ""
	}
	own := path.Join(best.root, rest)
	here, err := os.Stat(at)
	if err != nil {
		return nil, ""
	}
	if own != at {
		within = own
	}
	for _, p := range all {
		rest, ok := inside(own, p.root)
		other := path.Join(p.point, rest)
		if p.device != best.device || !ok || other == at || slices.Contains(also, other) {
			continue
		}
		if there, err := os.Stat(other); err == nil && os.SameFile(here, there) {
			also = append(also, other)
		}
	}
	slices.Sort(also)
	return also, within
}

// inside is what is left of a path below a folder.
func inside(at, folder string) (rest string, ok bool) {
	if folder == "/" {
		return strings.TrimPrefix(at, "/"), strings.HasPrefix(at, "/")
	}
	rest, ok = strings.CutPrefix(at, folder)
	return strings.TrimPrefix(rest, "/"), ok && folder != "" && (rest == "" || rest[0] == '/')
}

// unescape reads the octal numbers for spaces and the like (proc_pid_mountinfo(5)).
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(n))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

package rootfs

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// record is what a package manager knows of one file.
type record struct {
	sum string // hex MD5 (dpkg), SHA-1 (apk) or SHA-256 (rpm); empty: it is a package's, without a checksum
}

// owned are the package manager's records of what lies in folders, by the path
// that the folders give it, and whose records they are. A system without a
// package manager that we know has none.
func (m *Machine) owned(ctx context.Context, folders []facts.WatchedFolder) (map[string]record, string, error) {
	out := map[string]record{}
	at := m.placer(folders)
	err := m.ownedByDpkg(ctx, at, out)
	if err == nil {
		return out, "dpkg", nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, "", err
	}
	all, err := m.apkInstalled(func(name, sum string) {
		if name := at(name); name != "" {
			out[name] = record{sum}
		}
	})
	switch {
	case err == nil && len(all) > 0:
		return out, "apk", nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, "", err
	}
	_, err = m.rpmInstalled(ctx, func(name, sum string) {
		if name := at(name); name != "" {
			out[name] = record{sum}
		}
	})
	switch {
	case err == nil:
		return out, "rpm", nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, errOlderFormat):
		return map[string]record{}, "", nil
	}
	return nil, "", err
}

// placer turns a path of a record into the one that the walk through folders
// gives the same file; "" when it lies in none. Records of systems with merged
// folders say /bin/sh for what lies at /usr/bin/sh.
func (m *Machine) placer(folders []facts.WatchedFolder) func(string) string {
	real := make([]string, len(folders))
	for i, f := range folders {
		real[i] = f.At
		if at, err := m.Resolve(f.At); err == nil {
			real[i] = "/" + strings.TrimPrefix(at, ".")
		}
	}
	tops := map[string]string{}
	return func(name string) string {
		name = strings.Trim(name, "/")
		top, rest, _ := strings.Cut(name, "/")
		to, ok := tops[top]
		if !ok {
			to = top
			if at, err := m.Resolve(top); err == nil && at != "." {
				to = at
			}
			tops[top] = to
		}
		name = path.Join("/", to, rest)
		for i, f := range folders {
			if below(name, real[i]) {
				return path.Join(f.At, strings.TrimPrefix(name, real[i]))
			}
		}
		return ""
	}
}

func (m *Machine) ownedByDpkg(ctx context.Context, at func(string) string, out map[string]record) error {
	if _, err := m.Packages(); err != nil {
		return err // it is not there, or no list of packages
	}
	status, err := m.Read("var/lib/dpkg/status", statusSize)
	if err != nil {
		return err
	}
	all, err := m.List("var/lib/dpkg/info")
	if err != nil {
		return fmt.Errorf("list var/lib/dpkg/info: %s", Reason(err)) // dpkg is here: no other manager's records will do
	}
	diverted, err := m.diversions()
	if err != nil {
		return err
	}
	keep := func(name, pkg, sum string) {
		name = strings.TrimPrefix(name, "/")
		if d, ok := diverted[name]; ok && d.by != pkg {
			name = d.to
		}
		if name = at(name); name != "" && (sum != "" || out[name].sum == "") {
			out[name] = record{sum}
		}
	}
	for _, e := range all {
		if ctx.Err() != nil {
			return errors.New("we were stopped before the end")
		}
		pkg, kind, _ := cutLast(e.Name(), ".")
		name, _, _ := strings.Cut(pkg, ":")
		if kind != "md5sums" && kind != "list" {
			continue
		}
		f, err := m.Open("var/lib/dpkg/info/" + e.Name())
		if err != nil {
			return fmt.Errorf("open a record of a package: %s", Reason(err))
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<20)
		for sc.Scan() {
			if kind == "list" {
				keep(sc.Text(), name, "")
			} else if sum, file, ok := strings.Cut(sc.Text(), "  "); ok && len(sum) == 32 {
				keep(file, name, sum)
			} else {
				err = errors.New("a record of checksums is garbled")
			}
		}
		f.Close()
		if err = errors.Join(err, sc.Err()); err != nil {
			return err
		}
	}
	for name, sum := range conffiles(status) {
		keep(name, "", sum)
	}
	// ucf looks after settings that packages make themselves; each line is a
	// checksum of what the package would put there.
	raw, err := m.Read("var/lib/ucf/hashfile", 0)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read var/lib/ucf/hashfile: %s", Reason(err))
	}
	for line := range strings.Lines(string(raw)) {
		if f := strings.Fields(line); len(f) == 2 && len(f[0]) == 32 {
			keep(f[1], "", f[0])
		}
	}
	return nil
}

// conffiles are the settings of packages in dpkg's list, with the checksum of
// what the package delivered: lines " PATH MD5 [obsolete]" below "Conffiles:".
func conffiles(status []byte) map[string]string {
	out := map[string]string{}
	in := false
	sc := bufio.NewScanner(bytes.NewReader(status))
	sc.Buffer(make([]byte, 64<<10), 4<<20)
	for sc.Scan() {
		line := sc.Text()
		if !strings.HasPrefix(line, " ") {
			in = strings.HasPrefix(line, "Conffiles:")
			continue
		}
		if f := strings.Fields(line); in && len(f) >= 2 && len(f[1]) == 32 {
			out[f[0]] = f[1]
		}
	}
	return out
}

package rootfs

import (
	"bufio"
	"context"
	"crypto/md5" //nolint:gosec // dpkg's records are MD5: it is what there is to compare with
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// programFolders hold what an intruder replaces to stay: programs, and the
// modules that check passwords.
var programFolders = []string{"usr/bin", "usr/sbin", "bin", "sbin"}

// listedPrograms bounds a list in a fact.
const listedPrograms = 50

// programBytes bounds what is read of a machine's programs.
const programBytes = 4 << 30

// Programs compares the machine's programs with dpkg's records.
func (m *Machine) Programs(ctx context.Context) facts.Programs {
	out := facts.Programs{Folders: []string{}}
	out.Watched = m.watcher()
	blind := func(err error) facts.Programs {
		return facts.Programs{Folders: []string{}, Watched: out.Watched, Blind: Blind("the programs could not be compared with their packages' records", err, "run: dpkg -V")}
	}
	sums, owned, err := m.records(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		b := blind(err)
		b.Why, b.Next = "this version compares with the records of dpkg only, and this system has none", "ask its package manager, for example: rpm -Va"
		return b
	}
	if err != nil {
		return blind(err)
	}
	names := make([]string, 0, len(sums))
	for name := range sums {
		names = append(names, name)
	}
	slices.Sort(names)
	all := sha256.New()
	var left int64 = programBytes
	for _, name := range names {
		if ctx.Err() != nil {
			return blind(errors.New("we were stopped before the end"))
		}
		got, n, err := m.md5(name, left)
		left -= n
		switch {
		case errors.Is(err, fs.ErrNotExist):
			out.Gone++
			continue
		case err != nil:
			out.Unread++
			continue
		}
		out.Checked++
		fmt.Fprintln(all, name, got)
		if got != sums[name] && len(out.Changed) < listedPrograms {
			out.Changed = append(out.Changed, "/"+name)
		}
	}
	if out.Checked == 0 {
		return blind(errors.New("no program of a package could be read"))
	}
	out.Baseline = hex.EncodeToString(all.Sum(nil))
	for _, dir := range programFolders {
		if at, err := m.Resolve(dir); err != nil || at != dir {
			continue // a link to another of them
		}
		files, err := m.List(dir)
		if err != nil {
			return blind(err)
		}
		out.Folders = append(out.Folders, "/"+dir)
		for _, e := range files {
			name := path.Join(dir, e.Name())
			if !e.Type().IsRegular() || owned[name] {
				continue
			}
			if len(out.Unowned) < listedPrograms {
				out.Unowned = append(out.Unowned, "/"+name)
			}
			if st, err := e.Info(); err == nil && st.Mode()&fs.ModeSetuid != 0 && len(out.Setuid) < listedPrograms {
				out.Setuid = append(out.Setuid, "/"+name)
			}
		}
	}
	return out
}

func (m *Machine) md5(name string, most int64) (string, int64, error) {
	f, err := m.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := md5.New() //nolint:gosec // see above
	n, err := io.Copy(h, io.LimitReader(f, most+1))
	if err == nil && n > most {
		err = ErrTooLarge
	}
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// records are dpkg's checksums of programs, and every path in their folders
// that some package brought. Paths are where the files lie: through merged
// folders and diversions.
func (m *Machine) records(ctx context.Context) (sums map[string]string, owned map[string]bool, err error) {
	installed, err := m.Packages()
	if err != nil {
		return nil, nil, err
	}
	all, err := m.List("var/lib/dpkg/info")
	if err != nil {
		return nil, nil, err
	}
	diverted, err := m.diversions()
	if err != nil {
		return nil, nil, err
	}
	known := map[string]bool{}
	for _, p := range installed {
		known[p.Name] = p.Installed || known[p.Name]
	}
	folders := map[string]string{} // as recorded -> where it lies
	where := func(name, pkg string) string {
		name = strings.TrimPrefix(name, "/")
		if d, ok := diverted[name]; ok && d.by != pkg {
			name = d.to
		}
		dir, base := path.Split(name)
		dir = strings.TrimSuffix(dir, "/")
		if _, ok := folders[dir]; !ok {
			at := ""
			if slices.Contains(programFolders, dir) || strings.HasPrefix(dir, "usr/lib/") && strings.HasSuffix(dir, "/security") || strings.HasPrefix(dir, "lib/") && strings.HasSuffix(dir, "/security") {
				if at, err = m.Resolve(dir); err != nil {
					at = dir
				}
			}
			folders[dir] = at
		}
		if folders[dir] == "" {
			return ""
		}
		return folders[dir] + "/" + base
	}
	sums, owned = map[string]string{}, map[string]bool{}
	for _, e := range all {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		pkg, kind, _ := cutLast(e.Name(), ".")
		name, _, _ := strings.Cut(pkg, ":")
		if kind != "md5sums" && kind != "list" || !known[name] {
			continue
		}
		f, err := m.Open("var/lib/dpkg/info/" + e.Name())
		if err != nil {
			return nil, nil, err
		}
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			line := sc.Text()
			if kind == "list" {
				if at := where(line, name); at != "" {
					owned[at] = true
				}
				continue
			}
			sum, file, ok := strings.Cut(line, "  ")
			if !ok || len(sum) != 32 {
				f.Close()
				return nil, nil, errors.New("a record of checksums is garbled")
			}
			if at := where(file, name); at != "" {
				sums[at], owned[at] = sum, true
			}
		}
		f.Close()
		if err := sc.Err(); err != nil {
			return nil, nil, err
		}
	}
	return sums, owned, nil
}

type diversion struct{ to, by string }

// diversions are files that dpkg keeps under another name: three lines each.
func (m *Machine) diversions() (map[string]diversion, error) {
	raw, err := m.Read("var/lib/dpkg/diversions", 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := map[string]diversion{}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	for i := 0; i+2 < len(lines); i += 3 {
		out[strings.TrimPrefix(lines[i], "/")] = diversion{strings.TrimPrefix(lines[i+1], "/"), lines[i+2]}
	}
	return out, nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// watcher is a program that notices changed files, is started and has a
// baseline of its own. One that is merely installed does not count. "unknown"
// when a place that would tell may not be read.
func (m *Machine) watcher() string {
	denied := false
	has := func(name string) bool {
		ok, err := m.Has(name)
		denied = denied || err != nil
		return ok && err == nil
	}
	switch {
	case (has("var/lib/aide/aide.db") || has("var/lib/aide/aide.db.gz")) && (m.Enabled("dailyaidecheck") || m.Enabled("aidecheck") || has("etc/cron.daily/aide") || has("etc/cron.daily/dailyaidecheck")):
		return "AIDE"
	case has("var/ossec/etc/ossec.conf") && m.Enabled("wazuh-agent"):
		return "Wazuh"
	case has("var/lib/samhain/samhain_file") && m.Enabled("samhain"):
		return "Samhain"
	case has("etc/cron.daily/tripwire") && has("etc/tripwire/tw.pol"):
		return "Tripwire"
	case has("etc/cron.daily/debsums"):
		if raw, err := m.Read("etc/default/debsums", 0); err == nil && shell(raw)["CRON_CHECK"] == "daily" {
			return "debsums"
		}
	}
	if denied {
		return "unknown"
	}
	return "none"
}

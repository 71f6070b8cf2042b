package rootfs

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pierrec/lz4/v4"

	"github.com/weaklink/weaklink/facts"
)

// Updates says which installed packages have a security update waiting, from
// dpkg's and apt's own files, without asking the network.
func (m *Machine) Updates(ctx context.Context) facts.Updates {
	u := facts.Updates{}
	u.Auto, u.AutoHow, u.AutoNext = m.automatic()
	installed, err := m.Packages()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		m.otherUpdates(ctx, &u)
		slices.SortFunc(u.Some, byPackage)
		u.Some = u.Some[:min(len(u.Some), shownUpdates)]
		return u
	case err != nil:
		u.Blind = Blind("the list of installed packages could not be read", err, "run: dpkg --audit")
		return u
	}
	byName := map[string][]Package{}
	for _, p := range installed {
		if p.Installed {
			u.Packages++
			byName[p.Name] = append(byName[p.Name], p)
		}
	}
	if ok, err := m.Has("run/reboot-required"); err == nil && ok && m.Live {
		u.Restart = true
	}
	newest, date, err := m.securityLists(ctx, byName)
	if err != nil {
		u.Blind = Blind("the lists of security updates could not be read", err, "run: apt update, then scan again")
		return u
	}
	u.Lists = date
	for _, all := range byName {
		for _, p := range all {
			if to := newest[key{p.Name, p.Arch}]; to != "" && CompareVersions(p.Version, to) < 0 {
				u.Pending++
				u.Some = append(u.Some, facts.Pending{Package: p.Name, Installed: p.Version, Available: to})
			}
		}
	}
	slices.SortFunc(u.Some, byPackage)
	u.Some = u.Some[:min(len(u.Some), shownUpdates)]
	return u
}

// shownUpdates bounds a list in a fact.
const shownUpdates = 20

func byPackage(a, b facts.Pending) int {
	return strings.Compare(a.Package+" "+a.Installed, b.Package+" "+b.Installed)
}

// otherUpdates is for systems without dpkg.
func (m *Machine) otherUpdates(ctx context.Context, u *facts.Updates) {
	u.Manager = "apk"
	alpine, err := m.apkInstalled(nil)
	switch {
	case err == nil:
		u.Packages = len(alpine)
		m.apkUpdates(ctx, u, alpine)
		return
	case !errors.Is(err, fs.ErrNotExist):
		u.Blind = Blind("the list of installed packages could not be read", err, "run: apk info -v")
		return
	}
	u.Manager = "rpm"
	rpms, err := m.rpmInstalled(ctx, nil)
	switch {
	case err == nil:
		u.Packages = len(rpms)
		m.rpmUpdates(ctx, u, rpms)
	case !errors.Is(err, fs.ErrNotExist):
		u.Blind = Blind("the list of installed packages could not be read", err, rpmAsk)
	default:
		u.Manager = ""
		u.Blind = facts.Blind{Why: "this version reads the package records of dpkg, apk and rpm only, and this system has none",
			Next: "ask its package manager, for example: pacman -Qu, emerge -puDN @world, nix-channel --update"}
	}
}

type key struct{ name, arch string }

const aptLists = "var/lib/apt/lists"

// listSize bounds a package list, unpacked, in bytes. Debian's whole main is 50 MB.
const listSize = 512 << 20

// securityLists are the newest versions that the security lists on disk offer
// of the packages in want, and the day on which the oldest of them was made.
func (m *Machine) securityLists(ctx context.Context, want map[string][]Package) (map[key]string, string, error) {
	all, err := m.List(aptLists)
	if err != nil {
		return nil, "", err
	}
	newest := map[key]string{}
	var oldest time.Time
	lists := 0
	for _, e := range all {
		name := e.Name()
		if !strings.Contains(name, "security") {
			continue
		}
		switch {
		case strings.HasSuffix(name, "_InRelease") || strings.HasSuffix(name, "_Release"):
			made, err := m.releaseDate(path.Join(aptLists, name))
			if err != nil {
				return nil, "", err
			}
			if oldest.IsZero() || made.Before(oldest) {
				oldest = made
			}
		case strings.Contains(name, "_Packages"):
			if err := m.packageList(ctx, path.Join(aptLists, name), want, newest); err != nil {
				return nil, "", fmt.Errorf("%s: %w", name, err)
			}
			lists++
		}
	}
	switch {
	case lists == 0:
		return nil, "", errors.New("there is no list of a security archive")
	case oldest.IsZero():
		return nil, "", errors.New("nothing says when the lists were made")
	}
	return newest, oldest.Format(time.DateOnly), nil
}

// releaseDate is the Date of a release file. It travels with the file, unlike
// the time of the file, which a copy loses.
func (m *Machine) releaseDate(name string) (time.Time, error) {
	raw, err := m.Read(name, 16<<20)
	if err != nil {
		return time.Time{}, err
	}
	for line := range strings.Lines(string(raw)) {
		if v, ok := strings.CutPrefix(line, "Date:"); ok {
			v = strings.TrimSpace(v)
			for _, layout := range []string{time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 -0700"} {
				if t, err := time.Parse(layout, v); err == nil {
					return t.UTC(), nil
				}
			}
			return time.Time{}, errors.New("a release file has a date that is none")
		}
	}
	return time.Time{}, errors.New("a release file has no date")
}

func (m *Machine) packageList(ctx context.Context, name string, want map[string][]Package, newest map[key]string) error {
	f, err := m.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	var r io.Reader = bufio.NewReaderSize(f, 64<<10)
	switch path.Ext(name) {
	case ".lz4":
		r = lz4.NewReader(r)
	case ".gz":
		if r, err = gzip.NewReader(r); err != nil {
			return err
		}
	case ".xz", ".bz2", ".zst", ".lzma":
		return fmt.Errorf("it is packed as %s, which this version cannot read", path.Ext(name))
	}
	counted := &io.LimitedReader{R: r, N: listSize}
	n := 0
	err = paragraphs(counted, func(f map[string]string) error {
		if n++; n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		p := packageOf(f)
		if p.Name == "" || p.Version == "" {
			return errors.New("a paragraph names no package or no version")
		}
		for _, have := range want[p.Name] {
			if have.Arch != p.Arch && have.Arch != "all" && p.Arch != "all" {
				continue
			}
			k := key{have.Name, have.Arch}
			if newest[k] == "" || CompareVersions(newest[k], p.Version) < 0 {
				newest[k] = p.Version
			}
		}
		return nil
	})
	if err == nil && counted.N == 0 {
		err = ErrTooLarge
	}
	if err == nil && n == 0 {
		// An empty security list is what a fresh release has; a cut one is not empty.
		return nil
	}
	return err
}

package rootfs

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha1" //nolint:gosec // apk names its copies of indexes by it
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/weaklink/weaklink/facts"
)

// apkCaches are where apk keeps its copies of the repositories' indexes.
var apkCaches = []string{"etc/apk/cache", "var/cache/apk", "var/lib/apk"}

// apkUpdates fills in what apk's own files say. Alpine does not set security
// fixes apart: within a release nearly every new version is a fix.
func (m *Machine) apkUpdates(ctx context.Context, u *facts.Updates, installed []Package) {
	u.Mixed = true
	newest, date, err := m.apkIndexes(ctx, installed)
	if err != nil {
		u.Blind = Blind("the lists of updates could not be read", err, "run: apk update, then scan again")
		return
	}
	u.Lists = date
	for _, p := range installed {
		if to := newest[p.Name]; to != "" {
			c, ok := CompareApk(p.Version, to)
			if !ok {
				u.Blind = facts.Blind{Why: "the version of " + p.Name + " could not be understood", Next: "run: apk version -l '<'"}
				return
			}
			if c < 0 {
				u.Pending++
				u.Some = append(u.Some, facts.Pending{Package: p.Name, Installed: p.Version, Available: to})
			}
		}
	}
}

// apkIndexes are the newest versions that the enabled repositories offer of
// what is installed, and a day on which the oldest of the lists was still new.
func (m *Machine) apkIndexes(ctx context.Context, installed []Package) (map[string]string, string, error) {
	repositories, err := m.apkRepositories()
	if err != nil {
		return nil, "", err
	}
	if len(repositories) == 0 {
		return nil, "", errors.New("no repository is switched on in /etc/apk/repositories")
	}
	arch := "x86_64"
	if raw, err := m.Read("etc/apk/arch", 4096); err == nil {
		arch = strings.TrimSpace(string(raw))
	} else if len(installed) > 0 {
		for _, p := range installed {
			if p.Arch != "noarch" && p.Arch != "" {
				arch = p.Arch
				break
			}
		}
	}
	want := map[string]bool{}
	for _, p := range installed {
		want[p.Name] = true
	}
	newest := map[string]string{}
	var oldest time.Time
	for _, repo := range repositories {
		at, err := m.apkIndex(repo, arch)
		if err != nil {
			return nil, "", err
		}
		made, err := m.readApkIndex(ctx, at, want, newest)
		if err != nil {
			return nil, "", fmt.Errorf("%s: %w", path.Base(at), err)
		}
		if oldest.IsZero() || made.Before(oldest) {
			oldest = made
		}
	}
	return newest, oldest.UTC().Format(time.DateOnly), nil
}

// apkRepositories are those that are used without being asked for by a tag.
func (m *Machine) apkRepositories() ([]string, error) {
	files, err := m.Glob("etc/apk/repositories.d/*.list")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, at := range append([]string{"etc/apk/repositories"}, files...) {
		raw, err := m.Read(at, 0)
		if errors.Is(err, fs.ErrNotExist) && at == "etc/apk/repositories" && len(files) > 0 {
			continue
		}
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(raw)) {
			f := strings.Fields(line)
			if len(f) == 0 || strings.HasPrefix(f[0], "#") || strings.HasPrefix(f[0], "@") {
				continue
			}
			out = append(out, f[0])
		}
	}
	return out, nil
}

// apkIndex is where the copy of a repository's index lies: named after the
// first four bytes of a SHA-1 of its address, which apk 3 takes of the index's
// own address and apk 2 of the repository's.
func (m *Machine) apkIndex(repo, arch string) (string, error) {
	if !strings.Contains(repo, "://") {
		return path.Join(repo, arch, "APKINDEX.tar.gz"), nil // a folder on this machine
	}
	base := strings.TrimRight(repo, "/")
	for _, address := range []string{base, repo, base + "/" + arch + "/APKINDEX.tar.gz"} {
		sum := sha1.Sum([]byte(address)) //nolint:gosec // see above
		name := fmt.Sprintf("APKINDEX.%x.tar.gz", sum[:4])
		for _, dir := range apkCaches {
			at := path.Join(dir, name)
			ok, err := m.Has(at)
			if err != nil {
				return "", err
			}
			if ok {
				return at, nil
			}
		}
	}
	return "", errors.New("there is no copy of the index of one of its repositories")
}

// readApkIndex notes the newest versions in an index: tar archives in gzip, one
// after the other, the first one holds the signature. Its date is the day on
// which the newest package in it was built: the list is at least as new.
func (m *Machine) readApkIndex(ctx context.Context, at string, want map[string]bool, newest map[string]string) (time.Time, error) {
	f, err := m.Open(at)
	if err != nil {
		return time.Time{}, err
	}
	defer f.Close()
	zr, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return time.Time{}, err
	}
	counted := &io.LimitedReader{R: zr, N: listSize}
	tr := tar.NewReader(counted)
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return time.Time{}, errors.New("there is no list of packages in it")
		}
		if err != nil {
			return time.Time{}, err
		}
		if h.Name != "APKINDEX" {
			continue
		}
		var built int64
		all, err := parseApk(tr, nil)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return time.Time{}, err
		}
		for _, p := range all {
			built = max(built, p.Built)
			if !want[p.Name] {
				continue
			}
			if c, ok := CompareApk(newest[p.Name], p.Version); newest[p.Name] == "" || ok && c < 0 {
				newest[p.Name] = p.Version
			}
		}
		switch {
		case counted.N == 0:
			return time.Time{}, ErrTooLarge
		case built == 0:
			return time.Time{}, errors.New("it lists no package, or does not say when one was built")
		}
		return time.Unix(built, 0), nil
	}
}

package rootfs

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/weaklink/weaklink/facts"
)

// rpmRepo is one enabled repository and where the package manager keeps its
// copy of the repository's lists; "" when there is none.
type rpmRepo struct{ id, lists string }

// rpmUpdates holds the installed packages against the advisories that dnf or
// zypper has fetched: the newest fixed version of each package.
func (m *Machine) rpmUpdates(ctx context.Context, u *facts.Updates, installed []rpmPackage) {
	repos, err := m.rpmRepos()
	if err == nil && len(repos) == 0 {
		err = errors.New("no repository is switched on")
	}
	if err != nil {
		u.Blind = Blind("the package manager's repositories could not be read", err, rpmAsk)
		return
	}
	fixed := map[[3]string]EVR{} // by name, architecture and module
	advised, oldest := 0, int64(0)
	for _, r := range repos {
		if r.lists == "" {
			u.Blind = facts.Blind{Why: "there is no copy of the lists of the repository " + plain(r.id, 80), Next: "run: dnf makecache (or zypper refresh), then scan again"}
			return
		}
		at, made, err := m.advisories(r.lists)
		if err == nil && at != "" {
			advised++
			if oldest == 0 || made < oldest {
				oldest = made
			}
			err = m.readAdvisories(ctx, at, fixed)
		}
		if err != nil {
			u.Blind = Blind("the advisories of the repository "+plain(r.id, 80)+" could not be read", err, rpmAsk)
			return
		}
	}
	if advised == 0 || oldest == 0 {
		u.Blind = facts.Blind{Why: "its repositories publish no security advisories", Next: "look at all updates: dnf check-update"}
		return
	}
	u.Lists = time.Unix(oldest, 0).UTC().Format(time.DateOnly)
	// Of several versions side by side (kernels) the newest counts.
	newest := map[[3]string]EVR{}
	for _, p := range installed {
		k := [3]string{p.Name, p.Arch, p.Module}
		if have, ok := newest[k]; !ok || have.Compare(p.EVR) < 0 {
			newest[k] = p.EVR
		}
	}
	for k, have := range newest {
		if to, ok := fixed[k]; ok && have.Compare(to) < 0 {
			u.Pending++
			u.Some = append(u.Some, facts.Pending{Package: k[0], Installed: have.String(), Available: to.String()})
		}
	}
}

// rpmRepos are the enabled repositories of dnf and zypper.
func (m *Machine) rpmRepos() ([]rpmRepo, error) {
	var out []rpmRepo
	for _, dir := range []string{"etc/yum.repos.d", "etc/zypp/repos.d"} {
		files, err := m.Glob(dir + "/*.repo")
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			raw, err := m.Read(f, 0)
			if err != nil {
				return nil, err
			}
			for _, id := range enabledRepos(string(raw)) {
				at, err := m.rpmLists(id)
				if err != nil {
					return nil, err
				}
				out = append(out, rpmRepo{id, at})
			}
		}
	}
	return out, nil
}

// enabledRepos reads a .repo file: a section a repository, on unless it says otherwise.
func enabledRepos(text string) []string {
	var out []string
	id, on := "", true
	flush := func() {
		if id != "" && id != "main" && on {
			out = append(out, id)
		}
		id, on = "", true
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			flush()
			id = strings.Trim(line, "[]")
			continue
		}
		if k, v, _ := strings.Cut(line, "="); strings.TrimSpace(k) == "enabled" {
			on = !slices.Contains([]string{"0", "no", "false", "off"}, strings.ToLower(strings.TrimSpace(v)))
		}
	}
	flush()
	return out
}

// rpmLists is the folder repodata of a repository's copy: dnf and dnf5 add a
// digest of 16 digits to the name, zypper does not.
func (m *Machine) rpmLists(id string) (string, error) {
	for _, cache := range []string{"var/cache/libdnf5", "var/cache/dnf", "var/cache/yum", "var/cache/zypp/raw"} {
		all, err := m.Glob(cache + "/*")
		if err != nil {
			return "", err
		}
		for _, at := range all {
			rest, ok := strings.CutPrefix(path.Base(at), id)
			if !ok || rest != "" && (len(rest) != 17 || rest[0] != '-' || strings.Trim(rest[1:], "0123456789abcdef") != "") {
				continue
			}
			if ok, err := m.Has(at + "/repodata/repomd.xml"); err != nil {
				return "", err
			} else if ok {
				return at + "/repodata", nil
			}
		}
	}
	return "", nil
}

// advisories is the list of advisories that a repository's index names, and
// when it was made, in Unix seconds. A repository without any gives "".
func (m *Machine) advisories(lists string) (at string, made int64, err error) {
	raw, err := m.Read(lists+"/repomd.xml", 0)
	if err != nil {
		return "", 0, err
	}
	var index struct {
		XMLName xml.Name
		Data    []struct {
			Type     string `xml:"type,attr"`
			Location struct {
				Href string `xml:"href,attr"`
			} `xml:"location"`
			Timestamp string `xml:"timestamp"`
		} `xml:"data"`
	}
	if err := xml.Unmarshal(raw, &index); err != nil || index.XMLName.Local != "repomd" || len(index.Data) == 0 {
		return "", 0, errors.New("repomd.xml is no index of a repository")
	}
	for _, d := range index.Data {
		if d.Type != "updateinfo" {
			continue
		}
		at = path.Join(lists, path.Base(d.Location.Href))
		seconds, _, _ := strings.Cut(strings.TrimSpace(d.Timestamp), ".")
		if made, err = strconv.ParseInt(seconds, 10, 64); err != nil || made <= 0 {
			return "", 0, errors.New("repomd.xml does not say when the advisories were made")
		}
		return at, made, nil
	}
	return "", 0, nil
}

// advisory is one <update> of updateinfo.xml.
type advisory struct {
	Type        string `xml:"type,attr"`
	Collections []struct {
		Module struct {
			Name   string `xml:"name,attr"`
			Stream string `xml:"stream,attr"`
		} `xml:"module"`
		Packages []struct {
			Name    string `xml:"name,attr"`
			Epoch   string `xml:"epoch,attr"`
			Version string `xml:"version,attr"`
			Release string `xml:"release,attr"`
			Arch    string `xml:"arch,attr"`
		} `xml:"package"`
	} `xml:"pkglist>collection"`
}

// readAdvisories notes the newest version that a security advisory fixes each
// package in. A module's packages are those of its stream only.
func (m *Machine) readAdvisories(ctx context.Context, at string, fixed map[[3]string]EVR) error {
	f, err := m.Open(at)
	if err != nil {
		return err
	}
	defer f.Close()
	var r io.Reader = bufio.NewReaderSize(f, 64<<10)
	switch path.Ext(at) {
	case ".xml":
	case ".gz":
		r, err = gzip.NewReader(r)
	case ".xz":
		r, err = xz.NewReader(r)
	case ".zst":
		var z *zstd.Decoder
		if z, err = zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20)); err == nil {
			defer z.Close()
			r = z
		}
	default:
		err = fmt.Errorf("it is packed as %s, which this version cannot read", path.Ext(at))
	}
	if err != nil {
		return err
	}
	counted := &io.LimitedReader{R: r, N: listSize}
	dec := xml.NewDecoder(counted)
	root := false
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		t, err := dec.Token()
		if errors.Is(err, io.EOF) && root {
			return nil
		}
		if err != nil {
			if counted.N == 0 {
				return ErrTooLarge
			}
			return fmt.Errorf("it is no list of advisories, or it is cut: %w", err)
		}
		start, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "updates":
			root = true
		case start.Name.Local == "update" && root:
			var a advisory
			if err := dec.DecodeElement(&a, &start); err != nil {
				return fmt.Errorf("an advisory in it is cut: %w", err)
			}
			if a.Type == "security" {
				a.note(fixed)
			}
		}
	}
}

func (a advisory) note(fixed map[[3]string]EVR) {
	for _, c := range a.Collections {
		module := ""
		if c.Module.Name != "" {
			module = c.Module.Name + ":" + c.Module.Stream
		}
		for _, p := range c.Packages {
			k, v := [3]string{p.Name, p.Arch, module}, EVR{p.Epoch, p.Version, p.Release}
			if have, ok := fixed[k]; !ok || have.Compare(v) < 0 {
				fixed[k] = v
			}
		}
	}
}

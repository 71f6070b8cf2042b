package rootfs

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Package is one package of dpkg or apk.
type Package struct {
	Name, Version, Arch, Source, SourceVersion string
	Built                                      int64 // Unix seconds; apk only
	Installed                                  bool  // fully: not merely its settings
	Held                                       bool
}

// statusSize bounds dpkg's list; 10,000 packages take about 15 MB.
const statusSize = 128 << 20

// Packages reads dpkg's list of packages. A machine without dpkg gives an
// error that is fs.ErrNotExist.
func (m *Machine) Packages() ([]Package, error) {
	raw, err := m.Read("var/lib/dpkg/status", statusSize)
	if err != nil {
		return nil, err
	}
	var out []Package
	err = paragraphs(bytes.NewReader(raw), func(f map[string]string) error {
		p := packageOf(f)
		if p.Name == "" || f["Status"] == "" {
			return fmt.Errorf("read var/lib/dpkg/status: a paragraph names no package or no state")
		}
		want, state, _ := strings.Cut(f["Status"], " ")
		p.Installed = strings.HasSuffix(state, " installed")
		p.Held = want == "hold"
		out = append(out, p)
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("read var/lib/dpkg/status: it lists no package")
	}
	return out, err
}

func packageOf(f map[string]string) Package {
	p := Package{Name: f["Package"], Version: f["Version"], Arch: f["Architecture"], Source: f["Source"]}
	if p.Source == "" {
		p.Source = p.Name
	}
	p.SourceVersion = p.Version
	if name, v, ok := strings.Cut(p.Source, " ("); ok {
		p.Source, p.SourceVersion = name, strings.TrimSuffix(v, ")")
	}
	return p
}

// fields of a paragraph that we look at; the others can be large.
var packageFields = map[string]bool{"Package": true, "Status": true, "Version": true, "Architecture": true, "Source": true}

// paragraphs reads the format of deb822(5): fields of one line each are kept.
func paragraphs(r io.Reader, each func(map[string]string) error) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), 4<<20)
	fields := map[string]string{}
	flush := func() error {
		if len(fields) == 0 {
			return nil
		}
		err := each(fields)
		clear(fields)
		return err
	}
	for n := 1; sc.Scan(); n++ {
		line := sc.Bytes()
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			if err := flush(); err != nil {
				return err
			}
		case line[0] == ' ' || line[0] == '\t' || line[0] == '#':
		default:
			k, v, ok := bytes.Cut(line, []byte(":"))
			if !ok {
				return fmt.Errorf("line %d is no field of a package", n)
			}
			if packageFields[string(k)] {
				fields[string(k)] = string(bytes.TrimSpace(v))
			}
		}
	}
	if err := sc.Err(); err != nil {
		return err
	}
	return flush()
}

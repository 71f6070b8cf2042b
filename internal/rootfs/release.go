package rootfs

import (
	"bufio"
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/weaklink/weaklink/facts"
)

//go:embed os-eol.yaml
var eolYAML []byte

// lifetime is how long a release of a distribution gets security fixes.
type lifetime struct {
	ID       string `yaml:"id"`
	Version  string `yaml:"version"` // whole, or the part before the first dot
	Ends     string `yaml:"ends"`    // YYYY-MM-DD, last day
	Extended bool   `yaml:"extended"`
	Source   string `yaml:"source"`
}

var lifetimes = sync.OnceValue(func() []lifetime {
	var t []lifetime
	if err := yaml.UnmarshalWithOptions(eolYAML, &t, yaml.Strict()); err != nil {
		panic("rootfs: os-eol.yaml: " + err.Error())
	}
	return t
})

// Release is what a system says it is: os-release(5).
type Release map[string]string

// ErrNoSystem is returned for a folder that is no root filesystem.
var ErrNoSystem = errors.New("no Linux system is in it")

// Release reads os-release.
func (m *Machine) Release() (Release, error) {
	raw, err := m.Read("etc/os-release", 64<<10)
	if errors.Is(err, fs.ErrNotExist) {
		raw, err = m.Read("usr/lib/os-release", 64<<10)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, hinted{fmt.Errorf("read etc/os-release: %w", ErrNoSystem), "name the folder that holds etc, usr and var of a Linux machine"}
	}
	if err != nil {
		return nil, fmt.Errorf("read etc/os-release: %s", Reason(err))
	}
	return parseRelease(raw), nil
}

func parseRelease(raw []byte) Release {
	out := Release{}
	sc := bufio.NewScanner(bytes.NewReader(raw))
	for sc.Scan() {
		k, v, ok := strings.Cut(strings.TrimSpace(sc.Text()), "=")
		if !ok || strings.HasPrefix(k, "#") {
			continue
		}
		if len(v) >= 2 && (v[0] == '"' || v[0] == '\'') && v[len(v)-1] == v[0] {
			v = v[1 : len(v)-1]
		}
		out[k] = plain(v, 80)
	}
	return out
}

// plain keeps what a name or version can hold.
func plain(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return s
}

// system is what the release says, with the day on which its security fixes end.
func (r Release) system() facts.System {
	s := facts.System{Name: r["NAME"], ID: r["ID"], Version: r["VERSION_ID"]}
	if s.Name == "" {
		s.Name = s.ID
	}
	if s.ID == "" {
		s.Blind = facts.Blind{Why: "the system does not say what it is: etc/os-release names no ID", Next: "look at the system's own settings page for its version"}
		return s
	}
	major, _, _ := strings.Cut(s.Version, ".")
	for _, l := range lifetimes() {
		if l.ID == s.ID && s.Version != "" && (l.Version == s.Version || l.Version == major) {
			s.EOL, s.EOLFrom, s.Extended = l.Ends, l.Source, l.Extended
		}
	}
	// The distribution's own word comes last: it moves with its updates.
	if end := r["SUPPORT_END"]; end != "" {
		if _, err := time.Parse(time.DateOnly, end); err == nil {
			s.EOL, s.EOLFrom, s.Extended = end, "the system's own os-release", false
		}
	}
	if s.EOL == "" {
		s.Blind = facts.Blind{Why: fmt.Sprintf("we do not know until when %s %s gets security fixes", s.Name, s.Version),
			Next: "look its name and version up on its maker's page of supported versions"}
	}
	return s
}

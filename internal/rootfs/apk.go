package rootfs

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// apkDatabases are where apk lists what is installed: since Alpine 3.22 with
// merged folders below /usr.
var apkDatabases = []string{"lib/apk/db/installed", "usr/lib/apk/db/installed"}

// apkInstalled reads apk's list of packages; each is called with every file
// that a package brought and the hex SHA-1 of its content, "" where there is
// none. A machine without apk gives an error that is fs.ErrNotExist.
func (m *Machine) apkInstalled(each func(file, sum string)) ([]Package, error) {
	for _, at := range apkDatabases {
		f, err := m.Open(at)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		defer f.Close()
		all, err := parseApk(f, each)
		if err == nil && len(all) == 0 {
			err = errors.New("it lists no package")
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", at, err)
		}
		return all, nil
	}
	return nil, fmt.Errorf("read %s: %w", apkDatabases[0], fs.ErrNotExist)
}

// parseApk reads the format of apk's list of packages and of its indexes: lines
// of one letter, a colon and a value; an empty line ends a package.
func parseApk(r io.Reader, each func(file, sum string)) ([]Package, error) {
	var out []Package
	var p Package
	dir, file, sum := "", "", ""
	flushFile := func() {
		if file != "" && each != nil {
			each(path.Join("/", dir, file), sum)
		}
		file, sum = "", ""
	}
	flush := func() error {
		flushFile()
		if p == (Package{}) {
			return nil
		}
		if p.Name == "" || p.Version == "" {
			return errors.New("a package in it has no name or no version")
		}
		p.Installed = true
		out = append(out, p)
		p, dir = Package{}, ""
		return nil
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), 16<<20) // a list of dependencies is one line
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" {
			if err := flush(); err != nil {
				return nil, err
			}
			continue
		}
		if len(line) < 2 || line[1] != ':' {
			return nil, fmt.Errorf("line %d is no field of a package", n)
		}
		v := line[2:]
		switch line[0] {
		case 'P':
			p.Name = v
		case 'V':
			p.Version = v
		case 'A':
			p.Arch = v
		case 'o':
			p.Source = v
		case 't':
			p.Built, _ = strconv.ParseInt(v, 10, 64)
		case 'F':
			flushFile()
			dir = v
		case 'R':
			flushFile()
			file = v
		case 'Z':
			sum = apkSum(v)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	return out, flush()
}

// apkSum is a checksum of apk as hex SHA-1: "Q1" and base64. Others are not known.
func apkSum(v string) string {
	b, ok := strings.CutPrefix(v, "Q1")
	raw, err := base64.StdEncoding.DecodeString(b)
	if !ok || err != nil || len(raw) != 20 {
		return ""
	}
	return hex.EncodeToString(raw)
}

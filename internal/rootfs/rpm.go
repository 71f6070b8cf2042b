package rootfs

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"

	_ "modernc.org/sqlite" // rpm's list of packages is an SQLite database
)

// rpmPackage is one package of rpm.
type rpmPackage struct {
	Name, Arch, Module string // Module is NAME:STREAM of a module, "" of none
	EVR
}

// rpmDatabases are where rpm lists what is installed; rpmOlder are the formats
// of earlier versions, which only rpm itself reads.
var (
	rpmDatabases = []string{"usr/lib/sysimage/rpm/rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite", "usr/share/rpm/rpmdb.sqlite"}
	rpmOlder     = []string{"var/lib/rpm/Packages", "usr/lib/sysimage/rpm/Packages.db", "var/lib/rpm/Packages.db", "usr/lib/sysimage/rpm/Packages"}
)

const (
	rpmAsk  = "ask its own tool: dnf updateinfo list --security, or zypper list-patches --category security"
	rpmSize = 1 << 30
)

// errOlderFormat is returned for databases that only rpm itself reads.
var errOlderFormat = errors.New("it is kept in a format that only rpm itself reads")

// rpmInstalled reads rpm's list of packages; each, unless nil, is called with
// every file that a package brought and the hex digest of its content. A machine without rpm gives an
// error that is fs.ErrNotExist.
func (m *Machine) rpmInstalled(ctx context.Context, each func(file, sum string)) ([]rpmPackage, error) {
	for _, at := range rpmDatabases {
		ok, err := m.Has(at)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		// What a running transaction wrote is in a file beside it until rpm puts it in.
		if st, err := m.Stat(at + "-wal"); err == nil && st.Size() > 0 {
			return nil, errors.New("rpm has not finished writing it")
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		raw, err := m.Read(at, rpmSize)
		if err != nil {
			return nil, err
		}
		all, err := readRPM(ctx, raw, each)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", at, err)
		}
		return all, nil
	}
	for _, at := range rpmOlder {
		if ok, err := m.Has(at); err != nil {
			return nil, err
		} else if ok {
			return nil, errOlderFormat
		}
	}
	return nil, fmt.Errorf("read rpm's list of packages: %w", fs.ErrNotExist)
}

// readRPM reads the database from memory: nothing is written beside it, and a
// file of another name is never opened.
func readRPM(ctx context.Context, raw []byte, each func(file, sum string)) ([]rpmPackage, error) {
	if len(raw) < 100 || string(raw[:16]) != "SQLite format 3\x00" {
		return nil, errors.New("it is no database")
	}
	raw[18], raw[19] = 1, 1 // a log beside it is not used: in memory there is none
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	err = conn.Raw(func(c any) error {
		d, ok := c.(interface{ Deserialize([]byte) error })
		if !ok {
			return errors.New("this build cannot read one from memory")
		}
		return d.Deserialize(raw)
	})
	if err != nil {
		return nil, err
	}
	rows, err := conn.QueryContext(ctx, "select blob from Packages")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []rpmPackage
	for rows.Next() {
		var header []byte
		if err := rows.Scan(&header); err != nil {
			return nil, err
		}
		h, err := readHeader(header)
		if err != nil {
			return nil, err
		}
		p, err := h.parsed()
		if err != nil {
			return nil, err
		}
		if each != nil {
			h.files(each)
		}
		if p.Name != "gpg-pubkey" { // a key, not a program
			out = append(out, p)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, errors.New("it lists no package")
	}
	return out, nil
}

// Tags of rpm's headers: rpmtag.h.
const (
	rpmName, rpmVersion, rpmRelease, rpmEpoch, rpmArch, rpmModule = 1000, 1001, 1002, 1003, 1022, 5096

	rpmFileDigests, rpmDirIndexes, rpmBasenames, rpmDirnames = 1035, 1116, 1117, 1118

	rpmInt32, rpmString, rpmStrings, rpmI18n = 4, 6, 8, 9
)

// rpmHeader is what rpm keeps of one package: texts and numbers by tag.
type rpmHeader struct {
	texts   map[uint32][]string
	numbers map[uint32][]uint32
}

var errHeader = errors.New("a package's header is damaged")

// readHeader reads a header of rpm: the number of entries and the bytes of
// data; entries of tag, type, offset and count; the data.
func readHeader(raw []byte) (rpmHeader, error) {
	h := rpmHeader{map[uint32][]string{}, map[uint32][]uint32{}}
	if len(raw) < 8 {
		return h, errHeader
	}
	n, size := int64(binary.BigEndian.Uint32(raw)), int64(binary.BigEndian.Uint32(raw[4:]))
	if n > 1<<16 || 8+16*n+size > int64(len(raw)) {
		return h, errHeader
	}
	data := raw[8+16*n:][:size]
	for i := range n {
		e := raw[8+16*i:]
		tag, kind := binary.BigEndian.Uint32(e), binary.BigEndian.Uint32(e[4:])
		off, count := int64(binary.BigEndian.Uint32(e[8:])), int64(binary.BigEndian.Uint32(e[12:]))
		switch tag {
		case rpmName, rpmVersion, rpmRelease, rpmArch, rpmModule, rpmEpoch, rpmFileDigests, rpmDirIndexes, rpmBasenames, rpmDirnames:
		default:
			continue
		}
		switch kind {
		case rpmInt32:
			if off+4*count > size {
				return h, errHeader
			}
			for j := range count {
				h.numbers[tag] = append(h.numbers[tag], binary.BigEndian.Uint32(data[off+4*j:]))
			}
		case rpmString, rpmStrings, rpmI18n:
			if count > size {
				return h, errHeader
			}
			for range count {
				end := int64(-1)
				if off < size {
					end = int64(bytes.IndexByte(data[off:], 0))
				}
				if end < 0 {
					return h, errHeader
				}
				h.texts[tag] = append(h.texts[tag], string(data[off:off+end]))
				off += end + 1
			}
		default:
			return h, errHeader
		}
	}
	return h, nil
}

func (h rpmHeader) text(tag uint32) string {
	if all := h.texts[tag]; len(all) > 0 {
		return plain(all[0], 200)
	}
	return ""
}

func (h rpmHeader) parsed() (rpmPackage, error) {
	p := rpmPackage{Name: h.text(rpmName), Arch: h.text(rpmArch), Module: moduleStream(h.text(rpmModule)),
		EVR: EVR{Version: h.text(rpmVersion), Release: h.text(rpmRelease)}}
	if e := h.numbers[rpmEpoch]; len(e) > 0 {
		p.Epoch = fmt.Sprint(e[0])
	}
	if p.Name == "" || p.Version == "" || p.Release == "" {
		return p, errHeader
	}
	return p, nil
}

// files are the package's files: each name belongs to the folder that its index
// names. A folder or link has an empty digest.
func (h rpmHeader) files(each func(file, sum string)) {
	names, dirs, at, sums := h.texts[rpmBasenames], h.texts[rpmDirnames], h.numbers[rpmDirIndexes], h.texts[rpmFileDigests]
	for i, name := range names {
		if i >= len(at) || int(at[i]) >= len(dirs) {
			return
		}
		sum := ""
		if i < len(sums) {
			sum = sums[i]
		}
		each(dirs[at[i]]+name, sum)
	}
}

// moduleStream is the first two parts of NAME:STREAM:VERSION:CONTEXT.
func moduleStream(label string) string {
	colons := 0
	for i := range len(label) {
		if label[i] == ':' {
			if colons++; colons == 2 {
				return label[:i]
			}
		}
	}
	return label
}

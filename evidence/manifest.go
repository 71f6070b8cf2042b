package evidence

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// FileState is what a FileEntry says of its file. The numbers are written into
// blobs: never reuse one.
type FileState uint8

// The states of a file. A file of a package is one that a package says is its own.
const (
	FileLoose    FileState = 1 // it belongs to no package
	FilePackaged FileState = 2 // its content is the one that its package delivered
	FileDiffers  FileState = 3 // it belongs to a package; its content is another, or there is no record of it
	FileUnread   FileState = 4 // it is there and could not be read; of a folder: what is below it was not seen
	FileMissing  FileState = 5 // a package says that it is there, and it is not
)

// FileEntry is one file of a Manifest. It gives nothing away: the path is
// masked, and path, content and rights are keyed fingerprints.
type FileEntry struct {
	Name    string // masked; folders above it are masked each for itself, so that prefixes stay prefixes
	Path    uint64
	Content uint64 // of a link: of where it points; 0 when not known
	Rights  uint64 // owner, group and mode
	State   FileState
	Acts    bool // a machine obeys it: a program, a script, a page, a setting
}

const (
	manifestMagic = "wlf1"
	maxName       = 8 << 10
)

// WriteManifest sorts entries by name and path and writes them as a blob. The
// same entries give the same bytes.
func WriteManifest(w io.Writer, entries []FileEntry) error {
	slices.SortFunc(entries, func(a, b FileEntry) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.Path, b.Path))
	})
	if _, err := io.WriteString(w, manifestMagic); err != nil {
		return err
	}
	var buf []byte
	before := ""
	for _, e := range entries {
		if len(e.Name) > maxName {
			return fmt.Errorf("a name in a list of files is longer than %d bytes", maxName)
		}
		same := 0
		for same < len(before) && same < len(e.Name) && before[same] == e.Name[same] {
			same++
		}
		flags := byte(e.State)
		if e.Acts {
			flags |= 0x80
		}
		buf = append(buf[:0], flags)
		buf = binary.AppendUvarint(buf, uint64(same))
		buf = binary.AppendUvarint(buf, uint64(len(e.Name)-same))
		buf = append(buf, e.Name[same:]...)
		for _, n := range []uint64{e.Path, e.Content, e.Rights} {
			buf = binary.BigEndian.AppendUint64(buf, n)
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
		before = e.Name
	}
	return nil
}

// ReadManifest reads a blob written by WriteManifest.
func ReadManifest(r io.Reader) ([]FileEntry, error) {
	br := bufio.NewReader(r)
	var head [4]byte
	if _, err := io.ReadFull(br, head[:]); err != nil || string(head[:]) != manifestMagic {
		return nil, errors.New("not a list of files")
	}
	var out []FileEntry
	before := ""
	for {
		flags, err := br.ReadByte()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		e, err := readEntry(br, flags, before)
		if err != nil {
			return nil, fmt.Errorf("the list of files is cut short or damaged: %w", err)
		}
		out, before = append(out, e), e.Name
	}
}

func readEntry(br *bufio.Reader, flags byte, before string) (FileEntry, error) {
	e := FileEntry{State: FileState(flags &^ 0x80), Acts: flags&0x80 != 0}
	same, err := binary.ReadUvarint(br)
	if err != nil {
		return e, err
	}
	more, err := binary.ReadUvarint(br)
	if err != nil {
		return e, err
	}
	if same > uint64(len(before)) || more > maxName || e.State < FileLoose || e.State > FileMissing {
		return e, errors.New("a number in it cannot be")
	}
	raw := make([]byte, more+24)
	if _, err := io.ReadFull(br, raw); err != nil {
		return e, err
	}
	e.Name = before[:same] + string(raw[:more])
	for i, to := range []*uint64{&e.Path, &e.Content, &e.Rights} {
		*to = binary.BigEndian.Uint64(raw[int(more)+8*i:])
	}
	return e, nil
}

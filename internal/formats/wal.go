package formats

import (
	"encoding/binary"
	"io"
	"io/fs"
	"time"
)

// dbFile is a database file as its reader is meant to see it: with the pages
// that still lie in the write-ahead log laid over it, and with the log switched
// off in the header, so that nobody looks for it or writes one.
type dbFile struct {
	at    io.ReaderAt
	size  int64
	page  int64
	log   io.ReaderAt
	pages map[uint32]int64 // page -> where its newest committed content is in the log
	head  [32]byte         // of the log, when it was read
}

func newDBFile(at io.ReaderAt, size int64) (*dbFile, error) {
	head := make([]byte, 100)
	if _, err := at.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	return &dbFile{at: at, size: size, page: page}, nil
}

// overlay reads the log: a header of 32 bytes, then frames of 24 bytes and a
// page each. Only frames up to the last commit count; a frame counts when its
// salts are those of the header and its running checksum is right.
// Source: "The SQLite database file format", section 4.
func (d *dbFile) overlay(log io.ReaderAt, size int64) error {
	head := make([]byte, 32)
	if size < 32 {
		return nil
	}
	if _, err := log.ReadAt(head, 0); err != nil {
		return err
	}
	be := binary.BigEndian
	magic := be.Uint32(head)
	page := int64(be.Uint32(head[8:]))
	if magic&^1 != 0x377f0682 || page != d.page {
		return nil
	}
	var order binary.ByteOrder = binary.LittleEndian
	if magic&1 == 1 {
		order = be
	}
	s0, s1 := checksum(order, head[:24], 0, 0)
	if s0 != be.Uint32(head[24:]) || s1 != be.Uint32(head[28:]) {
		return nil
	}
	copy(d.head[:], head)
	frame := make([]byte, 24+page)
	pending := map[uint32]int64{}
	d.log, d.pages = log, map[uint32]int64{}
	for off := int64(32); off+24+page <= size; off += 24 + page {
		if _, err := log.ReadAt(frame, off); err != nil {
			return err
		}
		if be.Uint32(frame[8:]) != be.Uint32(head[16:]) || be.Uint32(frame[12:]) != be.Uint32(head[20:]) {
			break
		}
		s0, s1 = checksum(order, frame[:8], s0, s1)
		s0, s1 = checksum(order, frame[24:], s0, s1)
		if s0 != be.Uint32(frame[16:]) || s1 != be.Uint32(frame[20:]) {
			break
		}
		pending[be.Uint32(frame)] = off + 24
		if pagesAfter := be.Uint32(frame[4:]); pagesAfter != 0 { // a commit
			for p, at := range pending {
				d.pages[p] = at
			}
			clear(pending)
			d.size = int64(pagesAfter) * page
		}
	}
	return nil
}

// moved says whether the log was begun anew since it was read: then the pages
// laid over the database may not fit together.
func (d *dbFile) moved() bool {
	if d.log == nil {
		return false
	}
	var now [32]byte
	_, err := d.log.ReadAt(now[:], 0)
	return err != nil || now != d.head
}

func checksum(order binary.ByteOrder, b []byte, s0, s1 uint32) (uint32, uint32) {
	for i := 0; i+8 <= len(b); i += 8 {
		s0 += order.Uint32(b[i:]) + s1
		s1 += order.Uint32(b[i+4:]) + s0
	}
	return s0, s1
}

func (d *dbFile) ReadAt(p []byte, off int64) (int, error) {
	done := 0
	for done < len(p) {
		at := off + int64(done)
		if at >= d.size {
			return done, io.EOF
		}
		n := len(p) - done
		src, from := d.at, at
		if len(d.pages) > 0 {
			in := at % d.page
			n = min(n, int(d.page-in))
			if w, ok := d.pages[uint32(at/d.page)+1]; ok {
				src, from = d.log, w+in
			}
		}
		n = int(min(int64(n), d.size-at))
		got, err := src.ReadAt(p[done:done+n], from)
		if off < 20 && at < 20 {
			for i := int64(18); i < 20; i++ { // versions of the format: 2 asks for a log, 1 for none
				if k := i - off; k >= 0 && k < int64(len(p)) && p[k] == 2 {
					p[k] = 1
				}
			}
		}
		done += got
		if err != nil && !(err == io.EOF && got == n) {
			return done, err
		}
	}
	return done, nil
}

// The rest makes dbFile the only file of a file system.

// Open opens the one file there is.
func (d *dbFile) Open(name string) (fs.File, error) {
	if name != dbName {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &dbHandle{SectionReader: io.NewSectionReader(d, 0, d.size), size: d.size}, nil
}

const dbName = "db"

type dbHandle struct {
	*io.SectionReader
	size int64
}

func (h *dbHandle) Close() error               { return nil }
func (h *dbHandle) Stat() (fs.FileInfo, error) { return dbInfo{h.size}, nil }

type dbInfo struct{ size int64 }

func (i dbInfo) Name() string       { return dbName }
func (i dbInfo) Size() int64        { return i.size }
func (i dbInfo) Mode() fs.FileMode  { return 0o400 }
func (i dbInfo) ModTime() time.Time { return time.Time{} }
func (i dbInfo) IsDir() bool        { return false }
func (i dbInfo) Sys() any           { return nil }

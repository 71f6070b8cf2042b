package formats

import (
	"io"
	"os"
)

// smallHole is how large a part of a file that was never written may be to be
// read all the same: as zero bytes.
const smallHole = 1 << 20

// written reads what was written of a file, from front to end, and leaves out
// what never was: a file of a terabyte may take a few blocks of a disk, and
// zero bytes in a text say nothing.
type written struct {
	f    *os.File
	at   io.ReaderAt
	off  int64
	end  int64 // of what is written from off on; 0: not asked yet
	size int64
}

func (w *written) Read(p []byte) (int, error) {
	if w.off >= w.end {
		from, to, ok := extent(w.f, w.off, w.size)
		switch {
		case !ok: // no file system tells; the rest is read as it is
			from, to = w.off, w.size
		case from-w.off < smallHole && from < w.size:
			from = w.off
		}
		if w.off, w.end = from, to; w.off >= w.size {
			return 0, io.EOF
		}
	}
	n, err := w.at.ReadAt(p[:min(int64(len(p)), w.end-w.off)], w.off)
	w.off += int64(n)
	if err == io.EOF && n > 0 {
		err = nil
	}
	return n, err
}

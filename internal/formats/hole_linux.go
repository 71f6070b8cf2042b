package formats

import (
	"errors"
	"os"
	"syscall"
)

// extent is where the next written part of f from off on begins and ends
// (lseek(2): SEEK_DATA, SEEK_HOLE).
func extent(f *os.File, off, size int64) (from, to int64, ok bool) {
	const seekData, seekHole = 3, 4
	from, err := f.Seek(off, seekData)
	if errors.Is(err, syscall.ENXIO) { // nothing more was written
		return size, size, true
	}
	if err != nil {
		return 0, 0, false
	}
	if to, err = f.Seek(from, seekHole); err != nil || to <= from {
		return 0, 0, false
	}
	return from, min(to, size), true
}

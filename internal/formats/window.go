package formats

import (
	"io"
	"sync"
)

// window is a buffer of constant size over a reader.
type window struct {
	r        io.Reader
	buf      []byte
	pos, end int
	gone     int   // bytes before those in the buffer
	done     bool  // r has ended; what is left is in the buffer
	failed   error // how it ended, when it was not by coming to its end
}

func newWindow(r io.Reader) *window {
	return &window{r: r, buf: *buffers.Get().(*[]byte)}
}

// buffers go from one small file of an archive to the next.
var buffers = sync.Pool{New: func() any { b := make([]byte, bufferSize); return &b }}

// release gives the buffer back. Nobody may look at w or its data any more.
func (w *window) release() {
	b := w.buf
	w.buf = nil
	buffers.Put(&b)
}

func (w *window) data() []byte { return w.buf[w.pos:w.end] }
func (w *window) skip(n int)   { w.pos += n }
func (w *window) full() bool   { return w.end-w.pos == len(w.buf) }

// more reads on. When the window is full it does nothing. Where r fails it ends:
// what came before is read like the end of a whole file, and failed says why.
func (w *window) more() error {
	if w.done || w.full() {
		return nil
	}
	if w.pos > 0 {
		w.gone += w.pos
		w.end = copy(w.buf, w.buf[w.pos:w.end])
		w.pos = 0
	}
	for tries := 0; ; tries++ {
		n, err := w.r.Read(w.buf[w.end:])
		w.end += n
		switch {
		case err == io.EOF:
			w.done = true
			return nil
		case err != nil:
			w.done, w.failed = true, err
			return nil
		case n > 0:
			return nil
		case tries == 100:
			return io.ErrNoProgress
		}
	}
}

// ending is why there is no more: the fault of what is read, else err.
func (w *window) ending(err error) error {
	if w.failed != nil {
		return w.failed
	}
	return err
}

// next takes one byte; ok is false at the end.
func (w *window) next() (b byte, ok bool, err error) {
	for w.pos == w.end {
		if w.done {
			return 0, false, nil
		}
		if err := w.more(); err != nil {
			return 0, false, err
		}
	}
	b = w.buf[w.pos]
	w.pos++
	return b, true, nil
}

// peek is next without taking.
func (w *window) peek() (b byte, ok bool, err error) {
	if b, ok, err = w.next(); ok {
		w.pos--
	}
	return b, ok, err
}

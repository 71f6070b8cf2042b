package formats

import (
	"context"
	"io"
	"sync"
	"time"
)

// A rar archive brings programs that are run while it is unpacked: a few bytes
// can keep a decoder busy for half an hour without a byte coming out, and it asks
// nobody whether it may go on. So it runs beside us, and we leave when that takes
// longer than any honest archive needs.

const (
	longestStep  = time.Minute     // without a byte
	longestSlow  = 2 * time.Minute // from when on bytes are counted
	slowestBytes = 100 << 10       // a second, in and out
	patientBytes = 64 << 10        // that are taken in one step
)

// tailSize is how many of the last bytes that were read are kept.
const tailSize = 32

// below is an error of what a decoder reads from, and none of its own.
type below struct{ error }

// gate is what a decoder reads from, until it is shut.
type gate struct {
	mu   sync.Mutex
	r    io.Reader
	n    int64
	err  error
	last []byte
	shut bool
}

func (g *gate) Read(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut {
		return 0, io.ErrClosedPipe
	}
	n, err := g.r.Read(p)
	g.n += int64(n)
	if err != nil && err != io.EOF {
		g.err = err
	}
	g.last = append(g.last, p[max(0, n-tailSize):n]...)
	if over := len(g.last) - tailSize; over > 0 {
		g.last = append(g.last[:0], g.last[over:]...)
	}
	return n, err
}

// patience runs the steps of a decoder beside us.
type patience struct {
	ctx   context.Context
	gate  *gate
	buf   []byte
	in    int64
	out   int64
	spent time.Duration
	step  time.Duration // longestStep, shorter in tests
	gone  error         // why we left
}

func newPatience(ctx context.Context, g *gate) *patience {
	return &patience{ctx: ctx, gate: g, buf: make([]byte, patientBytes), step: longestStep}
}

func (p *patience) run(step func() error) error {
	if p.gone != nil {
		return p.gone
	}
	done := make(chan error, 1)
	began := time.Now()
	go func() {
		defer func() {
			if recover() != nil { // a fault in the decoder is damage in the file
				done <- errDamaged
			}
		}()
		done <- step()
	}()
	late := time.NewTimer(p.step)
	defer late.Stop()
	select {
	case err := <-done:
		p.in = p.gate.n
		p.spent += time.Since(began)
		switch {
		case err != nil && p.gate.err != nil: // from below: a bomb around it, or the disk
			return below{p.gate.err}
		case p.spent > longestSlow && (p.in+p.out)/int64(p.spent/time.Second) < slowestBytes:
			return p.leave(&NotRead{"bomb", "unpacking it takes longer than that of any honest file", bombNext})
		}
		return err
	case <-p.ctx.Done():
		return p.leave(p.ctx.Err())
	case <-late.C:
		return p.leave(&NotRead{"bomb", "unpacking it takes longer than that of any honest file", bombNext})
	}
}

// leave lets the decoder end by itself: it gets nothing more to read.
func (p *patience) leave(why error) error {
	p.gone = why
	p.end()
	return why
}

func (p *patience) end() {
	p.gate.mu.Lock()
	p.gate.shut = true
	p.gate.mu.Unlock()
}

// read reads from r. The decoder writes to memory that is not the caller's, who
// may be gone by then.
func (p *patience) read(r io.Reader, b []byte) (n int, err error) {
	own := p.buf[:min(len(b), len(p.buf))]
	got := 0
	err = p.run(func() (err error) { got, err = r.Read(own); return err })
	if p.gone != nil { // got may still change
		return 0, err
	}
	p.out += int64(got)
	return copy(b, own[:got]), err
}

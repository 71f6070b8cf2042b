package data

import (
	"context"
	"time"
)

// pace is how fast the tables of a database were read so far, and how much is
// still to come. Every row is read unless the time that is left says otherwise.
type pace struct {
	bytes, seconds float64
	rest           int64 // bytes of the tables that were not read yet, as the server guesses
}

// paceGuess is what is thought of a server that was not read yet, in bytes a second.
const paceGuess = 8 << 20

// sampleFrom is the size below which a table is always read whole.
const sampleFrom = 8 << 20

// reserve is the part of the time that is kept for counting people.
const reserve = .15

// share is the part of a table of size bytes that there is time for, beside its
// fair part of what comes after it; 0 means all of it.
func (p *pace) share(ctx context.Context, size int64) float64 {
	end, ok := ctx.Deadline()
	if !ok || size < sampleFrom {
		return 0
	}
	left := time.Until(end).Seconds() * (1 - reserve)
	need := float64(max(p.rest, size)) / p.bytes * p.seconds
	if left >= need {
		return 0
	}
	return max(left/need, 1e-4)
}

// took notes how long a table took. Small ones say little about speed.
func (p *pace) took(guess int64, t *table, d time.Duration) {
	p.rest -= guess
	if t.why != "" || t.bytes < sampleFrom || t.recalled {
		return
	}
	read := float64(t.bytes)
	if t.share > 0 {
		read *= t.share
	}
	p.bytes += read
	p.seconds += d.Seconds()
}

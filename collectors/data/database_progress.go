package data

import (
	"cmp"
	"context"
	"time"
)

// rowsOf reads rows as the session does, no faster than asked for, and says how
// far it is. A table is as far as its rows are of those that the server guesses
// it has, and else as its bytes that came are of those on disk. What is read for
// the second time was counted before, but the server is asked for it all the same.
func (r *tableReader) rowsOf(ctx context.Context, t *table, pick []int, counts bool, each func([][]byte) error) error {
	v := r.v
	each = readable(t.columns, each)
	start, rows, cells := v.done.Load(), int64(0), int64(0)
	came, said, upTo := int64(0), time.Now(), int64(0)
	return r.s.rows(ctx, t, pick, func(row [][]byte) error {
		n := int64(rowFrame)
		for _, c := range row {
			n += int64(len(c)) + 1
		}
		rows, cells, came = rows+1, cells+n, came+n
		if came >= brakeStep {
			v.brake.wait(came)
			came = 0
			if counts && (cells-upTo >= progressStep || time.Since(said) >= progressEvery) {
				said, upTo = time.Now(), cells
				part := min(cells, t.bytes)
				if expected := float64(t.guess) * cmp.Or(t.share, 1); expected > 0 {
					part = int64(min(1, float64(rows)/expected) * float64(t.bytes))
				}
				done, total := start+part, v.total.Load()
				v.done.Store(done)
				v.see.Progress(min(done, total), total, "reading tables"+v.brake.left(done, total))
			}
		}
		return each(row)
	})
}

const (
	rowFrame      = 4 // bytes that a server sends around a row
	brakeStep     = 32 << 10
	progressEvery = time.Second / 5
)

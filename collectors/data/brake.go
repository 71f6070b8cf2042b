package data

import (
	"context"
	"sync"
	"time"
)

// brake keeps the reading of a target below a rate, and knows how long the rest
// will take. A nil brake does neither.
type brake struct {
	ctx   context.Context
	rate  int64 // bytes a second; 0: no bound
	start time.Time

	mu   sync.Mutex
	next time.Time // before this moment nothing more may be read
}

func newBrake(ctx context.Context, rate int64) *brake {
	now := time.Now()
	return &brake{ctx: ctx, rate: rate, start: now, next: now}
}

// oversleep is what may be caught up with: a clock wakes nobody to the moment.
const oversleep = time.Second

// wait makes up for n bytes that were just read. All readers of a target share
// the rate.
func (b *brake) wait(n int64) {
	if b == nil || b.rate <= 0 {
		return
	}
	b.mu.Lock()
	now := time.Now()
	if late := now.Add(-oversleep); b.next.Before(late) {
		b.next = late
	}
	b.next = b.next.Add(time.Duration(float64(n) / float64(b.rate) * float64(time.Second)))
	pause := b.next.Sub(now)
	b.mu.Unlock()
	if pause <= 0 {
		return
	}
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-t.C:
	case <-b.ctx.Done():
	}
}

// left says how long the rest takes at the pace so far, once that can be said:
// after 3 seconds and a fiftieth of the work.
func (b *brake) left(done, total int64) string {
	if b == nil {
		return ""
	}
	past := time.Since(b.start)
	if past < 3*time.Second || done*50 < total || done >= total {
		return ""
	}
	rest := time.Duration(float64(past) * float64(total-done) / float64(done))
	switch {
	case rest < time.Minute:
		return ", less than a minute to go"
	case rest < time.Hour:
		return ", about " + plural(int64(rest.Minutes()+.5), "minute", "minutes") + " to go"
	}
	return ", about " + plural(int64(rest.Hours()+.5), "hour", "hours") + " to go"
}

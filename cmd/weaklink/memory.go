package main

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	softMemory = 64 << 20 // up to which it does not matter what is garbage
	overhead   = 24 << 20 // of what is no heap
)

// holdMemory has garbage collected before the process grows, until it is told to
// stop: judging hundreds of places makes garbage of three times what stays. How
// much there may be goes with what stays, so that a firm of thousands of places
// does not spend its time on collecting. Nothing is done where whoever started
// the process set a limit.
func holdMemory() (stop func()) {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return func() {}
	}
	end, ended := make(chan struct{}), make(chan struct{})
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	hold := func() {
		metrics.Read(live)
		stays := int64(0)
		if live[0].Value.Kind() == metrics.KindUint64 {
			stays = int64(live[0].Value.Uint64())
		}
		debug.SetMemoryLimit(max(softMemory, stays+stays/3+overhead))
	}
	hold()
	go func() {
		defer close(ended)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-end:
				return
			case <-tick.C:
				hold()
			}
		}
	}()
	return func() {
		close(end)
		<-ended
		debug.SetMemoryLimit(math.MaxInt64)
	}
}

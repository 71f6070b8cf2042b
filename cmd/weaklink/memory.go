package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

const (
	softMemory = 64 << 20 // up to which it does not matter what is garbage
	overhead   = 24 << 20 // of what is no heap
)

// garbage is how much of it there may be beside what stays, in bytes. A scan of
// little would be collected dozens of times for nothing if it went with what stays
// alone; where much stays, which is few large lists without pointers, collecting
// costs next to nothing.
func garbage(stays int64) int64 {
	return max(10<<20, min(stays/2, 16<<20), stays/8)
}

// holdMemory has garbage collected before the process grows, until it is told to
// stop. How much there may be is said anew whenever it was collected. Nothing is
// done where whoever started the process set a limit.
func holdMemory() (stop func()) {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return func() {}
	}
	var mu sync.Mutex
	ended := false
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	hold := func() {
		metrics.Read(live)
		stays := int64(1)
		if live[0].Value.Kind() == metrics.KindUint64 {
			stays = max(stays, int64(live[0].Value.Uint64()))
		}
		debug.SetGCPercent(int(min(garbage(stays)*100/stays, 1000)))
		debug.SetMemoryLimit(max(softMemory, stays+garbage(stays)+overhead))
	}
	before := debug.SetGCPercent(100)
	hold()
	collected(func() bool {
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			hold()
		}
		return !ended
	})
	return func() {
		mu.Lock()
		defer mu.Unlock()
		ended = true
		debug.SetGCPercent(before)
		debug.SetMemoryLimit(math.MaxInt64)
	}
}

// collected calls each after every collection of garbage until it says that it has
// enough.
func collected(each func() bool) {
	type canary struct{ self *canary } // what has a pointer has a place of its own
	runtime.SetFinalizer(&canary{}, func(*canary) {
		if each() {
			collected(each)
		}
	})
}

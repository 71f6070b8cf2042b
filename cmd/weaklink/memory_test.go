package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// What is garbage is bounded in bytes, whatever stays.
func TestHowMuchMayBeGarbage(t *testing.T) {
	for stays, want := range map[int64]int64{0: 10 << 20, 4 << 20: 10 << 20, 24 << 20: 12 << 20, 100 << 20: 16 << 20, 800 << 20: 100 << 20} {
		if got := garbage(stays); got != want {
			t.Errorf("beside %d MB there may be %d MB of garbage, want %d", stays>>20, got>>20, want>>20)
		}
	}
}

// What was set before is set again when memory is held no more, also where garbage
// was collected meanwhile.
func TestHoldingMemoryEnds(t *testing.T) {
	before := debug.SetGCPercent(77)
	defer debug.SetGCPercent(before)
	limit := debug.SetMemoryLimit(-1)
	stop := holdMemory()
	kept := make([]byte, 64<<20)
	deadline := time.Now().Add(10 * time.Second)
	for percent := 77; percent >= 77; {
		runtime.GC()
		percent = debug.SetGCPercent(77) // holding sets its own after each collection
		debug.SetGCPercent(percent)
		if time.Now().After(deadline) {
			t.Fatalf("64 MB stay, and %d %% of it may be garbage", percent)
		}
	}
	runtime.KeepAlive(kept)
	stop()
	runtime.GC()
	runtime.GC()
	if got := debug.SetGCPercent(77); got != 77 {
		t.Errorf("%d %% is set, want 77", got)
	}
	if got := debug.SetMemoryLimit(-1); got != limit {
		t.Errorf("a limit of %d is set, want %d", got, limit)
	}
}

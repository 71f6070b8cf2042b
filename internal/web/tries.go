package web

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// tries counts links that opened nothing, by where they came from. No guess can
// hit one of 2^256; but each costs the database a write, and whoever tries
// twenty times in a minute is no owner.
type tries struct {
	mu    sync.Mutex
	since time.Time
	by    map[string]int
}

const (
	mostTries = 20
	triesFor  = time.Minute
	mostFrom  = 4096 // addresses that are told apart; beyond, all others are one
)

func (t *tries) key(r *http.Request, now time.Time) string {
	if now.Sub(t.since) >= triesFor || t.by == nil {
		t.since, t.by = now, map[string]int{}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if _, known := t.by[host]; !known && len(t.by) >= mostFrom {
		return ""
	}
	return host
}

// allowed says whether another try may be made from there.
func (t *tries) allowed(r *http.Request, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.by[t.key(r, now)] < mostTries
}

func (t *tries) failed(r *http.Request, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.by[t.key(r, now)]++
}

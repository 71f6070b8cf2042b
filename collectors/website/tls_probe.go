package website

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// outcome is how one question ended.
type outcome int

const (
	answered outcome = iota + 1 // a ServerHello
	refused                     // an alert: a definite no
	shut                        // closed, reset, or answered with something that is not TLS
	silent                      // no answer in time: says nothing
	failed                      // no connection: says nothing
	spent                       // we have asked as often as we allow ourselves
)

type result struct {
	outcome
	answer
	kinds []uint32 // SSLv2
	err   error
}

// Bounds of one look at one server.
const (
	maxConnections = 250
	keptBack       = 40 // of these, for what is asked once the suites are known
	maxSide        = 6
	answerTimeout  = 4 * time.Second
	totalTimeout   = 45 * time.Second
	firstPause     = 100 * time.Millisecond
)

var errSpent = fmt.Errorf("we stop after %d connections", maxConnections)

// prober asks one server, one question a connection: a ClientHello goes out,
// the first flight comes back, the connection is closed. No key is computed,
// so any suite can be asked for by its number alone. Made by newProber.
type prober struct {
	connect func(context.Context) (net.Conn, error)
	host    string
	wait    time.Duration // for one answer
	pause   time.Duration // before a second try
	left    atomic.Int64  // connections we may still make
	slots   chan struct{}
	spoke   map[version]*atomic.Bool // has answered under this version
	mu      sync.Mutex
	givenUp int // slots given up because the server pushes back
}

// newProber makes a prober for the server that connect leads to; host is sent
// as the name asked for unless it is an address.
func newProber(host string, connect func(context.Context) (net.Conn, error)) *prober {
	p := &prober{connect: connect, host: host, wait: answerTimeout, pause: firstPause, slots: make(chan struct{}, maxSide), spoke: map[version]*atomic.Bool{}}
	for _, v := range allVersions {
		p.spoke[v] = new(atomic.Bool)
	}
	p.left.Store(maxConnections)
	return p
}

// used is how many connections were made.
func (p *prober) used() int64 { return maxConnections - max(0, p.left.Load()) }

// ask asks until the answer is clear, three times at most: only what happens
// again is believed when a server closes or stays silent.
func (p *prober) ask(ctx context.Context, h hello) result {
	h.host = p.host
	pause := p.pause
	for try := 1; ; try++ {
		r := p.once(ctx, h)
		if r.outcome == answered && r.version == h.version {
			p.spoke[h.version].Store(true)
		}
		enough := r.outcome == answered || r.outcome == refused || r.outcome == spent ||
			try == 2 && r.outcome != failed || try == 3 || ctx.Err() != nil
		if enough {
			return r
		}
		// A reset of a version that was answered before is pushing back; of
		// another it is how some servers say that they do not know it.
		if r.outcome == failed || errors.Is(r.err, syscall.ECONNRESET) && p.spoke[h.version].Load() {
			p.yield()
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return r
		}
		pause *= 4
	}
}

// yield gives up one place at the server for good: it pushes back when asked
// by so many at once. One place is always kept.
func (p *prober) yield() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.givenUp == maxSide-1 {
		return
	}
	p.givenUp++
	go func() { p.slots <- struct{}{} }() // taken as soon as somebody is done, never given back
}

func (p *prober) once(ctx context.Context, h hello) result {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return result{outcome: failed, err: ctx.Err()}
	}
	if p.left.Add(-1) < 0 {
		return result{outcome: spent, err: errSpent}
	}
	conn, err := p.connect(ctx)
	if err != nil {
		return result{outcome: failed, err: err}
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if err := conn.SetDeadline(time.Now().Add(p.wait)); err != nil {
		return result{outcome: failed, err: err}
	}
	if _, err := conn.Write(h.bytes()); err != nil {
		return ended(err)
	}
	if h.version == ssl2 {
		return listenSSLv2(conn)
	}
	return listen(conn)
}

// listen reads until the flight is complete or the server has said its last.
func listen(conn net.Conn) result {
	var f flight
	buf := make([]byte, 8<<10)
	for {
		n, err := conn.Read(buf)
		enough, bad := f.feed(buf[:n])
		switch {
		case f.hello && (enough || err != nil):
			return result{outcome: answered, answer: f.answer}
		case bad != nil:
			return result{outcome: shut, err: bad}
		case f.fatal && f.alert == alertInternalError:
			// It failed, perhaps for being asked so much: no clearer than a shut door.
			return result{outcome: shut, err: errors.New("the server says that it failed")}
		case f.fatal, err != nil && f.alerted && f.alert != 0: // 0 is a polite goodbye, not a no
			return result{outcome: refused, answer: f.answer}
		case err != nil:
			return ended(err)
		}
	}
}

func listenSSLv2(conn net.Conn) result {
	var all []byte
	buf := make([]byte, 8<<10)
	for {
		n, err := conn.Read(buf)
		all = append(all, buf[:n]...)
		if len(all) >= 2 && all[0] == 21 && all[1] == 3 {
			return result{outcome: refused} // a TLS alert
		}
		kinds, cert, on, more, bad := readSSLv2(all)
		r := result{kinds: kinds}
		if len(cert) > 0 {
			r.chain = [][]byte{cert}
		}
		switch {
		case on:
			r.outcome, r.hello, r.version = answered, true, ssl2
			return r
		case bad == nil && more && err == nil && len(all) < 1<<16:
			continue
		case bad == nil && !more:
			return result{outcome: refused}
		case bad != nil:
			return result{outcome: shut, err: bad}
		}
		return ended(err)
	}
}

// ended tells a server that shut the door from one that said nothing.
func ended(err error) result {
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		return result{outcome: silent, err: errors.New("no answer in time")}
	}
	return result{outcome: shut, err: err}
}

// Command far measures what a scan costs whose database is on a server that is
// far away: a proxy in front of it holds back every byte for a while, each way.
//
//	far [-ms N] [-files N] [-wall S] WEAKLINK...
//
// Several programs are compared in the same run; the bar is for the last. What
// is not the way to the server is measured with a proxy that holds nothing back.
package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/weaklink/weaklink/internal/labs/postgres"
)

func main() {
	ms := flag.Int("ms", 20, "milliseconds that every byte is held back, each way")
	files := flag.Int("files", 400, "files of the folder that is scanned")
	wall := flag.Float64("wall", 0, "bar in seconds that the way to the server may add; 0: none")
	flag.Parse()
	if err := run(flag.Args(), time.Duration(*ms)*time.Millisecond, *files, *wall); err != nil {
		fmt.Fprintln(os.Stderr, "bench far:", err)
		os.Exit(1)
	}
}

func run(programs []string, hold time.Duration, files int, bar float64) error {
	dir, err := os.MkdirTemp("", "bench-far-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for i := range files {
		path := filepath.Join(dir, "files", fmt.Sprintf("department-%d", i%9), fmt.Sprintf("list-%d.csv", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, fmt.Appendf(nil, "name,email\nAnna Muster,anna.muster@mail%d.example.org\n", i), 0o600); err != nil {
			return err
		}
	}
	cluster, err := postgres.Start(postgres.Options{})
	if err != nil {
		return err
	}
	defer cluster.Close()
	if err := cluster.Exec("postgres", "create role keeper login password 'bench'"); err != nil {
		return err
	}
	var added float64
	for i, program := range programs {
		var took [2]time.Duration
		var trips int64
		for j, held := range []time.Duration{0, hold} {
			name := fmt.Sprintf("runs%d_%d", i, j)
			if err := cluster.Exec("postgres", "create database "+name+" owner keeper"); err != nil {
				return err
			}
			address := cluster.URL("keeper", "bench", name)
			p, err := newProxy(strings.Split(strings.SplitN(address, "@", 2)[1], "/")[0], held)
			if err != nil {
				return err
			}
			cmd := exec.Command(program, "scan", filepath.Join(dir, "files"), "--db", strings.Replace(address, p.to, p.at, 1))
			cmd.Env = append(os.Environ(), "WEAKLINK_DATA="+filepath.Join(dir, name), "WEAKLINK_SAMPLES=1024")
			start := time.Now()
			out, err := cmd.CombinedOutput()
			took[j], trips = time.Since(start), p.trips.Load()
			p.close()
			if err != nil {
				return fmt.Errorf("%s: %w: %.500s", program, err, out)
			}
		}
		added = (took[1] - took[0]).Seconds()
		fmt.Printf("%s: %d files, near %.1f s, %s away each way %.1f s: the way adds %.1f s (%d times to the server)\n", program, files, took[0].Seconds(), hold, took[1].Seconds(), added, trips)
	}
	if bar > 0 && added > bar {
		return fmt.Errorf("the way to the server adds %.1f s, bar %.0f s", added, bar)
	}
	return nil
}

// proxy passes bytes on to a server after a while.
type proxy struct {
	listener net.Listener
	at, to   string
	hold     time.Duration
	trips    atomic.Int64 // how often a client said something
}

func newProxy(to string, hold time.Duration) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{listener: l, at: l.Addr().String(), to: to, hold: hold}
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", to)
			if err != nil {
				client.Close()
				continue
			}
			go p.pass(server, client, &p.trips)
			go p.pass(client, server, nil)
		}
	}()
	return p, nil
}

func (p *proxy) close() { p.listener.Close() }

// pass holds back what it reads, however much is on its way.
func (p *proxy) pass(to io.WriteCloser, from io.ReadCloser, trips *atomic.Int64) {
	defer to.Close()
	type chunk struct {
		b  []byte
		at time.Time
	}
	way := make(chan chunk, 1024)
	go func() {
		defer close(way)
		for {
			b := make([]byte, 64<<10)
			n, err := from.Read(b)
			if n > 0 {
				if trips != nil {
					trips.Add(1)
				}
				way <- chunk{b[:n], time.Now().Add(p.hold)}
			}
			if err != nil {
				return
			}
		}
	}()
	for c := range way {
		time.Sleep(time.Until(c.at))
		if _, err := to.Write(c.b); err != nil {
			break
		}
	}
	for range way { //nolint:revive // until the reader is done
	}
}

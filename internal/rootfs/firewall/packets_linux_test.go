package firewall

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// wire is two network namespaces joined by a cable: a server whose end is
// called eth0, and somebody on the internet.
type wire struct{ server, other string }

const (
	serverAddress = "203.0.113.1"
	otherAddress  = "81.2.69.142"
)

func tool(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return out
}

func newWire(t *testing.T, tools ...string) wire {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("missing: root, to make network namespaces")
	}
	for _, name := range append(tools, "ip") {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip("missing: " + name)
		}
	}
	id := fmt.Sprintf("wl%d", os.Getpid()%100000)
	w := wire{id + "s", id + "o"}
	for _, ns := range []string{w.server, w.other} {
		if out, err := exec.CommandContext(t.Context(), "ip", "netns", "add", ns).CombinedOutput(); err != nil {
			t.Skipf("missing: network namespaces: %s", out)
		}
		t.Cleanup(func() { exec.CommandContext(context.Background(), "ip", "netns", "del", ns).Run() }) //nolint:errcheck // it may be gone
	}
	tool(t, "ip", "-n", w.server, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", w.other)
	for ns, address := range map[string]string{w.server: serverAddress, w.other: otherAddress} {
		tool(t, "ip", "-n", ns, "addr", "add", address+"/24", "dev", "eth0")
		tool(t, "ip", "-n", ns, "link", "set", "eth0", "up")
		tool(t, "ip", "-n", ns, "link", "set", "lo", "up")
		tool(t, "ip", "-n", ns, "route", "add", "default", "dev", "eth0")
	}
	return w
}

// within runs f on a thread of its own in a namespace. The thread is not used again.
func within(t *testing.T, ns string, f func()) {
	t.Helper()
	fd, err := os.Open("/run/netns/" + ns)
	if err != nil {
		t.Fatal(err)
	}
	defer fd.Close()
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := unix.Setns(int(fd.Fd()), unix.CLONE_NEWNET)
		if err == nil {
			f()
		}
		done <- err
	}()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

var probed = []int{21, 22, 80, 443, 3306, 5432, 8080, 40000}

func (w wire) listen(t *testing.T) {
	within(t, w.server, func() {
		for _, p := range probed {
			l, err := net.Listen("tcp4", fmt.Sprintf("0.0.0.0:%d", p)) //nolint:noctx // bounded by the test
			if err != nil {
				t.Error(err)
				return
			}
			t.Cleanup(func() { l.Close() })
			go func() {
				for {
					c, err := l.Accept()
					if err != nil {
						return
					}
					c.Close()
				}
			}()
		}
	})
}

// connects says to which of the ports a connection can be made.
func (w wire) connects(t *testing.T) map[int]bool {
	out := map[int]bool{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, p := range probed {
		wg.Add(1)
		go func() {
			defer wg.Done()
			within(t, w.other, func() {
				c, err := net.DialTimeout("tcp4", fmt.Sprintf("%s:%d", serverAddress, p), 250*time.Millisecond) //nolint:noctx // bounded
				mu.Lock()
				out[p] = err == nil
				mu.Unlock()
				if err == nil {
					c.Close()
				}
			})
		}()
	}
	wg.Wait()
	return out
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }

// ruleset is a made-up firewall in nftables' own words.
func ruleset(r *rand.Rand) string {
	var b strings.Builder
	match := func() string {
		var parts []string
		for range 1 + r.IntN(2) {
			parts = append(parts, pick(r, "tcp dport 22", "tcp dport { 22, 80, 443 }", "tcp dport 3000-9000", "tcp dport != 443", "tcp dport @open", "tcp dport http",
				`iifname "eth0"`, `iifname "lo"`, `iifname != "eth0"`, `iifname "eth*"`, "ip saddr 81.2.0.0/16", "ip saddr 10.0.0.0/8", "ip saddr @bad", "ip saddr != 192.168.0.0/16",
				"ip saddr 81.2.69.1-81.2.69.200", "ct state new", "ct state established,related", "ct state invalid", "meta l4proto tcp", "meta l4proto { icmp, udp }", "udp dport 53",
				"tcp flags & (fin|syn|rst|ack) == syn", "tcp flags & (fin|syn|rst|ack) != syn", "fib daddr type local", "meta pkttype host", "limit rate 50/second", "limit rate over 500/second", "meta nfproto ipv6", "ip6 saddr ::1"))
		}
		return strings.Join(parts, " ")
	}
	act := func() string {
		return pick(r, "accept", "accept", "drop", "reject", "counter drop", "jump side", "goto side", "return", "counter", `log prefix "x: " level info`)
	}
	b.WriteString("flush ruleset\ndefine WEB = { 80, 443 }\ntable inet t {\n set open { type inet_service; flags interval; elements = { 21, 8000-8100 } }\n set bad { type ipv4_addr; flags interval; elements = { 81.2.69.142, 10.9.0.0/16 } }\n")
	b.WriteString(" chain side {\n")
	for range r.IntN(3) {
		fmt.Fprintf(&b, "  %s %s\n", match(), pick(r, "accept", "drop", "return", "counter"))
	}
	fmt.Fprintf(&b, " }\n chain input {\n  type filter hook input priority filter; policy %s;\n  ct state established accept\n", pick(r, "accept", "drop"))
	for range r.IntN(5) {
		switch r.IntN(6) {
		case 0:
			fmt.Fprintf(&b, "  tcp dport vmap { 22 : %s, 443 : drop, 5000-6000 : jump side }\n", pick(r, "accept", "drop"))
		case 1:
			b.WriteString("  ct state vmap { established : accept, related : accept, invalid : drop }\n")
		case 2:
			fmt.Fprintf(&b, "  tcp dport $WEB %s comment \"the web\"\n", pick(r, "accept", "drop"))
		default:
			fmt.Fprintf(&b, "  %s %s\n", match(), act())
		}
	}
	b.WriteString(" }\n")
	if r.IntN(3) == 0 {
		fmt.Fprintf(&b, " chain early {\n  type filter hook prerouting priority raw; policy accept;\n  ct state established accept\n  %s %s\n }\n", match(), pick(r, "accept", "drop"))
	}
	b.WriteString("}\n")
	return b.String()
}

// What the rules say on made-up packets is what the kernel does with real ones.
func TestAnswersAreThoseOfRealPackets(t *testing.T) {
	w := newWire(t, "nft")
	w.listen(t)
	rounds := 60
	if testing.Short() {
		rounds = 6
	}
	compared, unknown, refused := 0, 0, 0
	for seed := range rounds {
		text := ruleset(rand.New(rand.NewPCG(uint64(seed), 7)))
		load := exec.CommandContext(t.Context(), "ip", "netns", "exec", w.server, "nft", "-f", "-")
		load.Stdin = strings.NewReader(text)
		if out, err := load.CombinedOutput(); err != nil {
			if refused++; refused*4 > rounds {
				t.Fatalf("nft does not take the made-up rulesets: %v\n%s\n%s", err, out, text)
			}
			continue // it does not take two protocols in one rule
		}
		fromText, err := Text(text, nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		listed, err := Text(string(tool(t, "ip", "netns", "exec", w.server, "nft", "list", "ruleset")), nil)
		if err != nil {
			t.Fatal(err)
		}
		fromJSON, foreign, err := JSON(tool(t, "ip", "netns", "exec", w.server, "nft", "-j", "list", "ruleset"))
		if err != nil || foreign {
			t.Fatal(err, foreign)
		}
		real := w.connects(t)
		for _, port := range probed {
			for name, r := range map[string]*Ruleset{"its file": fromText, "nft list ruleset": listed, "nft -j": fromJSON} {
				got, unclear := r.Decide(Packet{In: "eth0", From: internet[0], Proto: "tcp", Port: port})
				compared++
				if got == Unknown {
					unknown++
					t.Logf("%s, port %d: unknown: %v", name, port, unclear)
				} else if (got == Accept) != real[port] {
					t.Errorf("%s, port %d: we say %s, a real connection got through: %v\n%s", name, port, got, real[port], text)
				}
			}
		}
	}
	t.Logf("%d answers compared with real connections, %d unknown", compared, unknown)
	if unknown*20 > compared {
		t.Errorf("%d of %d answers are unknown", unknown, compared)
	}
}

// The same for iptables.
func TestIptablesAnswersAreThoseOfRealPackets(t *testing.T) {
	w := newWire(t, "iptables-save", "iptables-restore")
	w.listen(t)
	rounds := 40
	if testing.Short() {
		rounds = 5
	}
	compared, unknown := 0, 0
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 8))
		match := func() string {
			return pick(r, "-p tcp -m tcp --dport 22", "-p tcp -m multiport --dports 80,443,8000:8100", "-p tcp -m tcp ! --dport 443", "-i lo", "-i eth+", "! -i eth0", "-s 81.2.0.0/16", "! -s 10.0.0.0/8",
				"-m conntrack --ctstate NEW", "-m conntrack --ctstate RELATED,ESTABLISHED", "-m state --state NEW -p tcp", "-p udp -m udp --dport 53", "-p icmp", "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN",
				"-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN", "-m limit --limit 5000/sec --limit-burst 5000", "-m addrtype --dst-type LOCAL", `-m comment --comment "a b"`, "-p tcp --dport 5000:")
		}
		var b strings.Builder
		fmt.Fprintf(&b, "*filter\n:INPUT %s [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:side - [0:0]\n", pick(r, "ACCEPT", "DROP"))
		// We answer for the first packet; the others of a connection follow it.
		b.WriteString("-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n")
		for range 1 + r.IntN(4) {
			fmt.Fprintf(&b, "-A INPUT %s %s\n", match(), pick(r, "-j ACCEPT", "-j DROP", "-j REJECT", "-j side", "-g side", "-j LOG", "-j RETURN"))
		}
		for range r.IntN(3) {
			fmt.Fprintf(&b, "-A side %s %s\n", match(), pick(r, "-j ACCEPT", "-j DROP", "-j RETURN"))
		}
		b.WriteString("COMMIT\n")
		load := exec.CommandContext(t.Context(), "ip", "netns", "exec", w.server, "iptables-restore")
		load.Stdin = strings.NewReader(b.String())
		if out, err := load.CombinedOutput(); err != nil {
			if seed == 0 && bytes.Contains(out, []byte("not supported")) {
				t.Skipf("missing: iptables in this kernel: %s", out)
			}
			t.Fatalf("%v\n%s\n%s", err, out, b.String())
		}
		saved, err := Save("ip", tool(t, "ip", "netns", "exec", w.server, "iptables-save"))
		if err != nil {
			t.Fatal(err)
		}
		real := w.connects(t)
		for _, port := range probed {
			got, unclear := saved.Decide(Packet{In: "eth0", From: internet[0], Proto: "tcp", Port: port})
			compared++
			if got == Unknown {
				unknown++
				t.Logf("port %d: unknown: %v", port, unclear)
			} else if (got == Accept) != real[port] {
				t.Errorf("port %d: we say %s, a real connection got through: %v\n%s", port, got, real[port], b.String())
			}
		}
	}
	t.Logf("%d answers compared with real connections, %d unknown", compared, unknown)
}

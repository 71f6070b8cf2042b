package website

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/collectors"
)

// OpenSSL's own client, asked suite by suite, is the judge of what OpenSSL's
// own server offers: our prober must find exactly that, in every version.
func TestTheSuitesFoundAreThoseThatOpenSSLFinds(t *testing.T) {
	path, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed: its server and client cannot be compared with")
	}
	tests := []struct {
		name, suites string
		flags        []string
		versions     map[string]string // ours -> the client's flag
	}{
		{"everything it can", "ALL:COMPLEMENTOFALL:!PSK:!SRP:!CAMELLIA:!ARIA:!AESCCM:!SHA256:!SHA384:@SECLEVEL=0", nil,
			map[string]string{"TLSv1.0": "-tls1", "TLSv1.1": "-tls1_1", "TLSv1.2": "-tls1_2", "TLSv1.3": "-tls1_3"}},
		{"a good server", "ECDHE+AESGCM:ECDHE+CHACHA20", []string{"-serverpref", "-no_tls1", "-no_tls1_1"},
			map[string]string{"TLSv1.2": "-tls1_2", "TLSv1.3": "-tls1_3"}},
	}
	if testing.Short() {
		tests = tests[1:]
	}
	names := openSSLNames(t, path)
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			at := openSSLServer(t, path, append([]string{"-cipher", tc.suites}, tc.flags...)...)
			start := time.Now()
			seen, err := lookAt(t, urlOf(at), collectors.Env{})
			if err != nil {
				t.Fatal(err)
			}
			f := tlsOf(t, seen)
			total := 0
			for _, v := range versionsOf(f) {
				if tc.versions[v] == "" {
					t.Errorf("%s found, which the server does not offer", v)
				}
				total += len(suitesOf(f, v))
			}
			t.Logf("%d suites in %d versions, %v, groups %v", total, len(f.Protocols), time.Since(start).Round(time.Millisecond), f.Groups)
			var wg sync.WaitGroup
			for v, flag := range tc.versions {
				wg.Go(func() {
					got := suitesOf(f, v)
					slices.Sort(got)
					if d := cmp.Diff(openSSLClient(t, path, at, flag, names), got); d != "" {
						t.Errorf("%s, want what openssl finds:\n%s", v, d)
					}
				})
			}
			wg.Wait()
			if len(f.Unknown) > 0 || len(seen.Gaps()) > 0 {
				t.Errorf("unknown %v, gaps %+v", f.Unknown, seen.Gaps())
			}
		})
	}
}

func TestWhoDecidesTheOrderIsSeen(t *testing.T) {
	path, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed: Go's own server always decides itself")
	}
	for want, flags := range map[string][]string{"server": {"-serverpref"}, "client": nil} {
		at := openSSLServer(t, path, append([]string{"-tls1_2", "-cipher", "AES128-SHA:AES256-SHA:ECDHE-RSA-AES256-SHA"}, flags...)...)
		seen, err := lookAt(t, urlOf(at), collectors.Env{})
		if err != nil {
			t.Fatal(err)
		}
		f := tlsOf(t, seen)
		if got := f.Protocols[0].Order; got != want {
			t.Errorf("order %q, want %q", got, want)
		}
		if want == "server" {
			if d := cmp.Diff([]string{"TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"}, suitesOf(f, "TLSv1.2")); d != "" {
				t.Errorf("the order itself: %s", d)
			}
		}
	}
}

// oakley2 is a prime of 1024 bits: RFC 2409, second group.
const oakley2 = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
	"EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
	"EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF"

func TestAShortDHPrimeIsAHole(t *testing.T) {
	path, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not installed: Go has no DHE to be measured")
	}
	prime, _ := new(big.Int).SetString(oakley2, 16)
	raw, err := asn1.Marshal(struct{ P, G *big.Int }{prime, big.NewInt(2)})
	if err != nil {
		t.Fatal(err)
	}
	dh := filepath.Join(t.TempDir(), "dh.pem")
	if err := os.WriteFile(dh, pem.EncodeToMemory(&pem.Block{Type: "DH PARAMETERS", Bytes: raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		want  string
		group string
		flags []string
	}{{"yes", "dh-1024", []string{"-dhparam", dh}}, {"no", "dh-2048", nil}} {
		at := openSSLServer(t, path, append([]string{"-tls1_2", "-cipher", "DHE-RSA-AES128-SHA:@SECLEVEL=0"}, tc.flags...)...)
		seen, err := lookAt(t, urlOf(at), collectors.Env{})
		if err != nil {
			t.Fatal(err)
		}
		if f := tlsOf(t, seen); hole(f, "weak-dh") != tc.want || !slices.Contains(f.Groups, tc.group) {
			t.Errorf("weak-dh %s with %v, want %s with %s", hole(f, "weak-dh"), f.Groups, tc.want, tc.group)
		}
	}
}

// openSSLServer runs openssl s_server until the test ends.
func openSSLServer(t *testing.T, path string, flags ...string) netip.AddrPort {
	t.Helper()
	dir := t.TempDir()
	ca := newAuthority(t, "Test Root", nil)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"s_server", "-accept", "127.0.0.1:0", "-www"}
	args = append(args, pemFiles(t, dir, "rsa", ca.issue(t, nil, rsaKey), "-cert", "-key")...)
	args = append(args, pemFiles(t, dir, "ec", ca.issue(t, nil, nil), "-dcert", "-dkey")...)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	cmd := exec.CommandContext(ctx, path, append(args, flags...)...)
	cmd.Env = append(os.Environ(), "OPENSSL_CONF=/dev/null")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var complaints strings.Builder
	cmd.Stderr = &complaints
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if addr, ok := strings.CutPrefix(lines.Text(), "ACCEPT "); ok {
			at, err := netip.ParseAddrPort(addr)
			if err != nil {
				t.Fatalf("openssl listens at %q: %v", addr, err)
			}
			go func() { // an unread pipe would stop it
				for lines.Scan() {
				}
			}()
			return at
		}
	}
	cancel()
	_ = cmd.Wait()
	t.Fatalf("openssl s_server did not start: %s", complaints.String())
	return netip.AddrPort{}
}

func pemFiles(t *testing.T, dir, name string, cert tls.Certificate, certFlag, keyFlag string) []string {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	c, k := filepath.Join(dir, name+".pem"), filepath.Join(dir, name+".key")
	for file, block := range map[string]*pem.Block{c: {Type: "CERTIFICATE", Bytes: cert.Certificate[0]}, k: {Type: "PRIVATE KEY", Bytes: key}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return []string{certFlag, c, keyFlag, k}
}

var cipherLine = regexp.MustCompile(`(?m)^(?:\d+ )?.*New, \S+ Cipher is (\S+)`)

// openSSLClient is every suite with which openssl s_client gets through, by
// IANA name, sorted.
func openSSLClient(t *testing.T, path string, at netip.AddrPort, flag string, names map[string]string) []string {
	t.Helper()
	var found []string
	left := strings.Split(tls13Names, ":")
	list := "ALL:COMPLEMENTOFALL:!PSK:!SRP"
	for range 120 {
		args := []string{"s_client", "-connect", at.String(), flag}
		if flag == "-tls1_3" {
			if len(left) == 0 {
				break
			}
			args = append(args, "-ciphersuites", strings.Join(left, ":"))
		} else {
			args = append(args, "-cipher", list+":@SECLEVEL=0")
		}
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		cmd := exec.CommandContext(ctx, path, args...)
		cmd.Env = append(os.Environ(), "OPENSSL_CONF=/dev/null")
		out, _ := cmd.Output() // it fails when there is nothing in common
		cancel()
		m := cipherLine.FindStringSubmatch(string(out))
		if m == nil || m[1] == "(NONE)" {
			break
		}
		iana := names[m[1]]
		if iana == "" {
			t.Errorf("openssl names a suite %q that it does not list", m[1])
			break
		}
		found = append(found, iana)
		list += ":!" + m[1]
		left = slices.DeleteFunc(left, func(s string) bool { return s == m[1] })
	}
	slices.Sort(found)
	return found
}

const tls13Names = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256"

// openSSLNames maps OpenSSL's names to IANA's, and checks our table on the way.
func openSSLNames(t *testing.T, path string) map[string]string {
	t.Helper()
	out, err := exec.Command(path, "ciphers", "-stdname", "-V", "-ciphersuites", tls13Names, "ALL:COMPLEMENTOFALL:@SECLEVEL=0").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		if len(f) > 4 {
			all[f[4]] = f[2]
		}
	}
	return all
}

package website

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

// nginx runs Debian's nginx as any host would, with a certificate of an
// authority of its own, until the test ends.
func nginx(t *testing.T, cert tls.Certificate, files map[string]string, rules string) (secure, plain netip.AddrPort) {
	t.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		if path, err = exec.LookPath("/usr/sbin/nginx"); err != nil {
			t.Skip("missing: nginx")
		}
	}
	dir, err := os.MkdirTemp("", "weaklink-nginx") // its workers are somebody else and must get in
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, body := range files {
		at := filepath.Join(dir, "www", name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pair := pemFiles(t, dir, "site", cert, "-", "-")
	secure, plain = closedPort(t), closedPort(t)
	conf := fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log;
events {}
http {
  access_log off; types { text/html html; application/sql sql; } default_type application/octet-stream;
  client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
  server { listen %[2]s ssl; server_name shop.example; ssl_certificate %[3]s; ssl_certificate_key %[4]s; root %[1]s/www; %[5]s }
  server { listen %[6]s; return 301 https://$host$request_uri; }
}`, dir, secure, pair[1], pair[3], rules, plain)
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd := exec.Command(path, "-p", dir, "-c", file)
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for range 100 {
		if conn, err := net.Dial("tcp", secure.String()); err == nil {
			conn.Close()
			return secure, plain
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nginx did not start: %s", said.String())
	return secure, plain
}

func TestADebianNginxIsSeenAsItIsSetUp(t *testing.T) {
	ca := newAuthority(t, "Private Root", nil)
	secure, plain := nginx(t, ca.issue(t, nil, nil), map[string]string{
		"index.html": `<title>Shop</title><a href="/datenschutz.html">Datenschutz</a>` + policyText, "datenschutz.html": policyText + "<p>Mehr.",
		".git/config": "[core]\n\tbare = false\n", "backup.sql": "-- MariaDB dump 10.19\n" + strings.Repeat("x", 1<<20), "uploads/a.txt": "a"},
		`add_header Strict-Transport-Security "max-age=31536000" always; add_header X-Frame-Options SAMEORIGIN; location /uploads/ { autoindex on; } location ~ /\.env { deny all; }`)
	env := collectors.Env{Roots: ca.pool(), Resolve: []collectors.Override{{Host: "shop.example", Port: 443, To: secure}, {Host: "shop.example", Port: 80, To: plain}}}
	start := time.Now()
	c := visitShop(t, env)
	t.Logf("pages and files in %s", time.Since(start).Round(time.Millisecond))
	if c.err != nil || len(c.Gaps()) > 0 {
		t.Fatalf("error %v, gaps %+v", c.err, c.Gaps())
	}
	p := c.front()
	if d := cmp.Diff(map[string]string{"strict-transport-security": "max-age=31536000", "x-frame-options": "SAMEORIGIN"}, p.Headers); d != "" {
		t.Error(d)
	}
	if len(p.Links) != 1 || !p.Links[0].OK || len(p.Software) != 1 || p.Software[0].Name != "nginx" {
		t.Errorf("%+v", p)
	}
	e := one(c, facts.WebsiteExposed)
	if d := cmp.Diff(map[string]string{"/.git/config": "git [core]", "/backup.sql": "dump -- MariaDB dump", "/uploads/": "listing <title>Index of /"}, proofs(e)); d != "" {
		t.Error(d)
	}
	for _, f := range e.Files {
		if strings.HasSuffix(f.URL, "backup.sql") && f.Bytes != 1<<20+22 {
			t.Errorf("the dump is said to have %d bytes", f.Bytes)
		}
	}
	if r := one(c, facts.WebsiteRedirect); !r.HTTPS || !r.SameHostFirst {
		t.Errorf("%+v", r)
	}
	seen, err := lookAt(t, "https://shop.example", env)
	if err != nil {
		t.Fatal(err)
	}
	if cert := certificateOf(t, seen); !cert.Trusted || cert.Authority != "given" || !cert.NameMatches {
		t.Errorf("%+v", cert)
	}
}

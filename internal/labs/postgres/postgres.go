// Package postgres starts a throw-away PostgreSQL server for tests, on a socket
// and on a port of loopback. Only its socket lets everyone in; over TCP every
// role needs its password, as on a server of a firm.
package postgres

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/weaklink/weaklink/internal/labs/daemon"
)

// Cluster is a running server. Its superuser is called postgres.
type Cluster struct {
	Port   int
	Socket string // folder of the socket
	PEM    []byte // certificate of the server; empty without TLS
	d      *daemon.Daemon
}

// Options are what a cluster may be started with.
type Options struct {
	TLS      bool
	Settings []string // lines of postgresql.conf
	HBA      []string // lines of pg_hba.conf, before ours
}

// Bin is the folder of the newest installed server's programs; empty when there is none.
func Bin() string {
	var newest string
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	for _, f := range found {
		dir := filepath.Dir(f)
		if len(dir) > len(newest) || len(dir) == len(newest) && dir > newest {
			newest = dir
		}
	}
	return newest
}

// Need skips the test where PostgreSQL is not installed, and with -short: short
// tests start no servers.
func Need(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a PostgreSQL server: not with -short")
	}
	if Bin() == "" {
		t.Skip("missing: postgresql")
	}
}

// ForTest starts a cluster that ends with the test, or skips the test where
// there may be none (see Need).
func ForTest(t testing.TB, o Options) *Cluster {
	t.Helper()
	Need(t)
	c, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// Start starts a cluster. It takes about two seconds.
func Start(o Options) (*Cluster, error) {
	bin := Bin()
	if bin == "" {
		return nil, fmt.Errorf("postgresql: %w", daemon.ErrMissing)
	}
	d, err := daemon.New("postgres")
	if err != nil {
		return nil, err
	}
	c := &Cluster{Socket: d.Dir, d: d}
	if err := c.start(bin, o); err != nil {
		c.Close()
		return nil, fmt.Errorf("start a throw-away postgresql: %w", err)
	}
	return c, nil
}

func (c *Cluster) start(bin string, o Options) error {
	data := c.d.Path("data")
	if err := c.d.Run(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"); err != nil {
		return err
	}
	hba := append(o.HBA, "local all all trust", "host all all 127.0.0.1/32 scram-sha-256")
	if err := c.d.Write("data/pg_hba.conf", []byte(strings.Join(hba, "\n")+"\n")); err != nil {
		return err
	}
	conf := []string{"fsync = off", "full_page_writes = off", "synchronous_commit = off", "shared_buffers = 32MB", "max_connections = 20", "listen_addresses = '127.0.0.1'", "unix_socket_directories = '" + c.d.Dir + "'"}
	if o.TLS {
		if err := c.certificate(); err != nil {
			return err
		}
		conf = append(conf, "ssl = on")
	}
	if err := c.d.Write("data/postgresql.auto.conf", []byte(strings.Join(append(conf, o.Settings...), "\n")+"\n")); err != nil {
		return err
	}
	var err error
	for range 3 { // somebody else may take the port in between
		if c.Port, err = daemon.FreePort(); err != nil {
			return err
		}
		// Quit, not kill: the server then ends its own children and gives back its memory.
		if err = c.d.Start(syscall.SIGQUIT, filepath.Join(bin, "postgres"), "-D", data, "-p", fmt.Sprint(c.Port)); err != nil {
			return err
		}
		if err = c.d.Await(20*time.Second, func() error { return c.Exec("postgres", "select 1") }); err == nil {
			return nil
		}
	}
	return err
}

// Exec runs statements in a database as the superuser. Those of one string are
// one transaction, in which no database can be created.
func (c *Cluster) Exec(database string, statements ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	conn, err := c.Connect(ctx, database)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	for _, s := range statements {
		if _, err := conn.PgConn().Exec(ctx, s).ReadAll(); err != nil {
			return err
		}
	}
	return nil
}

// Connect opens a session as the superuser, over the socket.
func (c *Cluster) Connect(ctx context.Context, database string) (*pgx.Conn, error) {
	conf, err := pgx.ParseConfig("sslmode=disable")
	if err != nil {
		return nil, err
	}
	conf.Host, conf.Port, conf.User, conf.Password, conf.Database = c.Socket, uint16(c.Port), "postgres", "", database
	return pgx.ConnectConfig(ctx, conf)
}

// URL is the address of a database over TCP. An empty password is left out.
func (c *Cluster) URL(user, password, database string) string {
	u := url.URL{Scheme: "postgres", Host: fmt.Sprintf("127.0.0.1:%d", c.Port), Path: "/" + database, User: url.User(user)}
	if password != "" {
		u.User = url.UserPassword(user, password)
	}
	return u.String()
}

// Log is all that the server logged.
func (c *Cluster) Log() string { return c.d.Log() }

// Kill ends the server as a power cut does.
// The processes that serve the sessions are none of its own session and would
// finish what they are at.
func (c *Cluster) Kill() {
	var serving []int
	raw, _ := os.ReadFile(filepath.Join(c.d.Dir, "data", "postmaster.pid"))
	if first, _, ok := strings.Cut(string(raw), "\n"); ok {
		stats, _ := filepath.Glob("/proc/[0-9]*/stat")
		for _, s := range stats {
			line, _ := os.ReadFile(s)
			// PID (NAME) STATE PARENT ...
			if fields := strings.Fields(string(line[bytes.LastIndexByte(line, ')')+1:])); len(fields) > 1 && fields[1] == strings.TrimSpace(first) {
				pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(s)))
				serving = append(serving, pid)
			}
		}
	}
	c.d.Kill()
	for _, pid := range serving {
		if pid > 1 {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
}

// Close ends the server and removes all of it.
func (c *Cluster) Close() { c.d.Close(syscall.SIGINT, syscall.SIGQUIT) }

// certificate makes one that vouches for itself, for 127.0.0.1 and localhost.
func (c *Cluster) certificate() error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, key.Public(), key)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	c.PEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
	if err := c.d.Write("data/server.crt", c.PEM); err != nil {
		return err
	}
	return c.d.Write("data/server.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

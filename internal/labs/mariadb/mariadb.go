// Package mariadb starts a throw-away MariaDB server for tests, on a socket and
// on a port of loopback. Root has no password and comes in over both; every
// other account is the test's to make.
package mariadb

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql" // the driver

	"github.com/weaklink/weaklink/internal/labs/daemon"
)

// Server is a running server.
type Server struct {
	Port   int
	Socket string // path of the socket
	d      *daemon.Daemon
}

const program = "/usr/sbin/mariadbd"

// Need skips the test where MariaDB is not installed, and with -short: short
// tests start no servers.
func Need(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a MariaDB server: not with -short")
	}
	if _, err := os.Stat(program); err != nil {
		t.Skip("missing: mariadb-server")
	}
}

// ForTest starts a server that ends with the test, or skips the test where
// there may be none (see Need).
func ForTest(t testing.TB, settings ...string) *Server {
	t.Helper()
	Need(t)
	s, err := Start(settings...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// Start starts a server with settings such as "--log-bin". It takes about two seconds.
func Start(settings ...string) (*Server, error) {
	if _, err := os.Stat(program); err != nil {
		return nil, fmt.Errorf("mariadb: %w", daemon.ErrMissing)
	}
	d, err := daemon.New("mysql")
	if err != nil {
		return nil, err
	}
	s := &Server{Socket: d.Path("s"), d: d}
	if err := s.start(settings); err != nil {
		s.Close()
		return nil, fmt.Errorf("start a throw-away mariadb: %w", err)
	}
	return s, nil
}

func (s *Server) start(settings []string) error {
	data := "--datadir=" + s.d.Path("data")
	if err := s.d.Run("/usr/bin/mariadb-install-db", "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0"); err != nil {
		return err
	}
	var err error
	for range 3 { // somebody else may take the port in between
		if s.Port, err = daemon.FreePort(); err != nil {
			return err
		}
		args := append([]string{"--no-defaults", data, "--socket=" + s.Socket, fmt.Sprintf("--port=%d", s.Port), "--bind-address=127.0.0.1", "--skip-name-resolve",
			"--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0", "--performance-schema=OFF", "--character-set-server=utf8mb4"}, settings...)
		if err = s.d.Start(syscall.SIGKILL, program, args...); err != nil {
			return err
		}
		if err = s.d.Await(20*time.Second, func() error { return s.Exec("", "select 1") }); err == nil {
			return nil
		}
	}
	return err
}

// Exec runs statements in a database as root. Each string may hold several.
func (s *Server) Exec(database string, statements ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	db, err := sql.Open("mysql", fmt.Sprintf("root@unix(%s)/%s?multiStatements=true", s.Socket, url.PathEscape(database)))
	if err != nil {
		return err
	}
	defer db.Close()
	for _, st := range statements {
		if _, err := db.ExecContext(ctx, st); err != nil {
			return fmt.Errorf("%.40s: %w", strings.TrimSpace(st), err)
		}
	}
	return nil
}

// Query returns the first column of the first row, as root.
func (s *Server) Query(database, query string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	db, err := sql.Open("mysql", fmt.Sprintf("root@unix(%s)/%s", s.Socket, url.PathEscape(database)))
	if err != nil {
		return "", err
	}
	defer db.Close()
	var out string
	err = db.QueryRowContext(ctx, query).Scan(&out)
	return out, err
}

// URL is the address of a database over TCP. An empty password is left out.
func (s *Server) URL(user, password, database string) string {
	u := url.URL{Scheme: "mysql", Host: fmt.Sprintf("127.0.0.1:%d", s.Port), Path: "/" + database, User: url.User(user)}
	if password != "" {
		u.User = url.UserPassword(user, password)
	}
	return u.String()
}

// Kill ends the server as a power cut does.
func (s *Server) Kill() { s.d.Kill() }

// Close ends the server and removes all of it.
func (s *Server) Close() { s.d.Close(syscall.SIGTERM) }

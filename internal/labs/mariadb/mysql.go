package mariadb

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/labs/daemon"
)

// mysqld is the program of MySQL proper: the one that WEAKLINK_MYSQLD names,
// else the one that is installed. On many systems mysqld is another name of
// MariaDB; that one is not taken.
func mysqld() string {
	program := os.Getenv("WEAKLINK_MYSQLD")
	if program == "" {
		program = "/usr/sbin/mysqld"
	}
	out, err := exec.Command(program, "--no-defaults", "--version").Output()
	if err != nil || strings.Contains(string(out), "MariaDB") {
		return ""
	}
	return program
}

// MySQLForTest starts a server of MySQL proper that ends with the test, or skips
// the test when there is none.
func MySQLForTest(t testing.TB, settings ...string) *Server {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a MySQL server: not with -short")
	}
	s, err := StartMySQL(settings...)
	if err != nil && strings.Contains(err.Error(), daemon.ErrMissing.Error()) {
		t.Skip("missing: mysql-server (WEAKLINK_MYSQLD names the program of another one)")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// StartMySQL starts a server of MySQL proper. It takes about ten seconds.
func StartMySQL(settings ...string) (*Server, error) {
	program := mysqld()
	if program == "" {
		return nil, fmt.Errorf("mysql: %w", daemon.ErrMissing)
	}
	d, err := daemon.New("mysql")
	if err != nil {
		return nil, err
	}
	s := &Server{Socket: d.Path("s"), d: d}
	data := "--datadir=" + d.Path("data")
	if err = d.Run(program, "--no-defaults", "--initialize-insecure", "--secure-file-priv=NULL", data); err == nil {
		for range 3 { // somebody else may take the port in between
			if s.Port, err = daemon.FreePort(); err != nil {
				break
			}
			args := append([]string{"--no-defaults", data, "--socket=" + s.Socket, fmt.Sprintf("--port=%d", s.Port), "--bind-address=127.0.0.1", "--skip-name-resolve",
				"--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0", "--performance-schema=OFF", "--mysqlx=OFF", "--skip-log-bin", "--secure-file-priv=NULL", "--pid-file=" + d.Path("pid")}, settings...)
			if err = d.Start(syscall.SIGKILL, program, args...); err != nil {
				break
			}
			if err = d.Await(60*time.Second, func() error { return s.Exec("", "select 1") }); err == nil {
				return s, nil
			}
		}
	}
	s.Close()
	return nil, fmt.Errorf("start a throw-away mysql: %w", err)
}

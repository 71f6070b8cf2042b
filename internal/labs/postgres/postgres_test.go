package postgres

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestAClusterAnswersAndLeavesNothing(t *testing.T) {
	c := ForTest(t, Options{TLS: true})
	if err := c.Exec("postgres", `create role crm login password 'secret-of-the-lab'`, `create database crm owner crm`); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if _, err := pgx.Connect(ctx, c.URL("crm", "wrong", "crm")); err == nil || !strings.Contains(err.Error(), "28P01") {
		t.Errorf("over TCP a wrong password is refused, got %v", err)
	}
	conn, err := pgx.Connect(ctx, c.URL("crm", "secret-of-the-lab", "crm")+"?sslmode=require")
	if err != nil {
		t.Fatal(err)
	}
	var tls bool
	if err := conn.QueryRow(ctx, "select ssl from pg_stat_ssl where pid = pg_backend_pid()").Scan(&tls); err != nil || !tls {
		t.Errorf("the session is encrypted: %v, %v", tls, err)
	}
	conn.Close(ctx)
	c.Close()
	if _, err := os.Stat(c.Socket); !os.IsNotExist(err) {
		t.Errorf("its folder is gone after Close: %v", err)
	}
}

package data

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/collectors"
)

// address is where a database is and who we are there.
type address struct {
	id             string // of the target
	host           string // or, when it begins with a slash, the folder or file of a socket
	port           int
	user, database string
	password       string
	given          bool // a password was named, in the target or beside it
	options        map[string]string
}

// options of an address, by scheme. Others are refused: a mistyped sslmode must
// not pass for one.
var options = map[string][]string{
	"postgres": {"host", "sslmode", "sslrootcert", "sslcert", "sslkey", "password"},
	"mysql":    {"socket", "tls", "password"},
}

// readAddress takes an address apart. No error repeats a part of it that may
// be, or hold, a password.
func readAddress(ctx context.Context, t collectors.Target) (address, error) {
	example := fmt.Sprintf("write it as in %s://USER@HOST/DATABASE, and in weaklink.yaml: targets: [{at: \"%s://USER@HOST/DATABASE\", secret: env:DB_PASSWORD}]", t.Scheme, t.Scheme)
	wrong := func(what string) (address, error) {
		return address{}, hinted{fmt.Errorf("read the address of %s: %s", t.ID, what), example}
	}
	u, err := url.Parse(t.Addr)
	if err != nil {
		return wrong("it cannot be taken apart")
	}
	a := address{id: t.ID, host: u.Hostname(), database: strings.TrimPrefix(u.Path, "/"), options: map[string]string{}}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return wrong("what follows the ? cannot be read")
	}
	for k, v := range query {
		if !slices.Contains(options[t.Scheme], k) {
			return wrong("it has an option that is none of " + strings.Join(options[t.Scheme], ", "))
		}
		a.options[k] = v[len(v)-1]
	}
	a.port = map[string]int{"postgres": 5432, "mysql": 3306}[t.Scheme]
	if p := u.Port(); p != "" {
		if a.port, err = strconv.Atoi(p); err != nil || a.port < 1 || a.port > 65535 {
			return wrong("its port is none")
		}
	}
	for _, socket := range []string{"host", "socket"} {
		if s := a.options[socket]; s != "" {
			if a.host = s; !strings.HasPrefix(s, "/") {
				return wrong("its " + socket + " is no path; the name of a server goes before the database")
			}
		}
	}
	if a.host == "" {
		return wrong("it names no server")
	}
	if a.user = u.User.Username(); a.user == "" {
		me, err := user.Current()
		if err != nil {
			return wrong("it names no account")
		}
		a.user = me.Username
	}
	if err := a.findPassword(ctx, t, u); err != nil {
		return address{}, err
	}
	return a, nil
}

func (a *address) findPassword(ctx context.Context, t collectors.Target, u *url.URL) error {
	if t.Secret != nil {
		secret, err := t.Secret(ctx)
		if err != nil {
			return err
		}
		a.password, a.given = string(secret), true
		return nil
	}
	if p, ok := u.User.Password(); ok {
		a.password, a.given = p, true
	} else if p := a.options["password"]; p != "" {
		a.password, a.given = p, true
	}
	return nil
}

func (a address) socket() bool { return strings.HasPrefix(a.host, "/") }

// near says that nobody between us and the server can listen or answer in its place.
func (a address) near() bool {
	if a.socket() || a.host == "localhost" {
		return true
	}
	ip := net.ParseIP(a.host)
	return ip != nil && ip.IsLoopback()
}

func (a address) server() string {
	if a.socket() {
		return "the socket"
	}
	return net.JoinHostPort(a.host, strconv.Itoa(a.port))
}

// dialError says why nothing came of a connection, or returns nil when err is
// about something else.
func (a address) dialError(err error) error {
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	var op *net.OpError
	switch {
	case errors.As(err, &dns):
		return hinted{fmt.Errorf("connect to %s: there is no server of the name %s", a.id, a.host), "check the name in the address"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return hinted{fmt.Errorf("connect to %s: %s did not answer in time", a.id, a.server()), "check the address, and that a firewall lets this machine through"}
	case errors.As(err, &op) && op.Op == "dial":
		return hinted{fmt.Errorf("connect to %s: nothing answers at %s", a.id, a.server()), "check that the database server runs and that the port is right"}
	}
	return nil
}

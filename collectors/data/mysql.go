package data

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/weaklink/weaklink/collectors"
)

// mySession is a session on a MySQL or MariaDB server.
type mySession struct {
	db   *sql.DB
	conn *sql.Conn
	a    address
	fork bool // MariaDB
	rate int64

	order [][2]string              // schema and name of the tables that are read, in that order
	ahead map[[2]string][]myColumn // columns of those that are read next
}

func openMySQL(ctx context.Context, env collectors.Env, a address) (*mySession, error) {
	conf, err := myConfig(env, a)
	if err != nil {
		return nil, err
	}
	connector, err := mysql.NewConnector(conf)
	if err != nil { // it may repeat the password
		return nil, hinted{fmt.Errorf("read the address of %s: its settings do not go together", a.id), "tls is one of false, preferred, skip-verify, true"}
	}
	s := &mySession{db: sql.OpenDB(connector), a: a, rate: env.Rate}
	s.db.SetMaxOpenConns(1)
	if s.conn, err = s.db.Conn(ctx); err == nil {
		err = s.limit(ctx)
	}
	if err != nil {
		s.close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, myLoginError(a, conf.Passwd != "", err)
	}
	return s, nil
}

func myConfig(env collectors.Env, a address) (*mysql.Config, error) {
	c := mysql.NewConfig()
	c.Logger = &mysql.NopLogger{} // its own log goes to stderr
	c.User, c.Passwd, c.DBName, c.Timeout = a.user, a.password, a.database, loginWait
	if !a.given {
		c.Passwd = os.Getenv("MYSQL_PWD")
	}
	// Text arrives in UTF-8, whatever the table is kept in.
	c.Params = map[string]string{}
	if err := c.Apply(mysql.Charset("utf8mb4", "")); err != nil {
		return nil, err
	}
	c.Net, c.Addr = "tcp", net.JoinHostPort(a.host, strconv.Itoa(a.port))
	if a.socket() {
		c.Net, c.Addr = "unix", a.host
		return c, nil
	}
	c.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if to, ok := env.Dial(a.host, a.port); ok {
			addr = to.String()
		}
		return (&net.Dialer{Timeout: loginWait}).DialContext(ctx, network, addr)
	}
	conf := &tls.Config{ServerName: a.host, RootCAs: env.Roots, MinVersion: tls.VersionTLS12}
	switch a.options["tls"] {
	case "", "preferred":
		conf.InsecureSkipVerify = true
		c.TLS, c.AllowFallbackToPlaintext = conf, true
	case "skip-verify":
		conf.InsecureSkipVerify = true
		c.TLS = conf
	case "true":
		c.TLS = conf
	case "false":
	default:
		return nil, hinted{fmt.Errorf("read the address of %s: it asks for a kind of tls that there is not", a.id), "tls is one of false, preferred, skip-verify, true"}
	}
	return c, nil
}

// limit sets the share of the server that the session takes. Unlike that of
// PostgreSQL, its poolers keep one client's settings from the next.
func (s *mySession) limit(ctx context.Context) error {
	var version string
	if err := s.conn.QueryRowContext(ctx, "select version()").Scan(&version); err != nil {
		return err
	}
	s.fork = strings.Contains(strings.ToLower(version), "mariadb")
	longestIs := fmt.Sprintf("set session max_execution_time = %d", longestAt(s.rate).Milliseconds())
	if s.fork {
		longestIs = fmt.Sprintf("set session max_statement_time = %d", int(longestAt(s.rate).Seconds()))
	}
	for _, q := range []string{
		fmt.Sprintf("set session lock_wait_timeout = %d", int(lockWait.Seconds())), longestIs,
		"set session transaction isolation level repeatable read, read only", "set session time_zone = '+00:00'", "set session sql_mode = 'ANSI_QUOTES'",
	} {
		// An old server that has no such limit is looked at all the same.
		if _, err := s.conn.ExecContext(ctx, q); err != nil && !myCode(err, 1193) {
			return err
		}
	}
	return nil
}

func myCode(err error, codes ...uint16) bool {
	var my *mysql.MySQLError
	if errors.As(err, &my) {
		for _, c := range codes {
			if my.Number == c {
				return true
			}
		}
	}
	return false
}

func myLoginError(a address, password bool, err error) error {
	fail := func(what, hint string) error { return hinted{fmt.Errorf("log in to %s: %s", a.id, what), hint} }
	var cert *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var my *mysql.MySQLError
	switch {
	case myCode(err, 1045, 1698) && !password:
		return fail("the server asks for a password, and none was given", "name it: secret: env:NAME of the target in weaklink.yaml, or MYSQL_PWD")
	case myCode(err, 1045, 1698):
		return fail("the server refuses the account or its password", "check the account; the password goes into secret: env:NAME of the target in weaklink.yaml, or into MYSQL_PWD")
	case myCode(err, 1044):
		return fail("the account may not use this database", "grant select on "+backtick(a.database)+".* to '"+a.user+"'@'THIS_MACHINE';")
	case myCode(err, 1049):
		return fail("there is no database of that name on the server", "show databases; lists them; the name goes after the last / of the address")
	case myCode(err, 1130):
		return fail("the server does not let this machine in", "create the account for it: '"+a.user+"'@'THIS_MACHINE'")
	case myCode(err, 3118, 4151):
		return fail("the account is locked", "alter user '"+a.user+"'@'THIS_MACHINE' account unlock;")
	case myCode(err, 1820, 1862):
		return fail("its password has run out", "log in once with the account and set a new one: alter user user() identified by '…';")
	case myCode(err, 1040, 1203, 1226):
		return fail("the server has no connection free", "scan again at a quiet hour")
	case myCode(err, 3159) || errors.Is(err, mysql.ErrNoTLS) && a.options["tls"] == "false":
		return fail("the server wants an encrypted session", "take tls=false out of the address")
	case errors.Is(err, mysql.ErrNoTLS):
		return fail("an encrypted session was asked for, and the server offers none", "give the server a certificate, or take tls out of the address")
	case errors.Is(err, mysql.ErrCleartextPassword):
		return fail("the server wants the password unencrypted", "let the account log in with caching_sha2_password, ed25519 or mysql_native_password")
	case errors.As(err, &cert) || errors.As(err, &unknown) || errors.As(err, &host):
		return fail("the server's certificate is not one that we trust for this name", "name its authority with --ca FILE")
	case errors.As(err, &my):
		return fail(fmt.Sprintf("the server refuses us (error %d)", my.Number), "look into the server's log")
	}
	if err := a.dialError(err); err != nil {
		return err
	}
	return fail("what answers is no MySQL server, or it hung up", "check the port in the address")
}

func (*mySession) format() string { return "mysql" }

func (s *mySession) close() {
	if s.conn != nil {
		s.conn.Close()
	}
	s.db.Close()
}

func (s *mySession) snapshot(ctx context.Context, t *table, read func() error) error {
	_, err := s.conn.ExecContext(ctx, "start transaction with consistent snapshot, read only")
	if err == nil {
		err = s.columns(ctx, t)
	}
	if err == nil {
		err = read()
	}
	if _, e := s.conn.ExecContext(ctx, "rollback"); err == nil {
		err = e
	}
	return err
}

func (s *mySession) rows(ctx context.Context, t *table, pick []int, each func([][]byte) error) error {
	exprs := make([]string, len(pick))
	for i, n := range pick {
		c := t.columns[n]
		q := backtick(c.name)
		switch {
		case c.point:
			q = fmt.Sprintf("case when octet_length(%s) <= %d then st_astext(%s) end", q, smallValue, q)
		case c.binary:
			q = fmt.Sprintf("case when octet_length(%s) <= %d then lower(hex(%s)) else concat('%c', octet_length(%s)) end", q, smallValue, q, lengthSign, q)
		case c.typ == "bit":
			q += " + 0"
		case c.text && t.wide:
			q = fmt.Sprintf("case when octet_length(%s) > %d then left(%s, %d) else %s end", q, maxValue, q, maxValue, q)
		}
		exprs[i] = q
	}
	where := ""
	if t.share > 0 { // the same rows each time, for both passes
		where = fmt.Sprintf(" where rand(%d) < %f", sampleSeed, t.share)
	}
	rows, err := s.conn.QueryContext(ctx, "select "+strings.Join(exprs, ", ")+" from "+t.id+where)
	if err != nil {
		return err
	}
	defer rows.Close()
	raw := make([]sql.RawBytes, len(pick))
	into := make([]any, len(pick))
	for i := range raw {
		into[i] = &raw[i]
	}
	cells := make([][]byte, len(t.columns))
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, n := range pick {
			cells[n] = raw[i]
		}
		if err := each(cells); err != nil {
			return sinkError{err}
		}
	}
	return rows.Err()
}

func backtick(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

func (s *mySession) explain(err error) (why, next string, gone bool) {
	var my *mysql.MySQLError
	var network net.Error
	switch {
	case errors.Is(err, mysql.ErrInvalidConn), errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &network), myCode(err, 1053, 1927, 1317):
		return "the connection to the server broke", "check that the database server runs, then scan again", true
	case errors.Is(err, errVanished), myCode(err, 1146, 1054, 1412):
		return "it was changed or removed before we came to it", "scan again", false
	case myCode(err, 1142, 1143, 1044, 1370):
		return "this account may not read it", s.grant(), false
	case myCode(err, 1205, 1213):
		return fmt.Sprintf("somebody else held it locked for longer than %d seconds", lockWait/time.Second), "scan again at a quiet hour", false
	case myCode(err, 1969, 3024):
		return "reading it took longer than allowed", "scan again at a quiet hour", false
	case myCode(err, 1033, 1034, 1194, 1195, 1030, 1932):
		return "the server cannot read it any more: it is damaged", "restore it from a backup, and look into the server's log", false
	case errors.As(err, &my):
		return fmt.Sprintf("the server refuses to read it (error %d)", my.Number), "look into the server's log", false
	}
	return "what the server sent could not be read", "scan again", false
}

func (s *mySession) grant() string {
	if s.a.database == "" {
		return "grant select on *.* to '" + s.a.user + "'@'THIS_MACHINE';"
	}
	return "grant select on " + backtick(s.a.database) + ".* to '" + s.a.user + "'@'THIS_MACHINE';"
}

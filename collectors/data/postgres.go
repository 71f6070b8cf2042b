package data

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/weaklink/weaklink/collectors"
)

// Limits of our share of a server.
const (
	lockWait  = 5 * time.Second
	longest   = 30 * time.Minute // for one statement
	longSlow  = 24 * time.Hour   // for one that we were asked to read slowly
	loginWait = 10 * time.Second
)

// pgSession is a session on a PostgreSQL database. Everything is set within our
// own transactions, nothing on the session: behind a pooler a session is handed
// on to others.
type pgSession struct {
	conn *pgconn.PgConn
	a    address
	rate int64
}

func longestAt(rate int64) time.Duration {
	if rate > 0 {
		return longSlow
	}
	return longest
}

func openPostgres(ctx context.Context, env collectors.Env, a address) (*pgSession, error) {
	conf, err := pgConfig(env, a)
	if err != nil {
		return nil, err
	}
	conn, err := pgconn.ConnectConfig(ctx, conf)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, pgLoginError(a, conf.Password != "", err)
	}
	if v := conn.ParameterStatus("server_version"); pgMajor(v) > 0 && pgMajor(v) < 12 {
		conn.Close(ctx)
		return nil, hinted{fmt.Errorf("look at %s: it is PostgreSQL %d, and we read 12 and later", a.id, pgMajor(v)), "dump it with pg_dump and give the dump as a path; a version that old gets no more security updates"}
	}
	return &pgSession{conn, a, env.Rate}, nil
}

func pgMajor(version string) int {
	n, _ := strconv.Atoi(strings.FieldsFunc(version+".", func(r rune) bool { return r < '0' || r > '9' })[0])
	return n
}

// pgConfig names every setting that says where to go, so that none is taken
// from the environment. A password is: PGPASSWORD, and then the password file.
func pgConfig(env collectors.Env, a address) (*pgconn.Config, error) {
	set := [][2]string{
		{"host", a.host}, {"port", strconv.Itoa(a.port)}, {"user", a.user}, {"database", a.database}, {"application_name", "weaklink"},
		{"connect_timeout", strconv.Itoa(int(loginWait / time.Second))}, {"target_session_attrs", "any"}, {"sslmode", "prefer"},
	}
	if a.given {
		set = append(set, [2]string{"password", a.password})
	}
	for _, k := range []string{"sslmode", "sslrootcert", "sslcert", "sslkey"} {
		if v := a.options[k]; v != "" {
			set = append(set, [2]string{k, v})
		}
	}
	if m := a.options["sslmode"]; !a.near() && m != "verify-full" && m != "verify-ca" {
		// Whoever answers in the server's place must not get the password itself.
		set = append(set, [2]string{"require_auth", "!password"})
	}
	var b strings.Builder
	for _, kv := range set {
		fmt.Fprintf(&b, "%s='%s' ", kv[0], strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(kv[1]))
	}
	conf, err := pgconn.ParseConfig(b.String())
	if err != nil { // it may repeat the password
		return nil, hinted{fmt.Errorf("read the address of %s: its TLS settings do not go together, or a certificate file is not there", a.id), "sslmode is one of disable, prefer, require, verify-ca, verify-full; sslrootcert is the path of a file"}
	}
	conf.RuntimeParams = map[string]string{"application_name": "weaklink", "client_encoding": "UTF8"}
	if env.Roots != nil && a.options["sslrootcert"] == "" {
		trust := func(c *tls.Config) {
			if c != nil {
				c.RootCAs = env.Roots
			}
		}
		trust(conf.TLSConfig)
		for _, f := range conf.Fallbacks {
			trust(f.TLSConfig)
		}
	}
	conf.LookupFunc = func(ctx context.Context, host string) ([]string, error) {
		if to, ok := env.Dial(host, a.port); ok {
			return []string{to.String()}, nil
		}
		return net.DefaultResolver.LookupHost(ctx, host)
	}
	return conf, nil
}

// pgLoginError says in our own words why there is no session. The driver's
// words hold the settings of the session, and the server's may hold anything.
func pgLoginError(a address, password bool, err error) error {
	fail := func(what, hint string) error { return hinted{fmt.Errorf("log in to %s: %s", a.id, what), hint} }
	unnamed := func() error {
		return fail("the server asks for a password, and none was given", "name it: secret: env:NAME of the target in weaklink.yaml, or PGPASSWORD")
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch {
		case strings.Contains(pg.Message, "no encryption") && a.options["sslmode"] == "disable":
			return fail("the server wants an encrypted session", "take sslmode=disable out of the address")
		case pg.Code == "28000" && strings.Contains(pg.Message, "pg_hba.conf"):
			return fail("the server does not let this account in from this machine", "add a line to its pg_hba.conf: host "+ident(a.database)+" "+ident(a.user)+" THIS_MACHINE/32 scram-sha-256")
		case pg.Code == "28P01" && !password:
			return unnamed()
		case pg.Code == "28P01" || pg.Code == "28000":
			return fail("the server refuses the account or its password", "check the account; the password goes into secret: env:NAME of the target in weaklink.yaml, or into PGPASSWORD")
		case pg.Code == "3D000":
			return fail("there is no database of that name on the server", "psql -l lists the databases; the name goes after the last / of the address")
		case pg.Code == "42501":
			return fail("the account may not connect to this database", "grant connect on database "+ident(a.database)+" to "+ident(a.user)+";")
		case pg.Code == "53300":
			return fail("the server has no connection free", "scan again at a quiet hour")
		case pg.Code[:2] == "57":
			return fail("the server is starting or stopping", "scan again in a minute")
		}
		return fail("the server refuses us (SQLSTATE "+pg.Code+")", "look into the server's log")
	}
	text := err.Error()
	var cert *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	switch {
	case strings.Contains(text, "server refused TLS"):
		return fail("an encrypted session was asked for, and the server offers none", "switch ssl = on in its postgresql.conf, or take sslmode out of the address")
	case errors.As(err, &cert) || errors.As(err, &unknown) || errors.As(err, &host):
		return fail("the server's certificate is not one that we trust for this name", "name its authority with --ca FILE or sslrootcert=FILE")
	case strings.Contains(text, "authentication method") && strings.Contains(text, "require"):
		return fail("the server wants the password unencrypted, over a connection on which anybody may listen", "use sslmode=verify-full, or scram-sha-256 in its pg_hba.conf")
	}
	if err := a.dialError(err); err != nil {
		return err
	}
	if !password {
		return unnamed()
	}
	return fail("what answers is no PostgreSQL server, or it hung up", "check the port in the address")
}

func (*pgSession) format() string { return "postgres" }

func (p *pgSession) close() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	p.conn.Close(ctx)
}

// begin is how every transaction of ours begins.
func (p *pgSession) begin(ctx context.Context) string {
	limit := longestAt(p.rate)
	if end, ok := ctx.Deadline(); ok {
		limit = max(time.Second, min(limit, time.Until(end)))
	}
	return fmt.Sprintf("begin transaction isolation level repeatable read, read only; set local lock_timeout = %d; set local statement_timeout = %d; "+
		"set local idle_in_transaction_session_timeout = 60000; set local search_path = pg_catalog; set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; "+
		"set local bytea_output = hex; set local intervalstyle = iso_8601; set local synchronize_seqscans = off; set local max_parallel_workers_per_gather = 0; set local jit = off; set local enable_indexonlyscan = off;",
		lockWait.Milliseconds(), limit.Milliseconds())
}

// ask runs statements in a transaction of ours and returns the rows of the last.
func (p *pgSession) ask(ctx context.Context, statements string) ([][][]byte, error) {
	results, err := p.conn.Exec(ctx, statements).ReadAll()
	if err != nil {
		return nil, err
	}
	return results[len(results)-1].Rows, nil
}

// end closes a transaction in which nothing was changed.
func (p *pgSession) end(ctx context.Context) error {
	if p.conn.IsClosed() {
		return nil
	}
	_, err := p.ask(ctx, "rollback")
	return err
}

func (p *pgSession) snapshot(ctx context.Context, t *table, read func() error) error {
	err := p.look(ctx, t)
	if err == nil {
		err = read()
	}
	if e := p.end(ctx); err == nil {
		err = e
	}
	return err
}

func (p *pgSession) rows(ctx context.Context, t *table, pick []int, each func([][]byte) error) error {
	exprs := make([]string, len(pick))
	for i, n := range pick {
		c := t.columns[n]
		q := ident(c.name)
		switch {
		case c.binary:
			q = fmt.Sprintf("case when octet_length(%s) <= %d then encode(%s, 'hex') else '%c' || octet_length(%s) end", q, smallValue, q, lengthSign, q)
		case c.text && t.wide:
			q = fmt.Sprintf("case when pg_column_size(%s) > %d or octet_length(%s::text) > %d then left(%s::text, %d) else %s::text end", q, maxValue, q, maxValue, q, maxValue, q)
		}
		exprs[i] = q
	}
	from := t.id
	switch { // the same rows each time, for both passes
	case t.share > 0 && t.parted:
		// tablesample would draw the same places in each of the partitions, and be as far
		// off in all of them. A row is drawn here by its partition and its place.
		from += fmt.Sprintf(" where hashtext(tableoid::text || ctid::text || '/%d') & 2147483647 < %d", sampleSeed, int64(t.share*(1<<31)))
	case t.share > 0:
		from += fmt.Sprintf(" tablesample bernoulli (%f) repeatable (%d)", t.share*100, sampleSeed)
	}
	w := &copyRows{pick: pick, cells: make([][]byte, len(t.columns)), each: each}
	_, err := p.conn.CopyTo(ctx, w, "copy (select "+strings.Join(exprs, ", ")+" from "+from+") to stdout")
	if w.failed != nil {
		return sinkError{w.failed}
	}
	return err
}

func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (p *pgSession) explain(err error) (why, next string, gone bool) {
	if errors.Is(err, errVanished) {
		return "it was removed before we came to it", "scan again", false
	}
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return "the connection to the server broke", "check that the database server runs, then scan again", true
	}
	gone = p.conn.IsClosed()
	switch {
	case pg.Code == "42501":
		why, next = "this account may not read it", p.grant()
	case pg.Code == "55P03":
		why, next = "somebody else held it locked for longer than 5 seconds", "scan again at a quiet hour"
	case pg.Code == "57014":
		why, next = "reading it took longer than allowed", "give it more time with max_time in weaklink.yaml"
	case pg.Code == "42P01" || pg.Code == "42703":
		why, next = "it was changed or removed before we came to it", "scan again"
	case pg.Code == "40001":
		why, next = "the server broke off our reading in favour of its own work", "scan again at a quiet hour, or scan the main server instead of the copy"
	case pg.Code[:2] == "57":
		why, next, gone = "the server ended our session", "scan again when it runs", true
	case pg.Code[:2] == "XX" || pg.Code[:2] == "58":
		why, next = "the server cannot read it any more: it is damaged (SQLSTATE "+pg.Code+")", "restore it from a backup, and look into the server's log"
	default:
		why, next = "the server refuses to read it (SQLSTATE "+pg.Code+")", "look into the server's log"
	}
	return why, next, gone
}

// grant is the least right that lets an account read everything.
func (p *pgSession) grant() string {
	return "grant pg_read_all_data to " + ident(p.a.user) + "; (from PostgreSQL 14 on; else grant usage on its schema and select on the table)"
}

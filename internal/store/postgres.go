package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// ourSchema keeps our tables apart from whatever else a database holds, unless
// the address names another with search_path.
const ourSchema = "weaklink"

// writers and readers bound what one process takes of the server's connections.
const writers = 4

// PostgresConfig is how the server that url names is reached, for those who need
// a connection of their own. Its error repeats nothing of url: a password with
// a character that should have been escaped is the usual cause.
func PostgresConfig(url string) (*pgx.ConnConfig, error) {
	conf, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, &UsageError{"the address of the database cannot be read", "write it postgres://USER@HOST/DATABASE, special characters as %XX; a password may also stand in PGPASSWORD or ~/.pgpass"}
	}
	if conf.ConnectTimeout == 0 {
		conf.ConnectTimeout = 10 * time.Second
	}
	for name, value := range map[string]string{
		"search_path": ourSchema, "application_name": "weaklink",
		"idle_in_transaction_session_timeout": "60s", "lock_timeout": "30s", "client_encoding": "UTF8",
	} {
		if conf.RuntimeParams[name] == "" {
			conf.RuntimeParams[name] = value
		}
	}
	return conf, nil
}

func postgresPlace(address string) (string, error) {
	conf, err := PostgresConfig(address)
	if err != nil {
		return "", err
	}
	at := url.URL{Scheme: "postgres", Host: conf.Host, Path: "/" + conf.Database}
	if strings.HasPrefix(conf.Host, "/") { // a socket
		at.Host, at.RawQuery = "", "host="+conf.Host
	} else if conf.Port != 5432 {
		at.Host = fmt.Sprintf("%s:%d", conf.Host, conf.Port)
	}
	return at.String(), nil
}

// Postgres says how the server is reached; false on SQLite.
func (db *DB) Postgres() (*pgx.ConnConfig, bool) {
	if !db.Shared() {
		return nil, false
	}
	conf, err := PostgresConfig(db.engine.url)
	return conf, err == nil
}

func openPostgres(ctx context.Context, url string) (*DB, error) {
	conf, err := PostgresConfig(url)
	if err != nil {
		return nil, err
	}
	if err := settle(ctx, conf); err != nil {
		return nil, err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	if err != nil {
		return nil, err
	}
	db := &DB{write: stdlib.OpenDB(*conf), read: stdlib.OpenDB(*conf), engine: engine{
		dialect: goose.DialectPostgres, schema: inPostgres, options: []goose.ProviderOption{goose.WithSessionLocker(locker)},
		// As if one transaction ran after the other, which is what a file gives.
		change:   &sql.TxOptions{Isolation: sql.LevelSerializable},
		snapshot: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
		again:    lostRace, compact: vacuum, mark: numbered, url: url,
	}}
	db.place, _ = postgresPlace(url)
	for pool, most := range map[*sql.DB]int{db.write: writers, db.read: readers} {
		pool.SetMaxOpenConns(most)
		pool.SetMaxIdleConns(most)
		pool.SetConnMaxIdleTime(5 * time.Minute)
	}
	return db, nil
}

// settle makes our schema where there is none, and refuses one that holds
// something else.
func settle(ctx context.Context, conf *pgx.ConnConfig) error {
	c, err := pgx.ConnectConfig(ctx, conf)
	if err != nil {
		return reachError(err)
	}
	defer c.Close(context.WithoutCancel(ctx))
	var schema *string
	var tables, ours int
	const look = `select current_schema(), (select count(*) from pg_tables where schemaname = current_schema()),
		(select count(*) from pg_tables where schemaname = current_schema() and tablename in ('goose_db_version', 'span_detail', 'firm'))`
	if err := c.QueryRow(ctx, look).Scan(&schema, &tables, &ours); err != nil {
		return err
	}
	if schema != nil {
		if ours < 3 && tables > ours { // only goose's: another process is making the rest
			return &UsageError{fmt.Sprintf("its schema %s holds something other than weaklink's runs and was left as it is", *schema), "give weaklink a database of its own, or leave search_path out of the address"}
		}
		return nil
	}
	_, err = c.Exec(ctx, "create schema if not exists "+pgx.Identifier{strings.TrimSpace(strings.Split(conf.RuntimeParams["search_path"], ",")[0])}.Sanitize())
	var failed *pgconn.PgError
	switch {
	case errors.As(err, &failed) && failed.Code == "23505": // another made it at the same moment
		return nil
	case errors.As(err, &failed) && failed.Code == "42501":
		return &UsageError{"this role may not make the schema that runs are kept in", fmt.Sprintf("as an administrator of it: create schema %s authorization %s", ourSchema, conf.User)}
	}
	return err
}

// reachError says why there is no connection, without the user and the address
// that pgx repeats.
func reachError(err error) error {
	var failed *pgconn.PgError
	if errors.As(err, &failed) {
		switch failed.Code {
		case "28P01", "28000":
			return &UsageError{"the server refused the login", "check user and password; a password may also stand in PGPASSWORD or ~/.pgpass"}
		case "3D000":
			return &UsageError{"there is no such database", "make it: createdb DATABASE"}
		}
		return fmt.Errorf("the server refused: %s (%s)", failed.Message, failed.Code)
	}
	var last *pgconn.ConnectError
	for errors.As(err, &last) && last.Unwrap() != nil {
		err = last.Unwrap()
	}
	return &UsageError{"the server cannot be reached: " + err.Error(), "check the address, and that this machine may reach it"}
}

// lostRace says that a transaction failed only because of another one.
func lostRace(err error) bool {
	var failed *pgconn.PgError
	if !errors.As(err, &failed) {
		return false
	}
	switch failed.Code {
	case "40001", "40P01", // serialization failure, deadlock
		"23503", "23505": // a row that another transaction made or took away meanwhile
		return true
	}
	return false
}

var textType = regexp.MustCompile(`(?m)^([^-\n]*?\s)text\b`)

// inPostgres says a migration in its words: text sorts by its bytes, as in
// SQLite, whatever the database was made for.
func inPostgres(sql string) string {
	for {
		next := textType.ReplaceAllString(sql, `${1}TEXT collate "C"`)
		if next == sql {
			return sql
		}
		sql = next
	}
}

// vacuum gives back the room of deleted rows. Anew, where the role may and
// nobody is in the way; else the room is only free to be written over. (The
// server's own write-ahead log and backups are its administrator's.)
func vacuum(ctx context.Context, db *DB) error {
	for _, t := range vacuumed() {
		if _, err := db.write.ExecContext(ctx, "vacuum (full) "+t); err == nil {
			continue
		}
		if _, err := db.write.ExecContext(ctx, "vacuum "+t); err != nil {
			return fmt.Errorf("give back the room of what was deleted: %w", err)
		}
	}
	return nil
}

func vacuumed() []string {
	out := slices.Clone(passing)
	for _, t := range kept {
		out = append(out, t.name)
	}
	return out
}

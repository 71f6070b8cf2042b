package queue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/weaklink/weaklink/internal/store"
)

// engine is what differs between the two.
type engine struct {
	driver riverdriver.Driver[*sql.Tx]
	poll   time.Duration // a server tells of new jobs by itself
	close  func()
}

func engineOf(ctx context.Context, db *store.DB) (engine, error) {
	conf, shared := db.Postgres()
	if !shared {
		return engine{riversqlite.New(db.SQL()), 200 * time.Millisecond, func() {}}, nil
	}
	// Whoever is told of new jobs needs connections of their own to listen on.
	pc, err := pgxpool.ParseConfig("postgres://localhost/")
	if err != nil {
		return engine{}, err
	}
	pc.ConnConfig, pc.MaxConns = conf, 2
	pool, err := pgxpool.NewWithConfig(ctx, pc)
	if err != nil {
		return engine{}, err
	}
	return engine{riverdatabasesql.NewWithPgxListener(db.SQL(), pool), time.Second, pool.Close}, nil
}

// migrate makes River's tables. Two processes may begin at once: the second
// looks again.
func (e engine) migrate(ctx context.Context) error {
	m, err := rivermigrate.New(e.driver, nil)
	if err != nil {
		return err
	}
	for try := 0; ; try++ {
		have, err := m.ExistingVersions(ctx)
		if err == nil && len(have) >= len(m.AllVersions()) {
			return nil
		}
		if err == nil {
			_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		}
		if err == nil {
			return nil
		}
		if try == 20 || ctx.Err() != nil {
			return fmt.Errorf("make the tables of the queue: %w", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// Open opens the queue that lies in db, and makes its tables. Nothing is worked
// on before Run.
func Open(ctx context.Context, db *store.DB, home Home) (*Queue, error) {
	if home.Blobs == nil || home.Keys == nil || home.Log == nil {
		return nil, errors.New("open the queue: it needs a place for blobs, keys and a log")
	}
	e, err := engineOf(ctx, db)
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	q := &Queue{db: db, home: home, engine: e, timing: usual}
	if err := e.migrate(ctx); err != nil {
		e.close()
		return nil, err
	}
	// This one only puts jobs into the queue; Run makes another that works.
	if q.client, err = river.NewClient(e.driver, &river.Config{Logger: home.Log, Workers: q.workers(), SkipUnknownJobCheck: true}); err != nil {
		e.close()
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	return q, nil
}

// Close gives back what the queue holds, not the database.
func (q *Queue) Close() { q.engine.close() }

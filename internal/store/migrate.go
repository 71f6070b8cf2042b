package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema to the newest version this build knows. A newer
// one is refused: an old build would misread what a new one wrote.
func (db *DB) migrate(ctx context.Context) error {
	p, err := db.migrator()
	if err != nil {
		return err
	}
	// Two processes may open a new file at once. The one that comes second
	// finds the tables there and has to look again.
	for try := 0; ; try++ {
		have, want, err := p.GetVersions(ctx)
		if err == nil && have > want {
			return &UsageError{fmt.Sprintf("it was written by a newer weaklink (schema %d, this one knows %d)", have, want), "use that newer weaklink, or another file with --db"}
		}
		if err == nil && have == want {
			return nil
		}
		if err == nil {
			_, err = p.Up(ctx)
		}
		if err == nil {
			return nil
		}
		if try == 20 || ctx.Err() != nil {
			return fmt.Errorf("bring the schema up to date: %w", err)
		}
		time.Sleep(25 * time.Millisecond)
	}
}

func (db *DB) migrator() (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	if db.engine.schema != nil {
		dir = translated{dir, db.engine.schema}
	}
	p, err := goose.NewProvider(db.engine.dialect, db.write, dir,
		append(db.engine.options, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))...)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return p, nil
}

// translated is a folder of migrations in the words of an engine.
type translated struct {
	fs.FS
	say func(string) string
}

// Open opens a file of which the translation is read.
func (t translated) Open(name string) (fs.File, error) {
	f, err := t.FS.Open(name)
	if err != nil || name == "." {
		return f, err
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return translation{f, strings.NewReader(t.say(string(raw)))}, nil
}

type translation struct {
	fs.File
	text io.Reader
}

func (t translation) Read(p []byte) (int, error) { return t.text.Read(p) }

package data

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/redact"
)

// fallen is a server that falls over while it reads the table called broken.
type fallen struct{ read []string }

func (*fallen) format() string                          { return "postgres" }
func (*fallen) tables(context.Context) ([]table, error) { return nil, nil }
func (*fallen) close()                                  {}
func (*fallen) explain(error) (why, next string, gone bool) {
	return "the server ended our session", "scan again when it runs", true
}

func (f *fallen) snapshot(_ context.Context, t *table, _ func() error) error {
	f.read = append(f.read, t.name)
	if t.name == "broken" {
		return errors.New("gone")
	}
	return nil
}

func (*fallen) rows(context.Context, *table, []int, func([][]byte) error) error { return nil }

func TestTheTablesBehindAServerThatFellOverAreReadWhenItIsBack(t *testing.T) {
	defer func(was []time.Duration) { reopenAfter = was }(reopenAfter)
	reopenAfter = make([]time.Duration, 6)
	for tries, want := range map[int][]string{0: {"a", "broken", "b"}, 4: {"a", "broken", "b"}, 6: {"a", "broken"}} {
		f, left := &fallen{}, tries
		open := func(context.Context) (session, error) {
			if left--; left >= 0 {
				return nil, errors.New("it is starting up")
			}
			return f, nil
		}
		v := &visit{c: New(collectors.Env{Key: redact.Key{7}, Temp: t.TempDir()}).(*collector), t: collectors.Target{ID: "db"}, see: &blobs{}}
		if err := v.allTables(context.Background(), f, open, []table{{name: "a"}, {name: "broken"}, {name: "b"}}); err != nil {
			t.Fatal(err)
		}
		if len(f.read) != len(want) || v.ledger.Files != 3 || v.ledger.Read != int64(len(want)-1) {
			t.Errorf("back after %d tries: read %v, ledger %+v", tries, f.read, v.ledger)
		}
	}
}

package data

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/labs/crowd"
	"github.com/weaklink/weaklink/internal/redact"
)

// blobs keeps the blobs of a visit.
type blobs struct {
	mu    sync.Mutex
	items []evidence.Item
	all   [][]byte
}

func (b *blobs) put(write func(io.Writer) error) (string, error) {
	var buf bytes.Buffer
	err := write(&buf)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all = append(b.all, buf.Bytes())
	return strconv.Itoa(len(b.all) - 1), err
}

func (b *blobs) Fact(it evidence.Item) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.items = append(b.items, it)
	return nil
}
func (*blobs) Unseen(string, string, string) {}
func (*blobs) Progress(int64, int64, string) {}
func (*blobs) Log() *slog.Logger             { return slog.New(slog.DiscardHandler) }
func (b *blobs) sets(t *testing.T) (out []evidence.Set) {
	for _, it := range b.items {
		if it.Kind != facts.DataStore.Name || it.Blob == "" {
			continue
		}
		n, err := strconv.Atoi(it.Blob)
		if err != nil {
			t.Fatal(err)
		}
		s, err := evidence.OpenSet(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b.all[n])), nil })
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func TestFiveThousandPeopleInFourPlacesAreToldApart(t *testing.T) {
	dir := t.TempDir()
	c := crowd.Make(5000, 11)
	if err := c.WriteFiles(dir); err != nil {
		t.Fatal(err)
	}
	if err := c.WriteSQLite(filepath.Join(dir, "shop.sqlite")); err != nil {
		t.Fatal(err)
	}
	b := &blobs{}
	key := redact.Key{7}
	col := New(collectors.Env{Key: key, PutBlob: b.put, Temp: t.TempDir()})
	if err := col.Collect(context.Background(), collectors.Target{ID: "share", Scheme: "path", Addr: dir}, b); err != nil {
		t.Fatal(err)
	}
	sets := b.sets(t)
	if len(sets) != 4 {
		t.Fatalf("people were found in %d places, want 4", len(sets))
	}
	m, err := c.Measure(sets, func(kind, v string) evidence.Key {
		if kind == "name" {
			return evidence.Key{Type: evidence.KeyName, Print: key.Quick().OfName(v)}
		}
		typ, _ := classify.KeyType(classify.Kind(kind))
		return evidence.Key{Type: typ, Print: key.Quick().Of(kind, classify.Normalise(classify.Kind(kind), v))}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(m)
	if m.Off() > .02 || m.Off() < -.02 || m.Right < .995 || m.Told < m.Records*9/10 {
		t.Errorf("want within 2 %% and 99.5 %% of joins right: %v", m)
	}
}

func TestMinorsTheDeadAndTrialsAreSetApart(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "patients.csv", "id,given_name,family_name,email,birth_date,verstorben,diagnosis\n"+lines(60, func(i int) string {
		born, dead, host, diagnosis := fmt.Sprintf("19%02d-03-0%d", 40+i, 1+i%9), "", "posteo.de", ""
		if i < 6 {
			born = fmt.Sprintf("2019-05-1%d", i)
		}
		if i >= 50 {
			dead = "2024-02-03"
		}
		if i%20 == 7 {
			host = "example.com"
		}
		if i%2 == 0 {
			diagnosis = "Diabetes"
		}
		return fmt.Sprintf("%d,%s,%s,client%d@%s,%s,%s,%s\n", i, []string{"Anna", "Peter", "Maria"}[i%3], []string{"Weber", "Koch", "Wolf", "Becker"}[i%4], i, host, born, dead, diagnosis)
	}))
	b := &blobs{}
	col := New(collectors.Env{Key: redact.Key{7}, PutBlob: b.put, Temp: t.TempDir()}).(*collector)
	col.now = func() time.Time { return time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC) }
	if err := col.Collect(context.Background(), collectors.Target{ID: "share", Scheme: "path", Addr: dir}, b); err != nil {
		t.Fatal(err)
	}
	all := facts.DataStore.Select(b.items)
	if len(all) != 1 || all[0].Picture == nil {
		t.Fatalf("stores %+v", all)
	}
	s := all[0]
	if p := s.Picture; s.People.Best != 57 || s.Test != 3 || p.Minors != 6 || p.Deceased != 10 || p.Special != 30 || p.Identity != 27 || p.Dossiers != 30 {
		t.Errorf("57 people (6 of them children, 10 dead, 30 with an illness) and 3 trials: %+v, %d trials, picture %+v", s.People, s.Test, p)
	}
}

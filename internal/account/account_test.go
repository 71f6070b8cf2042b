package account_test

import (
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/account"
	"github.com/weaklink/weaklink/internal/store"
)

func TestALinkOpensOneSession(t *testing.T) {
	ctx := t.Context()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Unix(1_800_000_000, 0)
	a := account.New(db, func() time.Time { return now })
	link, err := a.Link(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if known, err := a.Known(ctx, link); known || err != nil {
		t.Fatal("a link is no session", err)
	}
	var opened atomic.Int32
	var session string
	var all sync.WaitGroup
	var mu sync.Mutex
	for range 8 {
		all.Go(func() {
			s, err := a.SignIn(ctx, link)
			if err != nil {
				t.Error(err)
			}
			if s != "" {
				opened.Add(1)
				mu.Lock()
				session = s
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if opened.Load() != 1 {
		t.Fatalf("%d sessions from one link", opened.Load())
	}
	if known, err := a.Known(ctx, session); !known || err != nil {
		t.Fatal("the session is not known", err)
	}
	if s, _ := a.SignIn(ctx, session); s != "" {
		t.Error("a session served as a link")
	}
	late := account.New(db, func() time.Time { return now.Add(account.SessionAge) })
	if known, _ := late.Known(ctx, session); known {
		t.Error("a session outlives its age")
	}
	if err := a.SignOut(ctx, session); err != nil {
		t.Fatal(err)
	}
	if known, _ := a.Known(ctx, session); known {
		t.Error("signed out and still known")
	}
	old, err := a.Link(ctx)
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(account.LinkAge)
	if s, _ := a.SignIn(ctx, old); s != "" {
		t.Error("an old link still opens")
	}
	for _, guess := range []string{"", "x", link + "x"} {
		if s, _ := a.SignIn(ctx, guess); s != "" {
			t.Errorf("%q opened a session", guess)
		}
	}
}

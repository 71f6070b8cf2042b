package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"github.com/weaklink/weaklink/internal/store"
)

const (
	// LinkAge is how long a link can wait to be opened.
	LinkAge = time.Hour
	// SessionAge is how long a browser stays signed in.
	SessionAge = 30 * 24 * time.Hour
)

const (
	link    = "link"
	session = "session"
)

// Keeper is what accounts need of a store.
type Keeper interface {
	AddSignIn(ctx context.Context, s store.SignIn) error
	SpendSignIn(ctx context.Context, kind, hash string, now time.Time) (bool, error)
	Session(ctx context.Context, hash string, now time.Time) (bool, error)
}

// Accounts opens and closes sessions.
type Accounts struct {
	keep Keeper
	now  func() time.Time
}

// New keeps accounts in k.
func New(k Keeper, now func() time.Time) *Accounts { return &Accounts{k, now} }

// Link makes a token that signs in once, within LinkAge.
func (a *Accounts) Link(ctx context.Context) (string, error) { return a.add(ctx, link, LinkAge) }

// SignIn spends a link and opens a session. An unknown, spent or old link is "".
func (a *Accounts) SignIn(ctx context.Context, token string) (string, error) {
	ok, err := a.keep.SpendSignIn(ctx, link, digest(token), a.now())
	if err != nil || !ok {
		return "", err
	}
	return a.add(ctx, session, SessionAge)
}

// Known reports whether a session's token counts.
func (a *Accounts) Known(ctx context.Context, token string) (bool, error) {
	if token == "" {
		return false, nil
	}
	return a.keep.Session(ctx, digest(token), a.now())
}

// SignOut ends a session.
func (a *Accounts) SignOut(ctx context.Context, token string) error {
	_, err := a.keep.SpendSignIn(ctx, session, digest(token), a.now())
	return err
}

func (a *Accounts) add(ctx context.Context, kind string, age time.Duration) (string, error) {
	raw := make([]byte, 32)
	rand.Read(raw) // never fails: crypto/rand ends the process instead
	token := base64.RawURLEncoding.EncodeToString(raw)
	now := a.now()
	return token, a.keep.AddSignIn(ctx, store.SignIn{Hash: digest(token), Kind: kind, Made: now, Until: now.Add(age)})
}

func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

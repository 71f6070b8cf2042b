package queue

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"regexp"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// Target is one thing to look at, as a person writes it.
type Target struct {
	At      string        `json:"at"`     // as in weaklink.yaml; a path counts from the worker's folder: better absolute
	As      string        `json:"as"`     // short name; empty: made from At
	Secret  string        `json:"secret"` // where it is: env:NAME or file:PATH, on the worker. Never the secret itself
	MaxTime time.Duration `json:"max_time"`
	Watch   []string      `json:"watch"`
}

// Override sends connections for a host and port elsewhere, as --resolve does.
type Override struct {
	Host string `json:"host"`
	Port int    `json:"port"`
	To   string `json:"to"` // ADDRESS:PORT
}

// Ask is what a run is asked to do: weaklink.yaml and the flags of a scan, as a
// value that is kept in the database. The zero value of a field means what
// leaving it out of the file means.
type Ask struct {
	Firm      chain.Firm               `json:"firm"`
	Targets   []Target                 `json:"targets"`
	Answers   map[string]checks.Answer `json:"answers"`
	Only      []chain.Link             `json:"only"`
	Ignore    []string                 `json:"ignore"`
	DNS       string                   `json:"dns"`
	Resolve   []Override               `json:"resolve"`
	CA        string                   `json:"ca"` // PEM of further authorities
	Seed      *uint64                  `json:"seed"`
	Samples   int                      `json:"samples"`
	Constants map[string]any           `json:"constants"`
	MadeUp    bool                     `json:"made_up"` // a demo
	Once      *Once                    `json:"once,omitempty"`
}

func readAsk(body json.RawMessage) (Ask, error) {
	var a Ask
	if err := json.Unmarshal(body, &a); err != nil {
		return a, fmt.Errorf("read what the run was asked: %w", err)
	}
	return a, nil
}

// InvalidError says what of an Ask cannot be done. Nothing was kept then.
type InvalidError struct {
	Err  error
	hint string
}

// Invalid says why something that was asked cannot be done, and what to do about it.
func Invalid(err error, hint string) *InvalidError { return &InvalidError{err, hint} }

func (e *InvalidError) Error() string { return e.Err.Error() }
func (e *InvalidError) Unwrap() error { return e.Err }

// Hint is what to do about it.
func (e *InvalidError) Hint() string { return e.hint }

// options are those of a scan that looks at the same. They lack what only a
// worker needs: equip adds it.
func (a Ask) options(version string) (scan.Options, error) {
	opt := scan.Options{
		Firm: a.Firm, Answers: a.Answers, Only: a.Only, Seed: a.Seed, Samples: a.Samples, Constants: a.Constants, MadeUp: a.MadeUp,
		Version: version, Now: time.Now, Progress: silent{}, Log: slog.New(slog.DiscardHandler),
		Env: collectors.Env{Ignore: a.Ignore, DNS: a.DNS, Version: version},
	}
	if a.Firm.Name == "" {
		return opt, &InvalidError{errors.New("the firm has no name"), "give it one"}
	}
	if len(a.Targets) == 0 {
		return opt, &InvalidError{errors.New("there is nothing to look at"), "name a website, a folder or a database"}
	}
	for _, t := range a.Targets {
		if holdsPassword.MatchString(t.At) { // it would be kept in the database
			return opt, &InvalidError{errors.New("an address of a target holds a password"), "leave it out of the address and name where it is: secret env:NAME or file:PATH"}
		}
		got, err := collectors.Parse(t.At, exists)
		if err != nil {
			return opt, &InvalidError{fmt.Errorf("target %w", err), "a target is a website (shop.example), a folder or a database (postgres://user@host/database)"}
		}
		if t.As != "" {
			got.ID, got.As = t.As, t.As
		}
		got.MaxTime, got.Watch = t.MaxTime, t.Watch
		if t.Secret != "" {
			s, err := config.NewSecret(t.Secret, ".")
			if err != nil {
				return opt, &InvalidError{fmt.Errorf("the secret of %s: %w", got.ID, err), "use env:NAME or file:PATH"}
			}
			got.Secret = s.Open()
		}
		opt.Targets = append(opt.Targets, got)
	}
	for _, o := range a.Resolve {
		to, err := netip.ParseAddrPort(o.To)
		if err != nil {
			return opt, &InvalidError{fmt.Errorf("resolve %s: %q is no address with a port", o.Host, o.To), "for example 127.0.0.1:8443"}
		}
		opt.Env.Resolve = append(opt.Env.Resolve, collectors.Override{Host: o.Host, Port: o.Port, To: to})
	}
	if a.CA != "" {
		opt.Env.Roots = x509.NewCertPool()
		if !opt.Env.Roots.AppendCertsFromPEM([]byte(a.CA)) {
			return opt, &InvalidError{errors.New("the certificate authority is no PEM certificate"), "it begins with -----BEGIN CERTIFICATE-----"}
		}
	}
	if err := scan.CheckConstants(a.Constants); err != nil {
		return opt, &InvalidError{err, "take it out of the firm's own numbers"}
	}
	return opt, nil
}

// holdsPassword finds //USER:PASSWORD@ and a password among the settings of an address.
var holdsPassword = regexp.MustCompile(`(?i)//[^/@]*:[^@]*@|[?&](password|passwd|pwd|sslpassword)=`)

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// equip adds to options what a worker needs to look and to judge. temp is a
// private folder for this step.
func (q *Queue) equip(ctx context.Context, opt *scan.Options, temp string) error {
	key := q.home.Keys.Key
	if !opt.MadeUp {
		key = func(firm string) ([32]byte, error) { return q.home.Keys.Of(ctx, q.db, firm) }
	}
	var err error
	if opt.Env.Key, err = key(opt.Firm.Name); err != nil {
		return err
	}
	opt.Env.Temp, opt.Env.PutBlob, opt.Env.OpenBlob = temp, q.home.Blobs.Put, q.home.Blobs.Open
	opt.Env.Memory = store.Memory{DB: q.db, Blobs: q.home.Blobs, Firm: opt.Firm.Name}
	opt.OpenBlob = func(digest string) (io.ReadCloser, error) { return q.home.Blobs.Open(digest) }
	opt.Log, opt.Settle = q.home.Log, q.home.Blobs.Settle
	return nil
}

type silent struct{}

func (silent) Update(string, int64, int64, string) {}
func (silent) Note(string, string)                 {}

package backups

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
)

func init() {
	collectors.Register(NewDumps)
	collectors.Register(NewRestic)
	collectors.Register(NewBorg)
	collectors.Register(NewLive)
}

// eye is what the collectors of this package share.
type eye struct {
	env collectors.Env
	key redact.Key
	now func() time.Time
}

func newEye(env collectors.Env) eye { return eye{env, redact.Key(env.Key), time.Now} }

// name is a path, table or machine as it may be kept.
func (e eye) name(s string) string { return e.key.Name(s, classify.NameSpans) }

// hinted is an error that knows the step that would let us look.
type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// emit keeps the copies and the place of one target.
func emit(see collectors.See, sets []facts.BackupSet, p facts.BackupPlace) error {
	for _, s := range sets {
		it, err := facts.BackupsSet.Item(s.ID, evidence.Enumerated, s)
		if err != nil {
			return err
		}
		if err := see.Fact(it); err != nil {
			return err
		}
	}
	it, err := facts.BackupsPlace.Item("backup:"+p.Target, evidence.Enumerated, p)
	if err != nil {
		return err
	}
	return see.Fact(it)
}

// closed keeps that a place was given and could not be looked into: a store that
// is in no other copy may be in this one.
func closed(see collectors.See, p facts.BackupPlace, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		p.Partial = "we were stopped before the end"
	} else {
		p.Partial = "it could not be opened"
	}
	return errors.Join(err, emit(see, nil, p))
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// reason is err in words that name no path.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "this account may not read it"
	case errors.Is(err, fs.ErrNotExist):
		return "it went away while we looked"
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return "it could not be read: " + strings.ToLower(err.Error())
}

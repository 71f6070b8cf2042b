package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// resumeWithin is how old a run that was cut short may be to be taken up:
// after that, what it saw is looked at again.
const resumeWithin = 12 * time.Hour

// resumable is what the newest run saw in full before it was cut short, if it
// was asked the same. Anything else is looked at afresh.
func (h *home) resumable(ctx context.Context, j *job, bar scan.Progress) ([]evidence.Seen, error) {
	if j.plan == "" {
		return nil, nil
	}
	run, seen, err := h.Cut(ctx, j.firm.Name)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if run.Plan != j.plan || time.Since(run.Started) > resumeWithin || len(seen) == 0 {
		return nil, nil
	}
	bar.Note("info", fmt.Sprintf("run %.13s was cut short: going on from there (--fresh begins anew)", run.ID))
	return seen, nil
}

// planOf is the digest of everything that decides what a scan sees.
func planOf(j *job, ca string) string {
	type target struct {
		ID, Scheme, Addr, As string
		Watch                []string
	}
	ask := struct {
		Targets []target
		Resolve []string
		CA      []byte
		DNS     string
		Ignore  []string
		Only    []string
		Version string
	}{DNS: j.env.DNS, Ignore: j.env.Ignore, Version: j.env.Version}
	for _, t := range j.targets {
		ask.Targets = append(ask.Targets, target{t.ID, t.Scheme, t.Addr, t.As, t.Watch})
	}
	for _, r := range j.env.Resolve {
		ask.Resolve = append(ask.Resolve, fmt.Sprintf("%s:%d:%s", r.Host, r.Port, r.To))
	}
	for _, l := range j.only {
		ask.Only = append(ask.Only, string(l))
	}
	if ca != "" {
		ask.CA, _ = os.ReadFile(ca) // it was read a moment ago; if it is gone, the digest is another
	}
	raw, err := json.Marshal(ask)
	if err != nil {
		return "" // then nothing is taken over
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

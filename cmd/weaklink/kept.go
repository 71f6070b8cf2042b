package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"

	"github.com/weaklink/weaklink/internal/report"
	reportjson "github.com/weaklink/weaklink/internal/report/json"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// report is the report of a run for the pages: the one that was worked out when
// the run was judged, if this program did that, else it is worked out now.
// Judging the facts of a firm again takes seconds.
func (h *home) report(ctx context.Context, log *slog.Logger, id string) (*report.Model, error) {
	run, err := h.run(ctx, id)
	if err != nil {
		return nil, err
	}
	m, err := h.derived(ctx, run.ID)
	if errors.Is(err, store.ErrNotFound) {
		r, _, err := h.result(ctx, run.ID)
		if err != nil {
			return nil, err
		}
		if m, err = model(r); err != nil {
			return nil, err
		}
		if len(r.Findings) > keptFindings {
			return m, nil
		}
		if err := h.keep(ctx, run.ID, m); err != nil { // the page can be shown all the same
			log.Warn("keep the report of a run", "run", run.ID, "err", err)
		}
	} else if err != nil {
		return nil, err
	}
	return m, nil
}

func (h *home) derived(ctx context.Context, run string) (*report.Model, error) {
	if maker() == "" {
		return nil, store.ErrNotFound
	}
	raw, err := h.Derived(ctx, run, maker())
	if err != nil {
		return nil, err
	}
	m := &report.Model{}
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, store.ErrNotFound // it is worked out anew
	}
	return m, nil
}

func (h *home) keep(ctx context.Context, run string, m *report.Model) error {
	if maker() == "" {
		return nil
	}
	return h.WriteDerived(ctx, run, maker(), func(w io.Writer) error { return reportjson.Compact(w, m) })
}

// keptFindings is of how many findings a report is kept at most.
const keptFindings = 8192

// concluded keeps the report of a run that was judged just now: whoever opens
// its page need not wait. It returns it, with nothing in it of what the firm lives
// with for now: the pages say what is accepted when they are opened.
//
// That of thousands of places is larger than what it is made of and is read no
// faster than it is made: it is made when it is asked for.
func (h *home) concluded(ctx context.Context, r *scan.Result) (*report.Model, error) {
	own := *r
	own.Accepted = nil
	m, err := model(&own)
	if err != nil {
		return nil, err
	}
	if len(r.Findings) > keptFindings {
		return m, nil
	}
	return m, h.keep(ctx, r.Run.ID, m)
}

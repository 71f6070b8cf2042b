package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/weaklink/weaklink/chain"
)

// Finish ends a run: in one transaction it writes what the run came to, opens
// and closes the spans of its firm's findings, and says how each finding
// differs from the run that finished before (sorted by finding id).
//
// complete says of a subject whether its absence from findings means that it is
// gone; it is called while the writer is held and must not use db. When it says
// no, a finding that is missing now stays open, as "unseen now": not having
// looked never closes anything. When two findings share id and subject the
// worse one counts.
//
// It fails when the run is not there, has finished already, or has no finishing
// time, and when a finding has no valid grip; nothing is changed then.
func (db *DB) Finish(ctx context.Context, run chain.Run, findings []chain.Finding, complete func(subject string) bool, verdict json.RawMessage) ([]chain.Changed, error) {
	return db.Conclude(ctx, run, findings, complete, func(w io.Writer) error {
		_, err := w.Write(verdict)
		return err
	})
}

// Conclude is Finish with a verdict that is written piece by piece: that of a
// firm of thousands of places is larger than all else that is held of it.
func (db *DB) Conclude(ctx context.Context, run chain.Run, findings []chain.Finding, complete func(subject string) bool, verdict func(io.Writer) error) ([]chain.Changed, error) {
	var changes []chain.Changed
	digest, body, err := folded(verdict)
	if err == nil {
		err = db.change(ctx, func(tx *sql.Tx) error {
			if run.Finished.IsZero() {
				return errors.New("it has no finishing time")
			}
			now, err := byKey(findings)
			if err != nil {
				return err
			}
			firm, err := running(ctx, tx, run.ID)
			if err != nil {
				return err
			}
			if firm != run.Firm {
				return errors.New("it is kept as the run of another firm")
			}
			if err := db.sealRest(ctx, tx, run); err != nil {
				return err
			}
			seq, err := conclude(ctx, tx, run, digest, body)
			if err != nil {
				return err
			}
			c := comparison{now: now, complete: complete}
			if err := c.holdAll(ctx, tx, firm, seq-1); err != nil {
				return err
			}
			plan := c.plan()
			changes = plan.changes
			if err := plan.write(ctx, db, tx, run, seq); err != nil {
				return err
			}
			return c.keepStands(ctx, tx, firm, seq)
		})
	}
	if err != nil {
		return nil, fmt.Errorf("finish run %s: %w", run.ID, err)
	}
	return changes, nil
}

// conclude writes the run row and returns the run's number within its firm.
// Counting on the firm's row also makes two runs that finish at once take turns,
// on an engine that has many writers.
func conclude(ctx context.Context, tx *sql.Tx, run chain.Run, digest, verdict string) (seq int64, err error) {
	if err := tx.QueryRowContext(ctx, "update firm set runs = runs + 1 where id = $1 returning runs", run.Firm).Scan(&seq); err != nil {
		return 0, err
	}
	of := sql.NullString{String: digest, Valid: digest != ""}
	if of.Valid {
		if _, err := tx.ExecContext(ctx, "insert into verdict (digest, body) values ($1, $2) on conflict (digest) do nothing", digest, verdict); err != nil {
			return 0, err
		}
	}
	_, err = tx.ExecContext(ctx, `update run set seq = $2, started = $3, finished = $4, today = $5, version = $6, model = $7,
		seed = $8, root = $9, partial = $10, verdict = $11 where id = $1`,
		run.ID, seq, run.Started.UnixMilli(), run.Finished.UnixMilli(), run.Now.UnixMilli(), run.Version, run.Model,
		int64(run.Seed), run.Root, bit(run.Partial), of)
	return seq, err
}

// write brings the spans up to date with a plan that compare made.
func (p plan) write(ctx context.Context, db *DB, tx *sql.Tx, run chain.Run, seq int64) error {
	var last string // the run before: what closes now was last true then
	if len(p.close) > 0 {
		err := tx.QueryRowContext(ctx, "select id from run where firm = $1 and seq < $2 order by seq desc limit 1", run.Firm, seq).Scan(&last)
		if err != nil {
			return err
		}
	}
	for left := p.close; len(left) > 0; {
		n := min(together, len(left))
		marks, args := make([]string, n), []any{last, seq - 1}
		for i, id := range left[:n] {
			marks[i], args = fmt.Sprintf("$%d", i+3), append(args, id)
		}
		if _, err := tx.ExecContext(ctx, "update span set last_run = $1, last_seq = $2 where id in ("+strings.Join(marks, ", ")+")", args...); err != nil {
			return err
		}
		left = left[n:]
	}
	opened := &rows{into: "span (id, firm, finding, check_id, subject, link, grip, say, passed, total, first_run, first_seq)", fresh: true}
	details := &rows{into: "span_detail (span, first_seq, control, why, next, evidence)", fresh: true}
	keep := func(least int) error { // what there are that many of at least, a span before its detail
		if opened.count() < least && details.count() < least {
			return nil
		}
		err := db.insert(ctx, tx, opened, details)
		opened.values, details.values = opened.values[:0], details.values[:0]
		return err
	}
	tell := func(span string, f *chain.Finding) error {
		list, err := json.Marshal(f.Evidence)
		if err != nil {
			return err
		}
		details.add(span, seq, f.Control, f.Why, f.Next, string(list))
		return keep(spansAtOnce)
	}
	for _, f := range p.open {
		id := spanID(run.Firm, f, seq)
		opened.add(id, run.Firm, f.ID, f.Check, f.Subject, string(f.Link), int(f.Grip), f.Say, f.Pass, f.Of, run.ID, seq)
		if err := tell(id, f); err != nil {
			return err
		}
	}
	for _, d := range p.detail {
		if err := tell(d.span, d.finding); err != nil {
			return err
		}
	}
	return keep(1)
}

// spanID is the id of the span of a finding that opens in the run number seq.
func spanID(firm string, f *chain.Finding, seq int64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d:%s%d:%s%d:%s%d", len(firm), firm, len(f.ID), f.ID, len(f.Subject), f.Subject, seq))
	return hex.EncodeToString(sum[:16])
}

// spansAtOnce is how many rows are made before they are inserted.
const spansAtOnce = 32 * together

// Findings returns the spans that were open in a run, sorted by finding id and
// subject, with the evidence of that run or of the last before it that the
// finding was seen in. A run that has not finished has none.
func (db *DB) Findings(ctx context.Context, runID string) ([]chain.Span, error) {
	var out []chain.Span
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		run, seq, err := known(ctx, tx, runID)
		if err != nil || seq == 0 {
			return err
		}
		all, err := spans(ctx, tx, run.Firm, seq)
		sortSpans(all)
		for _, s := range all {
			out = append(out, s.Span)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the findings of run %q: %w", runID, err)
	}
	return out, nil
}

// FindingsAbout is Findings of some subjects, in no order.
func (db *DB) FindingsAbout(ctx context.Context, runID string, subjects []string) ([]chain.Finding, error) {
	var out []chain.Finding
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		out = nil
		run, seq, err := known(ctx, tx, runID)
		if err != nil || seq == 0 {
			return err
		}
		about := make(map[string]bool, len(subjects))
		for _, s := range subjects {
			about[s] = true
		}
		keep := func(s *span) error {
			if about[s.Finding.Subject] {
				out = append(out, s.Finding)
			}
			return nil
		}
		if len(subjects) > 8*together { // each question goes through all spans of the firm
			return eachSpan(ctx, tx, run.Firm, seq, keep)
		}
		for left := subjects; len(left) > 0 && err == nil; left = left[min(together, len(left)):] {
			err = eachSpanOf(ctx, tx, run.Firm, seq, left[:min(together, len(left))], keep)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read findings of run %q: %w", runID, err)
	}
	return out, nil
}

// digestsIn reads a JSON list of digests, of which most have one and none has
// anything to be unescaped.
func digestsIn(list string) (out []string, err error) {
	inner, ok := strings.CutPrefix(list, `["`)
	if inner, ok = strings.CutSuffix(inner, `"]`); ok && !strings.Contains(inner, `\`) {
		if !strings.Contains(inner, `"`) {
			return []string{inner}, nil
		}
		if out = strings.Split(inner, `","`); strings.Count(inner, `"`) == 2*(len(out)-1) {
			return out, nil
		}
	}
	out = nil
	err = json.Unmarshal([]byte(list), &out)
	return out, err
}

// span is a chain.Span with its row's id.
type span struct {
	chain.Span
	id    string
	first int64 // number of the run that opened it
}

// spans lists the spans of a firm that were open in its run number seq, in no order.
func spans(ctx context.Context, tx *sql.Tx, firm string, seq int64) ([]span, error) {
	runs, err := runsOf(ctx, tx, firm)
	if err != nil {
		return nil, err
	}
	var out []span
	err = eachSpan(ctx, tx, firm, seq, func(s *span) error {
		s.FirstRun, s.Since = runs[s.first].id, runs[s.first].started
		out = append(out, *s)
		return nil
	})
	return out, err
}

// eachSpan calls fn for every span of a firm that was open in its run number seq,
// in no order, without FirstRun and Since. Of the detail rows the newest up to
// then holds. The span is another one at the next call.
func eachSpan(ctx context.Context, tx *sql.Tx, firm string, seq int64, fn func(*span) error) error {
	return eachSpanOf(ctx, tx, firm, seq, nil, fn)
}

// eachSpanOf is eachSpan of those about some subjects; nil: about all.
func eachSpanOf(ctx context.Context, tx *sql.Tx, firm string, seq int64, subjects []string, fn func(*span) error) error {
	if seq < 1 {
		return nil
	}
	args, only := []any{firm, seq}, ""
	for i, s := range subjects {
		args = append(args, s)
		only += map[bool]string{true: " and s.subject in (", false: ", "}[i == 0] + fmt.Sprintf("$%d", len(args))
	}
	if only != "" {
		only += ")"
	}
	return each(ctx, tx, func(scan func(...any) error) error {
		var s span
		var link, list string
		var grip int
		var last sql.NullString
		f := &s.Finding
		err := scan(&s.id, &f.ID, &f.Check, &f.Subject, &link, &grip, &f.Say, &f.Pass, &f.Of, &s.first, &last,
			&f.Control, &f.Why, &f.Next, &list)
		if err != nil {
			return err
		}
		f.Link, f.Grip, s.LastRun = chain.Link(link), chain.Grip(grip), last.String
		if f.Evidence, err = digestsIn(list); err != nil {
			return fmt.Errorf("read the evidence of %s: %w", f.ID, err)
		}
		return fn(&s)
	}, `select s.id, s.finding, s.check_id, s.subject, s.link, s.grip, s.say, s.passed, s.total, s.first_seq, s.last_run,
		d.control, d.why, d.next, d.evidence `+openSpan+only, args...)
}

// openSpan is every span that was open in the run number $2 of the firm $1, with
// the newest of its detail rows up to then.
var openSpan = newestDetail("$2") + `
	where s.firm = $1 and s.first_seq <= $2 and (s.last_seq is null or s.last_seq >= $2)`

// newestDetail is every span with the newest of its detail rows up to a run.
func newestDetail(seq string) string {
	return `from span s join span_detail d on d.span = s.id and
		d.first_seq = (select max(n.first_seq) from span_detail n where n.span = s.id and n.first_seq <= ` + seq + ")"
}

// started is a run that has a number within its firm.
type started struct {
	id      string
	started int64
}

func runsOf(ctx context.Context, tx *sql.Tx, firm string) (map[int64]started, error) {
	out := map[int64]started{}
	err := each(ctx, tx, func(scan func(...any) error) error {
		var n int64
		var r started
		err := scan(&n, &r.id, &r.started)
		out[n] = r
		return err
	}, "select seq, id, started from run where firm = $1 and seq is not null", firm)
	return out, err
}

package queue

import (
	"context"
	"database/sql"
	"iter"
	"sync"
	"time"

	"github.com/weaklink/weaklink/internal/store"
)

// Event is something that a page which watches a run can show.
type Event = store.Event

// often is how often a watcher looks for new events.
const often = 200 * time.Millisecond

// Events gives the events of a run after number after, as they come, and ends
// when the run has ended, when ctx is done, or after the first error. A watcher
// that comes again with the last number that it saw misses nothing.
func (q *Queue) Events(ctx context.Context, run string, after int64) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for {
			ask, err := q.db.Ask(ctx, run) // before the events: after its end none comes
			var got []Event
			if err == nil {
				got, err = q.db.Events(ctx, run, after, 500)
			}
			if err != nil {
				if ctx.Err() == nil {
					yield(Event{}, err)
				}
				return
			}
			for _, e := range got {
				if after = e.Seq; !yield(e, nil) {
					return
				}
			}
			if len(got) > 0 {
				continue
			}
			if ask.Ended() {
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(often):
			}
		}
	}
}

// event is one about the step.
func (h *hold) event(state, say string) Event {
	return Event{Run: h.Run, At: time.Now(), Link: h.link(), Target: h.Target, State: state, Say: say}
}

// tell adds an event about the step. One that is lost is no reason to stop.
func (h *hold) tell(state, say string) { h.add(h.event(state, say)) }

func (h *hold) add(e Event) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	err := h.q.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := h.q.db.AddEvent(ctx, tx, e)
		return err
	})
	if err != nil {
		h.q.home.Log.Warn("an event was lost", "run", h.Run, "error", err)
	}
}

// teller turns the progress of a collector into events, not more often than a
// person can read.
type teller struct {
	q *Queue
	h *hold

	mu   sync.Mutex
	last time.Time
	said string
}

// Update tells how far a collector is.
func (t *teller) Update(_ string, done, of int64, say string) {
	if say == "done" && done == 1 && of == 1 { // the step itself says how it ended
		return
	}
	t.mu.Lock()
	now, readable := time.Now(), t.q.timing.readable
	if now.Sub(t.last) < readable && (say == t.said || now.Sub(t.last) < readable/4) {
		t.mu.Unlock()
		return
	}
	t.last, t.said = now, say
	t.mu.Unlock()
	e := t.h.event("looking", say)
	e.Done, e.Of = done, of
	t.h.add(e)
}

// Note tells something that is not progress.
func (t *teller) Note(level, say string) {
	t.h.tell("note", say)
	t.q.home.Log.Info("note", "level", level, "run", t.h.Run, "target", t.h.Target, "say", say)
}

package web

import (
	"errors"
	"net/http"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/queue"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/store"
)

// recheck looks again at what one finding rests on, and at nothing else.
func (s *Server) recheck(w http.ResponseWriter, r *http.Request) {
	_, newest, underWay, err := s.chosen(r)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	if underWay.ID != "" {
		http.Redirect(w, r, "/look/"+underWay.ID, http.StatusSeeOther)
		return
	}
	otherwise := s.Ask
	if otherwise != nil && otherwise.Firm.Name != newest.Firm {
		otherwise = nil
	}
	run, err := s.Work.Recheck(r.Context(), newest.ID, field(r, "finding"), otherwise)
	var invalid *queue.InvalidError
	switch {
	case err == nil:
		http.Redirect(w, r, "/look/"+run.ID, http.StatusSeeOther)
	case errors.As(err, &invalid):
		s.fail(w, r, http.StatusUnprocessableEntity, sentenceOf(invalid.Error()), sentenceOf(invalid.Hint()))
	case errors.Is(err, store.ErrNotFound):
		s.fail(w, r, http.StatusConflict, "This look was not begun here, so it cannot be begun again from here.", "Run `weaklink scan` as it was run before; its result shows up on this page.")
	default:
		s.oops(w, r, err)
	}
}

// outcome is what a look at one finding came to, in one sentence.
type outcome struct{ Key, Word, Say, Next string }

// outcomeOf says whether a finding is mended: not when it was not seen any more
// because nobody could look.
func outcomeOf(m *report.Model, once *queue.Once) *outcome {
	i := m.Findings.Where(func(f report.Finding) bool { return f.ID == once.Finding })
	if i < 0 {
		gone := slices.ContainsFunc(m.Changes, func(c chain.Changed) bool { return c.Finding == once.Finding && c.Change == chain.Gone })
		if gone {
			return &outcome{Key: "gone", Word: "mended", Say: "This is not so any more: " + lower(report.Stop(once.Say))}
		}
		return &outcome{Key: "unseen-now", Word: "not seen", Say: "Whether this is mended could not be seen: " + lower(report.Stop(once.Say)), Next: "What kept us from looking stands below, under what was not seen."}
	}
	f := m.Findings.At(i)
	switch f.Grip {
	case chain.Holds:
		return &outcome{Key: "gone", Word: "mended", Say: report.Stop(f.Say)}
	case chain.Unseen:
		return &outcome{Key: "unseen-now", Word: "not seen", Say: "Whether this is mended could not be seen: " + lower(report.Stop(f.Why)), Next: report.Stop(upper(f.Next))}
	}
	better := slices.ContainsFunc(m.Changes, func(c chain.Changed) bool { return c.Finding == once.Finding && c.Change == chain.BetterNow })
	if better {
		return &outcome{Key: "new", Word: "better", Say: "Better, and not mended yet: " + lower(report.Stop(f.Say))}
	}
	return &outcome{Key: "worse", Word: "not mended", Say: "Still as it was: " + lower(report.Stop(f.Say)), Next: "How to mend it stands with it below."}
}

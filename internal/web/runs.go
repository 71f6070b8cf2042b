package web

import (
	"net/http"

	"github.com/weaklink/weaklink/chain"
)

// runLine is one look of the past.
type runLine struct {
	chain.Run
	Done bool
}

// runs lists the looks that are kept, newest first.
func (s *Server) runs(w http.ResponseWriter, r *http.Request) {
	all, err := s.Kept.Runs(r.Context(), "", 400)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	lines := make([]runLine, len(all))
	for i, run := range all {
		lines[i] = runLine{Run: run, Done: done(run)}
	}
	s.show(w, r, http.StatusOK, "runs.html", lines)
}

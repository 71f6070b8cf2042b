package web

import (
	"net/http"
	"time"

	"github.com/weaklink/weaklink/internal/report"
)

// askAccept asks why something can stay, for how long and who says so.
func (s *Server) askAccept(w http.ResponseWriter, r *http.Request) {
	m, _, ok := s.newest(w, r)
	if !ok {
		return
	}
	id := r.FormValue("finding")
	i := acceptable(m, id)
	if i < 0 {
		s.fail(w, r, http.StatusNotFound, "The newest look found nothing weak or broken of that name.", "Go back to the first page.")
		return
	}
	now := s.Now().UTC()
	s.show(w, r, http.StatusOK, "accept.html", struct{ ID, Say, Soon, Latest string }{
		id, report.Stop(m.Findings.At(i).Say), now.AddDate(0, 3, 0).Format(time.DateOnly), now.AddDate(1, 0, 0).Format(time.DateOnly)})
}

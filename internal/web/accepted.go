package web

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
)

// acceptedPage is what the firm has decided to live with.
type acceptedPage struct{ Now, Past []acceptedLine }

// acceptedLine is one acceptance and what has become of it.
type acceptedLine struct {
	chain.Acceptance
	Say  string // what the newest look says of it
	Open bool   // it is weak or broken still
	Last time.Time
}

// accepted lists the acceptances: those that count, and those whose day has
// passed. What those were about is open again.
func (s *Server) accepted(w http.ResponseWriter, r *http.Request) {
	_, newest, _, err := s.chosen(r)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	all, err := s.Kept.Acceptances(r.Context(), newest.Firm, time.UnixMilli(0))
	if err != nil {
		s.oops(w, r, err)
		return
	}
	p := acceptedPage{}
	if newest.ID != "" && len(all) > 0 {
		m, err := s.shown.model(r.Context(), newest.ID, s.Report)
		if err != nil {
			s.oops(w, r, err)
			return
		}
		for _, a := range all {
			l := acceptedLine{Acceptance: a, Last: a.Until.AddDate(0, 0, -1), Say: "The newest look does not find this any more."}
			if i := m.Findings.Where(func(f report.Finding) bool { return f.ID == a.Finding }); i >= 0 {
				f := m.Findings.At(i)
				l.Say, l.Open = report.Stop(f.Say), f.Grip == chain.Broken || f.Grip == chain.Weak
			}
			if a.Until.After(s.Now()) {
				p.Now = append(p.Now, l)
			} else {
				p.Past = append(p.Past, l)
			}
		}
	}
	for _, list := range [][]acceptedLine{p.Now, p.Past} {
		slices.SortFunc(list, func(a, b acceptedLine) int {
			return cmp.Or(a.Until.Compare(b.Until), cmp.Compare(a.Finding, b.Finding))
		})
	}
	s.show(w, r, http.StatusOK, "accepted.html", p)
}

package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
)

// accept keeps that the firm lives with a finding until a day.
func (s *Server) accept(w http.ResponseWriter, r *http.Request) {
	m, newest, ok := s.newest(w, r)
	if !ok {
		return
	}
	id, why, now := field(r, "finding"), field(r, "why"), s.Now().UTC()
	day, wrong := time.Parse(time.DateOnly, field(r, "until"))
	until := day.AddDate(0, 0, 1)
	say := ""
	switch {
	case acceptable(m, id) < 0:
		say = "The newest look found nothing weak or broken of that name."
	case why == "" || len(why) > 500:
		say = "To live with it needs a reason, in a sentence."
	case len(field(r, "who")) > 120:
		say = "Who decides? A name will do."
	case wrong != nil:
		say = "Until which day? A date will do."
	case !until.After(now):
		say = "That day is past."
	case until.Sub(now) > chain.LongestAcceptance:
		say = "That day is more than a year ahead; decide again then."
	}
	if say != "" {
		s.fail(w, r, http.StatusUnprocessableEntity, say, "Go back and say it once more.")
		return
	}
	if err := s.Kept.Accept(r.Context(), newest.Firm, chain.Acceptance{Finding: id, Why: why, Who: cmp.Or(field(r, "who"), "the owner"), Given: now, Until: until}); err != nil {
		s.oops(w, r, err)
		return
	}
	s.back(w, r, m, id)
}

// withdraw takes an acceptance back.
func (s *Server) withdraw(w http.ResponseWriter, r *http.Request) {
	_, newest, _, err := s.chosen(r)
	if err != nil || newest.ID == "" {
		s.fail(w, r, http.StatusNotFound, "No such look is kept.", "Go back to the first page.")
		return
	}
	id := field(r, "finding")
	if _, err := s.Kept.Withdraw(r.Context(), newest.Firm, id); err != nil {
		s.oops(w, r, err)
		return
	}
	if field(r, "to") == "accepted" {
		http.Redirect(w, r, "/accepted", http.StatusSeeOther)
		return
	}
	m, err := s.shown.model(r.Context(), newest.ID, s.Report)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	s.back(w, r, m, id)
}

// back goes to where a finding stands: the first page, or the list of all of
// which the same is said.
func (s *Server) back(w http.ResponseWriter, r *http.Request, m *report.Model, finding string) {
	at := "/"
	if f := m.Findings.Where(func(f report.Finding) bool { return f.ID == finding }); f >= 0 && m.Findings.Len() > shownAtOnce {
		if v := reporthtml.NewView(m); !onFirst(v, finding) {
			at = "/same?finding=" + url.QueryEscape(finding)
		}
	}
	http.Redirect(w, r, at+"#"+url.PathEscape(finding), http.StatusSeeOther)
}

// onFirst says whether the first page shows a finding.
func onFirst(v *reporthtml.View, id string) bool {
	head, also, _ := sameAs(v, id)
	return head == nil || head.ID == id || slices.ContainsFunc(also[:min(len(also), shownAtOnce)], func(f report.Finding) bool { return f.ID == id })
}

package web

import (
	_ "embed"
	"net/http"
	"slices"
	"strconv"

	"github.com/weaklink/weaklink/internal/report"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
)

//go:embed page/same.tmpl
var samePage string

const (
	shownAtOnce = 50 // of one list on the first page
	samePerPage = 500
)

// samePlaces is a page of the places of which one thing is said.
type samePlaces struct {
	*reporthtml.View
	ID, Say     string // of the first of them
	Bad         bool
	Of          int64
	Page, Pages int
	Some        []report.Finding
}

// same lists the places of which the same is said as of one finding, where they
// are more than the first page shows.
func (s *Server) same(w http.ResponseWriter, r *http.Request) {
	run, newest, underWay, err := s.chosen(r)
	if err != nil || run.ID == "" || !done(run) {
		s.fail(w, r, http.StatusNotFound, "There is no such page.", "Go back to the first page.")
		return
	}
	id, page := r.FormValue("finding"), r.FormValue("page")
	at := r.Clone(r.Context())
	at.URL.Path = "/same " + id + " " + page // what the page is known by
	s.page(w, at, "same", run, newest, underWay, func(v *reporthtml.View) any {
		head, also, bad := sameAs(v, id)
		if head == nil {
			return nil
		}
		all := append([]report.Finding{*head}, also...)
		p := samePlaces{View: v, ID: head.ID, Say: head.Say, Bad: bad, Of: int64(len(all)), Pages: (len(all) + samePerPage - 1) / samePerPage}
		if p.Page, err = strconv.Atoi(page); err != nil { // the one that it stands on
			p.Page = 1 + slices.IndexFunc(all, func(f report.Finding) bool { return f.ID == id })/samePerPage
		}
		p.Page = min(max(p.Page, 1), p.Pages)
		p.Some = all[(p.Page-1)*samePerPage : min(len(all), p.Page*samePerPage)]
		return p
	})
}

// sameAs is the finding that stands for all of which the same is said as of id,
// and the others.
func sameAs(v *reporthtml.View, id string) (head *report.Finding, also []report.Finding, bad bool) {
	is := func(f report.Finding) bool { return f.ID == id }
	for _, g := range v.Groups {
		for i := range g.Findings {
			if a := &g.Findings[i]; a.ID == id || slices.ContainsFunc(a.Also, is) {
				return &a.Finding, a.Also, true
			}
		}
	}
	for i := range v.Holds {
		if a := &v.Holds[i]; a.ID == id || slices.ContainsFunc(a.Also, is) {
			return &a.Finding, a.Also, false
		}
	}
	return nil, nil, false
}

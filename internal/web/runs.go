package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// coursed keeps the page of earlier looks: a look that has ended does not
// change, and going through a year of them takes longer than a page may.
type coursed struct {
	mu   sync.Mutex
	of   string // the looks that it is about, and when each ended
	page *runsPage
}

func (c *coursed) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of, c.page = "", nil
}

// runsPage is every look that is kept.
type runsPage struct {
	*coursePage
	Others []courseLine // looks that never ended, or at another firm
	Drills []Drill
	Copies bool // copies were looked at
}

// runs shows how the links fared, and lists the looks, newest first.
func (s *Server) runs(w http.ResponseWriter, r *http.Request) {
	p, err := s.runsPage(r.Context())
	if err != nil {
		s.oops(w, r, err)
		return
	}
	s.show(w, r, http.StatusOK, "runs.html", p)
}

func (s *Server) runsPage(ctx context.Context) (*runsPage, error) {
	all, err := s.Kept.Runs(ctx, "", mostLooks)
	if err != nil {
		return nil, err
	}
	var of strings.Builder
	for _, run := range all {
		fmt.Fprint(&of, run.ID, run.Firm, run.Finished.UnixNano(), run.Partial, "\n")
	}
	s.coursed.mu.Lock()
	had := s.coursed.page
	if s.coursed.of != of.String() {
		had = nil
	}
	s.coursed.mu.Unlock()
	if had != nil {
		return had, nil
	}
	firm := ""
	for _, run := range all {
		if done(run) {
			firm = run.Firm
			break
		}
	}
	looks := finished(all, firm)
	spans, err := s.Kept.Course(ctx, firm)
	if err != nil {
		return nil, err
	}
	gists := make([]gist, len(looks))
	for i, run := range looks {
		gists[i] = s.gists.of(ctx, s.Kept, s.Work, run.ID)
	}
	p := &runsPage{coursePage: newCourse(firm, looks, spans, gists)}
	for _, run := range all {
		if !done(run) || run.Firm != firm {
			p.Others = append(p.Others, courseLine{Run: run, Done: done(run)})
		}
	}
	if s.Drills != nil && firm != "" {
		if p.Drills, p.Copies, err = s.Drills(ctx, firm); err != nil {
			return nil, err
		}
	}
	if slices.ContainsFunc(gists, func(g gist) bool { return g.lost }) {
		return p, nil // the next reader may have more luck
	}
	s.coursed.mu.Lock()
	defer s.coursed.mu.Unlock()
	s.coursed.of, s.coursed.page = of.String(), p
	return p, nil
}

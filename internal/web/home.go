package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
	"github.com/weaklink/weaklink/internal/store"
)

// chosen is the run that a request is about, the newest finished one unless
// ?run= names another, and the run that is under way, if one is.
func (s *Server) chosen(r *http.Request) (run, newest, underWay chain.Run, err error) {
	runs, err := s.Kept.Runs(r.Context(), "", 50)
	if err != nil {
		return run, newest, underWay, err
	}
	if len(runs) > 0 && !done(runs[0]) && s.Now().Sub(runs[0].Started) < oldest {
		underWay = runs[0]
	}
	if i := slices.IndexFunc(runs, done); i >= 0 {
		newest = runs[i]
	}
	if id := r.FormValue("run"); id != "" {
		run, err = s.Kept.Run(r.Context(), id)
		return run, newest, underWay, err
	}
	return newest, newest, underWay, nil
}

// newest is the report of the newest look, and that look. Where it is false the
// request is answered.
func (s *Server) newest(w http.ResponseWriter, r *http.Request) (*report.Model, chain.Run, bool) {
	_, newest, _, err := s.chosen(r)
	if err != nil || newest.ID == "" {
		s.fail(w, r, http.StatusNotFound, "No such look is kept.", "Go back to the first page.")
		return nil, newest, false
	}
	m, err := s.shown.model(r.Context(), newest.ID, s.Report)
	if err != nil {
		s.oops(w, r, err)
	}
	return m, newest, err == nil
}

// oldest is how long a run that never ended is taken for one that is under way.
const oldest = 6 * time.Hour

func done(r chain.Run) bool { return r.Finished.Unix() > 0 }

// home is the report of a run as a page that one can act on.
func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	run, newest, underWay, err := s.chosen(r)
	switch {
	case err != nil:
		s.fail(w, r, http.StatusNotFound, "No such look is kept.", "Go back to the first page.")
		return
	case run.ID == "" && underWay.ID != "":
		http.Redirect(w, r, "/look/"+underWay.ID, http.StatusSeeOther)
		return
	case run.ID == "":
		http.Redirect(w, r, "/first", http.StatusSeeOther)
		return
	case !done(run):
		http.Redirect(w, r, "/look/"+run.ID, http.StatusSeeOther)
		return
	}
	s.page(w, r, "page", run, newest, underWay, nil)
}

// Warm makes the page of the newest look before anybody asks for it.
func (s *Server) Warm(ctx context.Context) {
	run, err := s.Kept.Run(ctx, "")
	if err == nil {
		err = s.warm(ctx, run.ID)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.Log.Warn("make the page beforehand", "err", err)
	}
	if _, err := s.runsPage(ctx); err != nil && ctx.Err() == nil {
		s.Log.Warn("read what earlier looks came to", "err", err)
	}
}

func (s *Server) warm(ctx context.Context, run string) error {
	if _, err := s.shown.model(ctx, run, s.Report); err != nil {
		return err
	}
	if _, err := s.Suppose(ctx, run, nil, false); err != nil { // the first switch is as quick as the next
		return err
	}
	for _, l := range append([]chain.Link{""}, chain.Links()...) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
		if err != nil {
			return err
		}
		if l == "" {
			s.home(unread{}, r)
			continue
		}
		r.URL.Path = "/link/" + string(l)
		r.SetPathValue("link", string(l))
		s.link(unread{}, r)
	}
	return nil
}

// unread is an answer that nobody reads: the page is printed for whoever asks next.
type unread struct{}

func (unread) Header() http.Header         { return http.Header{} }
func (unread) Write(b []byte) (int, error) { return len(b), nil }
func (unread) WriteHeader(int)             {}

// page prints a template of the report about a run.
func (s *Server) page(w http.ResponseWriter, r *http.Request, template string, run, newest, underWay chain.Run, data func(*reporthtml.View) any) {
	m, err := s.shown.model(r.Context(), run.ID, s.Report)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	now := s.Now()
	lived, err := s.Kept.Acceptances(r.Context(), run.Firm, now)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	var came *outcome
	if asked, err := s.Work.Asked(r.Context(), run.ID); err == nil && asked.Once != nil {
		came = outcomeOf(m, asked.Once)
	}
	n := name{of: m, page: r.URL.Path + " " + run.ID, newest: newest.ID, looking: underWay.ID, moment: fmt.Sprintf("%s %q %+v", now.Format(time.DateOnly), lived, came)}
	body, err := s.printed.page(n, func() ([]byte, error) {
		p := s.printers.Get().(*printer)
		defer s.printers.Put(p)
		p.lived, p.now, p.run, p.newest, p.underWay = lived, now, run.ID, newest.ID, underWay.ID
		p.madeUp, p.outcome = s.MadeUp, came
		v := any(reporthtml.NewView(m))
		if data != nil {
			if v = data(v.(*reporthtml.View)); v == nil {
				return nil, errNoPage
			}
		}
		p.page.Reset()
		err := p.ExecuteTemplate(&p.page, template, v)
		return bytes.Clone(p.page.Bytes()), err
	})
	if errors.Is(err, errNoPage) {
		s.fail(w, r, http.StatusNotFound, "There is no such page.", "Go back to the first page.")
		return
	}
	if err != nil {
		s.oops(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(body) // the browser went away
}

var errNoPage = errors.New("there is no such page")

// printer is the templates of a report with what depends on the request. Making
// one takes longer than printing a page, so each is used for many, one at a time.
type printer struct {
	*template.Template
	page                  bytes.Buffer
	lived                 []chain.Acceptance
	now                   time.Time
	run, newest, underWay string
	madeUp                bool
	outcome               *outcome
}

func newPrinter(of *template.Template) *printer {
	p := &printer{Template: template.Must(of.Clone())} // it is never executed itself
	p.Funcs(template.FuncMap{
		"acceptance": func(id string) *chain.Acceptance {
			if i := slices.IndexFunc(p.lived, func(a chain.Acceptance) bool { return a.Finding == id }); i >= 0 {
				return &p.lived[i]
			}
			return nil
		},
		"soon":     func() string { return p.now.AddDate(0, 3, 0).Format(time.DateOnly) },
		"latest":   func() string { return p.now.AddDate(1, 0, 0).Format(time.DateOnly) },
		"newest":   func() bool { return p.run == p.newest },
		"shownRun": func() string { return p.run },
		"looking":  func() string { return p.underWay },
		"madeUp":   func() bool { return p.madeUp },
		"outcome":  func() *outcome { return p.outcome },
	})
	return p
}

// acceptable is the place of a weak or broken finding of that id; -1: there is none.
func acceptable(m *report.Model, id string) int {
	return m.Findings.Where(func(f report.Finding) bool {
		return f.ID == id && (f.Grip == chain.Broken || f.Grip == chain.Weak)
	})
}

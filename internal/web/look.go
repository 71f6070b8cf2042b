package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/queue"
)

// lookPage is a run as it happens.
type lookPage struct {
	Run   chain.Run
	Parts []part
	Done  int
	Last  int64 // the newest event that is on the page
	Over  bool
	Once  *queue.Once // it is about one finding; nil: about everything
}

// part is one target of a run.
type part struct{ Target, State, Say, How string }

// look shows what is being looked at right now. Everything on it comes from the
// events that are kept, so that nothing is lost when it is opened again.
func (s *Server) look(w http.ResponseWriter, r *http.Request) {
	run, err := s.Kept.Run(r.Context(), r.PathValue("run"))
	if err != nil {
		s.fail(w, r, http.StatusNotFound, "No such look is kept.", "Go back to the first page.")
		return
	}
	if done(run) && r.FormValue("part") == "" {
		http.Redirect(w, r, "/?run="+run.ID, http.StatusSeeOther)
		return
	}
	p := lookPage{Run: run, Over: done(run)}
	if asked, err := s.Work.Asked(r.Context(), run.ID); err == nil {
		p.Once = asked.Once
	}
	at := map[string]int{}
	ctx, stop := shortly(r.Context())
	defer stop()
	for e, err := range s.Work.Events(ctx, run.ID, 0) {
		if err != nil {
			break // no more for now
		}
		p.Last = e.Seq
		if e.Target == "" {
			continue
		}
		i, ok := at[e.Target]
		if !ok {
			i = len(p.Parts)
			at[e.Target], p.Parts = i, append(p.Parts, part{Target: e.Target})
		}
		x := &p.Parts[i]
		x.Say, x.How = e.Say, ""
		if e.State != "note" {
			x.State = e.State
		}
		if e.Of > 0 {
			x.How = fmt.Sprintf("%d of 100", min(100, 100*e.Done/e.Of))
		}
	}
	for _, x := range p.Parts {
		if x.State == "seen" || x.State == "unseen" {
			p.Done++
		}
	}
	name := "look.html"
	if r.FormValue("part") != "" {
		name = "parts"
	}
	s.show(w, r, http.StatusOK, name, p)
}

// events tells a browser that there is something new, as server-sent events.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	after, _ := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64)
	if n, err := strconv.ParseInt(r.FormValue("after"), 10, 64); err == nil && n > after {
		after = n
	}
	c := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	if err := c.Flush(); err != nil {
		return
	}
	_ = c.SetWriteDeadline(time.Now().Add(watch + patience))
	ctx, stop := longest(r.Context())
	defer stop()
	for e, err := range s.Work.Events(ctx, r.PathValue("run"), after) {
		if err != nil {
			return // the browser comes back with the number of the last event
		}
		if _, err := fmt.Fprintf(w, "id: %d\ndata: %s\n\n", e.Seq, e.State); err != nil || c.Flush() != nil {
			return
		}
	}
	// The page of the verdict takes a moment to be made: better while something is
	// shown than on an empty page. What goes wrong with it is said there.
	_ = s.warm(ctx, r.PathValue("run"))
	_, _ = fmt.Fprint(w, "event: over\ndata: over\n\n")
	_ = c.Flush()
}

func (s *Server) stop(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("run")
	if _, err := s.Work.Cancel(r.Context(), id); err != nil {
		s.oops(w, r, err)
		return
	}
	http.Redirect(w, r, "/look/"+url.PathEscape(id), http.StatusSeeOther)
}

const (
	glance = 150 * time.Millisecond // for the events that are there already
	watch  = 5 * time.Minute        // of one connection; the browser opens another
)

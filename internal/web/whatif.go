package web

import (
	"net/http"
)

// supposePage is what repairs would change.
type supposePage struct {
	Supposed
	Run   string
	None  bool
	Later string // where the sentence is to be had; empty: it is there
}

// whatIf weighs the run as if repairs were done. Nothing is kept.
func (s *Server) whatIf(w http.ResponseWriter, r *http.Request) {
	run, _, _, err := s.chosen(r)
	if err != nil || run.ID == "" {
		s.fail(w, r, http.StatusNotFound, "No such look is kept.", "Go back to the first page.")
		return
	}
	p := supposePage{Run: run.ID}
	then := r.FormValue("part") != "1" // a whole page, or the second part of one
	if fix := r.URL.Query()["fix"]; len(fix) == 0 || len(fix) > 50 {
		p.None = true
	} else if p.Supposed, err = s.Suppose(r.Context(), run.ID, fix, then); err != nil {
		s.fail(w, r, http.StatusUnprocessableEntity, "This cannot be supposed.", "Choose other repairs.")
		return
	}
	name := "whatif.html"
	switch r.FormValue("part") {
	case "1":
		name = "supposed"
		q := r.URL.Query()
		q.Set("part", "then")
		p.Later = "/whatif?" + q.Encode()
	case "then":
		name = "then"
	}
	s.show(w, r, http.StatusOK, name, p)
}

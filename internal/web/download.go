package web

import (
	"bytes"
	"net/http"
)

// file serves the report of a run as a file.
func (s *Server) file(f File) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		run, _, _, err := s.chosen(r)
		if err != nil || run.ID == "" || !done(run) {
			s.fail(w, r, http.StatusNotFound, "No such look is kept.", "Go back to the first page.")
			return
		}
		m, err := s.shown.model(r.Context(), run.ID, s.Report)
		if err != nil {
			s.oops(w, r, err)
			return
		}
		body, err := s.printed.page(name{of: m, page: f.Suffix}, func() ([]byte, error) {
			var b bytes.Buffer
			err := f.Print(&b, m)
			return b.Bytes(), err
		})
		if err != nil {
			s.oops(w, r, err)
			return
		}
		w.Header().Set("Content-Type", f.Type)
		w.Header().Set("Content-Disposition", `attachment; filename="weaklink-`+run.Started.Format("2006-01-02")+f.Suffix+`"`)
		_, _ = w.Write(body)
	}
}

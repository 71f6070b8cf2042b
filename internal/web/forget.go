package web

import "net/http"

// askForget asks before everything about the firm is destroyed.
func (s *Server) askForget(w http.ResponseWriter, r *http.Request) {
	_, newest, _, err := s.chosen(r)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	s.show(w, r, http.StatusOK, "forget.html", newest.Firm)
}

// forget destroys what is kept of the firm, once its name is typed.
func (s *Server) forget(w http.ResponseWriter, r *http.Request) {
	_, newest, _, err := s.chosen(r)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	if newest.Firm == "" || field(r, "name") != newest.Firm {
		s.fail(w, r, http.StatusUnprocessableEntity, "That is not the name of the firm, so nothing was forgotten.", "Type the name as it stands on the page.")
		return
	}
	if err := s.Forget(r.Context(), newest.Firm); err != nil {
		s.oops(w, r, err)
		return
	}
	s.shown.clear()
	s.gists.clear()
	s.coursed.clear()
	s.printed.clear()
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

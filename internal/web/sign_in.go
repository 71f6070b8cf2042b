package web

import (
	"net/http"

	"github.com/weaklink/weaklink/internal/account"
)

const cookie = "weaklink"

// known lets those in who signed in.
func (s *Server) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ok, err := s.Accounts.Known(r.Context(), sessionOf(r))
		switch {
		case err != nil:
			s.oops(w, r, err)
		case !ok:
			s.show(w, r, http.StatusUnauthorized, "failed.html", failed{Out: true, Title: "Who is there?",
				Say: "This page belongs to the owner.", Next: "Open the link that weaklink printed when it was started. It works once; `weaklink serve --link` prints another."})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func sessionOf(r *http.Request) string {
	c, err := r.Cookie(cookie)
	if err != nil {
		return ""
	}
	return c.Value
}

// door asks before it spends the link: mail programs and chats open links to
// look what is behind them.
func (s *Server) door(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "door.html", r.PathValue("token"))
}

func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	if !s.tries.allowed(r, s.Now()) {
		w.Header().Set("Retry-After", "60")
		s.fail(w, r, http.StatusTooManyRequests, "Too many links that open nothing were tried from here.", "Wait a minute, then open the newest link.")
		return
	}
	token, err := s.Accounts.SignIn(r.Context(), r.PathValue("token"))
	if err != nil {
		s.oops(w, r, err)
		return
	}
	if token == "" {
		s.tries.failed(r, s.Now())
		s.show(w, r, http.StatusForbidden, "failed.html", failed{Out: true, Title: "That did not work", Say: "This link was used before, or is too old.", Next: "`weaklink serve --link` prints another."})
		return
	}
	// Whatever session this browser had ends: nobody can be signed in to one that
	// somebody else prepared.
	if old := sessionOf(r); old != "" {
		if err := s.Accounts.SignOut(r.Context(), old); err != nil {
			s.oops(w, r, err)
			return
		}
	}
	http.SetCookie(w, s.cookie(token, int(account.SessionAge.Seconds())))
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	if err := s.Accounts.SignOut(r.Context(), sessionOf(r)); err != nil {
		s.oops(w, r, err)
		return
	}
	http.SetCookie(w, s.cookie("", -1))
	s.show(w, r, http.StatusOK, "failed.html", failed{Out: true, Title: "Signed out", Say: "This browser is signed out.", Next: "`weaklink serve --link` prints a link that signs in again."})
}

func (s *Server) cookie(value string, age int) *http.Cookie {
	return &http.Cookie{Name: cookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteStrictMode}
}

package web

import "net/http"

// mux is a mux that notes its patterns, so that what holds for every page is
// tested on every page, also on one that is added tomorrow.
type mux struct {
	*http.ServeMux
	s *Server
}

func (s *Server) mux() mux { return mux{http.NewServeMux(), s} }

// HandleFunc is that of http.ServeMux.
func (m mux) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	m.s.routes = append(m.s.routes, pattern)
	m.ServeMux.HandleFunc(pattern, h)
}

// Routes are the patterns of all pages and actions, once Handler was called.
func (s *Server) Routes() []string { return s.routes }

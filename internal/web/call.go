package web

import (
	"net/http"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
)

// callPage is the card to print and hang up: whom to call, and in which order.
type callPage struct {
	Firm    string
	Contact *report.Contact
	Rows    []callRow
	Cases   []callCase
}

// callRow is somebody to call. What is not known is a blank to write in.
type callRow struct{ Letter, Who, Known string }

// callCase is what may happen, whom to call then, and what to do first.
type callCase struct {
	When  string
	Order []string // letters of rows
	First string
}

// cases are told in the words of whoever finds it out.
var cases = []callCase{
	{"A computer or phone is gone", []string{"A", "E", "F"}, "Say when it was last seen and what was on it. Have its logins closed."},
	{"Files cannot be opened, or somebody asks for money for them", []string{"A", "F", "E"}, "Pull the network plug. Leave the machine on. Delete nothing, pay nothing."},
	{"Money went to the wrong account, or card data may be out", []string{"C", "A", "F", "E"}, "Ask the bank to call the payment back: the first hours count."},
	{"The website is not what it was, or strangers read our mail", []string{"A", "B", "E"}, "Take a picture of the screen with the time on it. Change no page."},
}

// call is the card of whom to call when it breaks.
func (s *Server) call(w http.ResponseWriter, r *http.Request) {
	_, newest, _, err := s.chosen(r)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	p := callPage{Firm: newest.Firm, Cases: cases}
	carried := map[chain.Link]string{}
	if newest.ID != "" {
		m, err := s.shown.model(r.Context(), newest.ID, s.Report)
		if err != nil {
			s.oops(w, r, err)
			return
		}
		p.Contact = m.Contact
		for _, l := range m.Chain {
			carried[l.Link] = l.Carried
		}
	}
	p.Rows = []callRow{
		{"A", "IT person or expert", ""},
		{"B", "Host of the website", carried[chain.Hosting]},
		{"C", "Bank, and payment provider", carried[chain.Payments]},
		{"D", "Web developer", carried[chain.Website]},
		{"E", "Lawyer or data protection officer", ""},
		{"F", "Insurance, with the policy number", ""},
	}
	s.show(w, r, http.StatusOK, "call.html", p)
}

package web

import (
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/internal/chat"
)

// startPage is one question of the chat, or what the answers came to. What was
// answered stands in the address, in the order in which it was asked: nothing
// of it is kept here, and the browser's own way back works.
type startPage struct {
	Q        chat.Question
	N        int      // it is the how manieth
	Most     int      // of at most
	Said     []string // QUESTION.ANSWER, as they go along
	Was      string   // what was answered to it before
	Choices  []choice
	Back     string // address of the question before; "": there is none
	Wrong    string
	Advice   *chat.Advice
	Mailto   template.URL
	Answered []answered
	Look     string // address of the first look
	Brief    string // address of the page for the talk
}

type choice struct{ Value, Say string }

type answered struct{ Ask, Answer, Change string }

// start asks the nine questions, one a page.
func (s *Server) start(w http.ResponseWriter, r *http.Request) {
	t, wrong, err := s.talk(r)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	p := startPage{Most: chat.Most, Wrong: wrong, Said: said(t)}
	if at := r.FormValue("at"); at != "" && slices.Contains(t.Asked, at) || at != "" && wrong != "" {
		p.Q, _ = t.Question(at)
		p.N = slices.Index(t.Asked, at) + 1
		if p.N == 0 {
			p.N = len(t.Asked) + 1
		}
	} else if len(t.Asked) < chat.Most {
		q, more, err := t.Next()
		if err != nil {
			s.oops(w, r, err)
			return
		}
		if more {
			p.Q, p.N = q, len(t.Asked)+1
		}
	}
	if p.Q.ID == "" {
		s.advise(w, r, t, p)
		return
	}
	p.Was = t.Answers[p.Q.ID]
	if p.N > 1 {
		p.Back = startAt(t, t.Asked[p.N-2])
	}
	for _, v := range slices.Sorted(maps.Keys(p.Q.Choices)) {
		p.Choices = append(p.Choices, choice{v, p.Q.Choices[v]})
	}
	if p.Q.Kind == "yesno" {
		p.Choices = []choice{{"yes", "Yes"}, {"no", "No"}}
	}
	s.show(w, r, http.StatusOK, "start.html", p)
}

// advise says what the answers came to.
func (s *Server) advise(w http.ResponseWriter, r *http.Request, t *chat.Talk, p startPage) {
	var err error
	if p.Advice, err = t.Advise(); err != nil {
		s.oops(w, r, err)
		return
	}
	if s.Contact != nil {
		p.Advice.Contact = *s.Contact
	}
	p.Advice.FindOut = p.Advice.FindOut[:min(3, len(p.Advice.FindOut))]
	p.Mailto = template.URL(p.Advice.Mailto()) //nolint:gosec // made of escaped parts
	for _, a := range p.Advice.Answers {
		q, _ := t.Question(a.ID)
		say := a.Answer
		switch {
		case say == "unknown":
			say = "I don't know"
		case q.Choices[say] != "":
			say = q.Choices[say]
		}
		p.Answered = append(p.Answered, answered{a.Ask, say, startAt(t, a.ID)})
	}
	q := url.Values{"a": p.Said}.Encode()
	p.Look, p.Brief = "/first?"+q, "/start/brief?"+q
	s.show(w, r, http.StatusOK, "advice.html", p)
}

// brief is the page to take into a talk with a person.
func (s *Server) brief(w http.ResponseWriter, r *http.Request) {
	t, _, err := s.talk(r)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	a, err := t.Advise()
	if err != nil {
		s.oops(w, r, err)
		return
	}
	if s.Contact != nil {
		a.Contact = *s.Contact
	}
	page, err := a.Brief(s.Now())
	if err != nil {
		s.oops(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="talk.html"`)
	_, _ = w.Write(page)
}

// talk reads what was answered so far; wrong is what is to be said about the
// last answer when it means nothing.
func (s *Server) talk(r *http.Request) (t *chat.Talk, wrong string, err error) {
	if t, err = chat.New(); err != nil {
		return nil, "", err
	}
	if s.Ask != nil {
		t.Constants = s.Ask.Constants
	}
	if err := r.ParseForm(); err != nil {
		return t, "", nil //nolint:nilerr // what cannot be read was not answered
	}
	take := func(id, value string) bool {
		q, known := t.Question(id)
		v, ok := q.Read(value)
		if known && ok && (len(t.Asked) < chat.Most || slices.Contains(t.Asked, id)) {
			t.Say(id, v)
		}
		return ok || !known
	}
	for _, a := range r.Form["a"] {
		id, value, _ := strings.Cut(a, ".")
		take(id, value)
	}
	if id := r.FormValue("at"); r.Form.Has("v") {
		// The button for "I don't know" comes after the line to write in.
		if given := r.Form["v"]; !take(id, given[len(given)-1]) {
			q, _ := t.Question(id)
			return t, "That was not understood: " + q.How() + ".", nil
		}
		r.Form.Del("at") // it is answered: on to the next
	}
	return t, "", nil
}

func said(t *chat.Talk) []string {
	var out []string
	for _, id := range t.Asked {
		out = append(out, id+"."+t.Answers[id])
	}
	return out
}

// startAt is the address of a question that was asked, with all that was answered.
func startAt(t *chat.Talk, id string) string {
	return "/start?" + url.Values{"a": said(t), "at": {id}}.Encode()
}

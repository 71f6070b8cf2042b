package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/internal/queue"
	"github.com/weaklink/weaklink/internal/store"
)

// firstForm is the first run as it is asked for.
type firstForm struct {
	Name, Website, Folder, Country, Staff string
	Folders                               bool
	Wrong                                 string
	Said                                  []string // what was answered to the questions of /start
	Kept                                  int      // of them, that a look weighs
}

// first asks for a name, a website and the size of the firm: no more is needed
// for a first verdict.
func (s *Server) first(w http.ResponseWriter, r *http.Request) {
	f := firstForm{Folders: s.Folders}
	if _, err := s.told(r, &f); err != nil {
		s.oops(w, r, err)
		return
	}
	s.show(w, r, http.StatusOK, "first.html", f)
}

// told puts what was answered to the questions of /start into the form, and
// returns what of it a look weighs.
func (s *Server) told(r *http.Request, f *firstForm) (map[string]checks.Answer, error) {
	t, _, err := s.talk(r)
	if err != nil {
		return nil, err
	}
	staff, answers := t.Kept(s.Now())
	if f.Staff == "" && staff > 0 {
		f.Staff = strconv.Itoa(staff)
	}
	f.Said, f.Kept = said(t), len(answers)
	return answers, nil
}

// begin starts the first look.
func (s *Server) begin(w http.ResponseWriter, r *http.Request) {
	f := firstForm{Folders: s.Folders, Name: field(r, "name"), Website: field(r, "website"), Folder: field(r, "folder"),
		Country: strings.ToUpper(field(r, "country")), Staff: field(r, "staff")}
	answers, err := s.told(r, &f)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	ask := queue.Ask{Answers: answers}
	ask.Firm.Name, ask.Firm.Country = f.Name, f.Country
	if n, err := strconv.Atoi(f.Staff); err == nil && n > 0 && n < 1_000_000 {
		ask.Firm.Staff = n
	} else if f.Staff != "" {
		f.Wrong = "How many people work there? A number will do."
	}
	switch {
	case f.Name == "":
		f.Wrong = "What is the firm called?"
	case f.Website == "" && (f.Folder == "" || !s.Folders):
		f.Wrong = "Name a website, so that there is something to look at."
	}
	if f.Website != "" {
		ask.Targets = append(ask.Targets, queue.Target{At: f.Website})
	}
	if f.Folder != "" && s.Folders {
		ask.Targets = append(ask.Targets, queue.Target{At: f.Folder})
	}
	if f.Wrong == "" {
		run, err := s.Work.Enqueue(r.Context(), ask)
		var invalid *queue.InvalidError
		switch {
		case err == nil:
			http.Redirect(w, r, "/look/"+run.ID, http.StatusSeeOther)
			return
		case !errors.As(err, &invalid):
			s.oops(w, r, err)
			return
		}
		f.Wrong = "This cannot be looked at: " + invalid.Error() + ". " + sentenceOf(invalid.Hint())
	}
	s.show(w, r, http.StatusUnprocessableEntity, "first.html", f)
}

// field is a line of a form.
func field(r *http.Request, name string) string {
	return strings.Join(strings.Fields(r.PostFormValue(name)), " ")
}

// again looks at everything once more: at what the newest look was asked for,
// or, when it was not asked for here, at what the settings list.
func (s *Server) again(w http.ResponseWriter, r *http.Request) {
	_, newest, underWay, err := s.chosen(r)
	if err != nil {
		s.oops(w, r, err)
		return
	}
	if underWay.ID != "" {
		http.Redirect(w, r, "/look/"+underWay.ID, http.StatusSeeOther)
		return
	}
	run, err := s.Work.Again(r.Context(), newest.ID)
	if errors.Is(err, store.ErrNotFound) && s.Ask != nil && (newest.ID == "" || s.Ask.Firm.Name == newest.Firm) {
		run, err = s.Work.Enqueue(r.Context(), *s.Ask)
	}
	if err != nil {
		s.Log.Error("look again", "run", newest.ID, "err", err)
		s.fail(w, r, http.StatusConflict, "This look was not begun here, so it cannot be begun again from here.", "Run `weaklink scan` as it was run before; its result shows up on this page.")
		return
	}
	http.Redirect(w, r, "/look/"+run.ID, http.StatusSeeOther)
}

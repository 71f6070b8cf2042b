package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/internal/config"
)

// firstForm is the first run as it is asked for.
type firstForm struct {
	Name, Website, Folder, Country, Staff string
	Folders                               bool
	Wrong                                 string
}

// first asks for a name, a website and the size of the firm: no more is needed
// for a first verdict.
func (s *Server) first(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "first.html", firstForm{Folders: s.Folders})
}

// begin starts the first look.
func (s *Server) begin(w http.ResponseWriter, r *http.Request) {
	f := firstForm{Folders: s.Folders, Name: field(r, "name"), Website: field(r, "website"), Folder: field(r, "folder"),
		Country: strings.ToUpper(field(r, "country")), Staff: field(r, "staff")}
	cfg := &config.Config{}
	cfg.Firm.Name, cfg.Firm.Country = f.Name, f.Country
	if n, err := strconv.Atoi(f.Staff); err == nil && n > 0 && n < 1_000_000 {
		cfg.Firm.Staff = n
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
		cfg.Targets = append(cfg.Targets, config.Target{At: f.Website})
	}
	if f.Folder != "" && s.Folders {
		cfg.Targets = append(cfg.Targets, config.Target{At: f.Folder})
	}
	if f.Wrong == "" {
		run, err := s.Work.Begin(r.Context(), cfg)
		if err == nil {
			http.Redirect(w, r, "/look/"+run, http.StatusSeeOther)
			return
		}
		f.Wrong = "This cannot be looked at: " + err.Error() + "."
	}
	s.show(w, r, http.StatusUnprocessableEntity, "first.html", f)
}

// field is a line of a form.
func field(r *http.Request, name string) string {
	return strings.Join(strings.Fields(r.PostFormValue(name)), " ")
}

// again looks at everything once more.
func (s *Server) again(w http.ResponseWriter, r *http.Request) {
	_, newest, underWay, err := s.chosen(r)
	if err != nil || newest.ID == "" {
		s.fail(w, r, http.StatusNotFound, "There is nothing to look at again.", "Begin with a first look.")
		return
	}
	if underWay.ID != "" {
		http.Redirect(w, r, "/look/"+underWay.ID, http.StatusSeeOther)
		return
	}
	run, err := s.Work.Again(r.Context(), newest.ID)
	if err != nil {
		s.Log.Error("look again", "run", newest.ID, "err", err)
		s.fail(w, r, http.StatusConflict, "This look was not begun here, so it cannot be begun again from here.", "Run `weaklink scan` as it was run before; its result shows up on this page.")
		return
	}
	http.Redirect(w, r, "/look/"+run, http.StatusSeeOther)
}

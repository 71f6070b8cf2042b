package web

import (
	_ "embed"
	"fmt"
	"net/http"

	"github.com/weaklink/weaklink/internal/report"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
)

//go:embed page/data.tmpl
var dataPage string

// inventoryPage is the client data that was found.
type inventoryPage struct {
	*reporthtml.View
	Sentence string
	Look     string // what would let us look, when nobody did
}

// inventory is the page about the client data: places, people, how much is known
// about them, and which protection that calls for.
func (s *Server) inventory(w http.ResponseWriter, r *http.Request) {
	run, newest, underWay, err := s.chosen(r)
	if err != nil || run.ID == "" || !done(run) {
		s.fail(w, r, http.StatusNotFound, "There is no such page.", "Go back to the first page.")
		return
	}
	s.page(w, r, "data", run, newest, underWay, func(v *reporthtml.View) any {
		p := inventoryPage{View: v, Sentence: dataSentence(v)}
		if len(v.Stores) == 0 && len(v.Guarded) == 0 && len(v.Data.Ledger) == 0 {
			for _, l := range v.Chain {
				if l.Link == "data" {
					p.Look = l.Next
				}
			}
		}
		return p
	})
}

// dataSentence is what stands first on it.
func dataSentence(v *reporthtml.View) string {
	lacking := 0
	for _, s := range v.Stores {
		if len(s.Protection.Missing) > 0 {
			lacking++
		}
	}
	places := fmt.Sprintf("%d places", len(v.Stores))
	if len(v.Stores) == 1 {
		places = "one place"
	}
	switch {
	case len(v.Stores) == 0 && len(v.Guarded) > 0:
		return "Client data was found, and none of it in clear."
	case len(v.Stores) == 0 && len(v.Data.Ledger) == 0:
		return "Nobody has looked for client data yet."
	case len(v.Stores) == 0:
		return "No client data was found in what was read."
	case v.Data.People.Best == 0:
		return "Client data lies in " + places + "."
	case lacking == 0:
		return fmt.Sprintf("Data of %s lies in %s.", report.People(v.Data.People), places)
	case lacking == len(v.Stores) && lacking == 1:
		return fmt.Sprintf("Data of %s lies in one place, and something it needs is missing there.", report.People(v.Data.People))
	case lacking == len(v.Stores):
		return fmt.Sprintf("Data of %s lies in %s, and something it needs is missing in each.", report.People(v.Data.People), places)
	}
	return fmt.Sprintf("Data of %s lies in %s, and something it needs is missing in %d of them.", report.People(v.Data.People), places, lacking)
}

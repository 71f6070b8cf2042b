package web

import (
	"net/http"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
)

// linkPage is one link of the chain.
type linkPage struct {
	*reporthtml.View
	At       reporthtml.Ring
	Sentence string
	Bad      []reporthtml.Finding
	Fine     []report.Alike
	Blind    []report.Finding
}

// link is the page of one of the eight links.
func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	run, newest, underWay, err := s.chosen(r)
	l, unknown := chain.ParseLink(r.PathValue("link"))
	if err != nil || unknown != nil || run.ID == "" || !done(run) {
		s.fail(w, r, http.StatusNotFound, "There is no such page.", "Go back to the first page.")
		return
	}
	s.page(w, r, "link", run, newest, underWay, func(v *reporthtml.View) any {
		return newLinkPage(v, l)
	})
}

// newLinkPage is the page of one link of a run.
func newLinkPage(v *reporthtml.View, l chain.Link) linkPage {
	p := linkPage{View: v}
	for _, ring := range v.Rings {
		if ring.Link.Link == l {
			p.At = ring
		}
	}
	for _, g := range v.Groups {
		for _, f := range g.Findings {
			if f.Link == l {
				p.Bad = append(p.Bad, f)
			}
		}
	}
	for _, a := range v.Holds {
		if a.Link == l {
			p.Fine = append(p.Fine, a)
		}
	}
	for _, f := range v.Findings.All() {
		if f.Link == l && f.Grip == chain.Unseen {
			p.Blind = append(p.Blind, f)
		}
	}
	p.Sentence = sentence(p)
	return p
}

// sentence is what stands first on the page of a link.
func sentence(p linkPage) string {
	words := report.LinkWords(p.At.Link.Link)
	words = upper(words)
	verb := "is"
	if strings.HasSuffix(words, "s") && !strings.HasSuffix(words, "ss") {
		verb = "are"
	}
	switch {
	case len(p.Bad) > 0 && p.At.Shape == "cracked":
		return words + " " + verb + " the weakest link: " + plainly(p.Bad[0])
	case len(p.Bad) > 0:
		return words + " " + verb + " " + p.At.State + ": " + plainly(p.Bad[0])
	case p.At.Carried != "":
		return p.At.Carried
	case len(p.Fine) > 0 && len(p.Blind) == 0:
		return words + " " + map[string]string{"is": "holds", "are": "hold"}[verb] + ", as far as anyone looked."
	case len(p.Fine) > 0:
		return "Of " + report.LinkWords(p.At.Link.Link) + " what was seen is in order, and not all was seen."
	}
	return "Nobody has looked at " + report.LinkWords(p.At.Link.Link) + " yet."
}

// upper and sentenceOf make a sentence of the words of an error.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func sentenceOf(s string) string { return report.Stop(upper(s)) }

// plainly is what is wrong without words of the trade: the finding below says it
// in full.
func plainly(f reporthtml.Finding) string {
	if say, _ := report.Plain(f.Control); say != "" {
		return report.Stop(lower(say))
	}
	return lower(f.Say)
}

// lower takes the capital off a sentence that follows a colon.
func lower(s string) string {
	for _, w := range []string{"A ", "An ", "The ", "No ", "Nobody ", "One ", "Some ", "Everybody ", "Visitors "} {
		if strings.HasPrefix(s, w) {
			return strings.ToLower(s[:1]) + s[1:]
		}
	}
	return s
}

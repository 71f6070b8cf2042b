package website

import (
	"cmp"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// bySite judges the pages of each site together: what a site sends is decided
// in one place, and an owner repairs a site, not a page.
func bySite(judge func(sc checks.Scene, site string, pages []facts.Page) checks.Verdict) func(checks.Scene, []facts.Page) []checks.Verdict {
	return func(sc checks.Scene, all []facts.Page) []checks.Verdict {
		sites := map[string][]facts.Page{}
		for _, p := range all {
			sites[p.Site] = append(sites[p.Site], p)
		}
		var out []checks.Verdict
		for site, pages := range sites {
			slices.SortFunc(pages, func(a, b facts.Page) int {
				return cmp.Or(cmp.Compare(first(b), first(a)), strings.Compare(a.URL, b.URL))
			})
			v := judge(sc, site, pages)
			v.Subject = "site:" + site
			out = append(out, v)
		}
		return out
	}
}

// first puts the page that a visitor lands on before the others.
func first(p facts.Page) int {
	if p.Front {
		return 1
	}
	return 0
}

// asksFor says whether the site takes anything in that is about its visitors.
func asksFor(pages []facts.Page) []string {
	var out []string
	for _, p := range pages {
		for _, f := range p.Forms {
			for _, a := range f.Asks {
				if a != "message" && !slices.Contains(out, a) {
					out = append(out, a)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// words of what a form asks for.
var askWords = map[string]string{"email": "e-mail addresses", "phone": "phone numbers", "name": "names", "address": "addresses", "birth_date": "birth dates",
	"password": "passwords", "card": "card numbers", "iban": "bank details"}

func inWords(asks []string) string {
	var out []string
	for _, a := range asks {
		if w := askWords[a]; w != "" {
			out = append(out, w)
		}
	}
	return and(out)
}

// path is a page's address without the site, as it is short to read.
func path(p facts.Page) string {
	if s := strings.TrimPrefix(p.URL, p.Site); s != "" {
		return s
	}
	return "/"
}

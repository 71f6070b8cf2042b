package website

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// reading is how much of a page a check has to have read for it to hold.
type reading int

const (
	anything reading = iota // what a site sends at all; only "holds" asks for a page that could be read
	answers                 // pages that came: their headers
	texts                   // pages that came whole, as the server wrote them
)

// bySite judges the pages of each site together: what a site sends is decided
// in one place, and an owner repairs a site, not a page. Where no page could be
// read it says unseen, whatever judge would say. Pages that stand beside the
// encrypted ones (Plain) are left out.
func bySite(need reading, judge func(sc checks.Scene, site string, pages []facts.Page) checks.Verdict) func(checks.Scene, []facts.Page) []checks.Verdict {
	return func(sc checks.Scene, all []facts.Page) []checks.Verdict {
		return perSite(all, func(site string, pages []facts.Page) checks.Verdict {
			pages = slices.DeleteFunc(pages, func(p facts.Page) bool { return p.Plain })
			if len(pages) == 0 {
				return checks.Nothing()
			}
			came := slices.DeleteFunc(slices.Clone(pages), func(p facts.Page) bool { return !readable(p) })
			if need != anything {
				if len(came) == 0 {
					return unread(pages)
				}
				pages = came
			}
			v := judge(sc, site, pages)
			if v.Grip != chain.Holds {
				return v
			}
			if len(came) == 0 {
				return unread(pages)
			}
			if i := slices.IndexFunc(came, func(p facts.Page) bool { return p.Cut || p.Built }); need == texts && i >= 0 {
				v.Grip, v.Say = chain.Unseen, "What could be read of the site is in order, but a part of it could not be read."
				v.Why, v.Next = "the page "+path(came[i])+" broke off or is longer than what we read", "scan it again; if it stays so, look at this page in a browser"
				if came[i].Built {
					v.Why, v.Next = "the page "+path(came[i])+" is built by a script, in the visitor's browser", "look at this page in a browser: what a script builds cannot be seen from the server's answer"
				}
			}
			return v
		})
	}
}

// perSite calls judge for every site, the page that a visitor lands on first.
func perSite(all []facts.Page, judge func(site string, pages []facts.Page) checks.Verdict) []checks.Verdict {
	sites := map[string][]facts.Page{}
	for _, p := range all {
		sites[p.Site] = append(sites[p.Site], p)
	}
	var out []checks.Verdict
	for _, site := range sorted(sites) {
		pages := sites[site]
		slices.SortFunc(pages, func(a, b facts.Page) int {
			return cmp.Or(cmp.Compare(first(b), first(a)), strings.Compare(a.URL, b.URL))
		})
		v := judge(site, pages)
		v.Subject = "site:" + site
		out = append(out, v)
	}
	return out
}

// readable says whether a page came and is one.
func readable(p facts.Page) bool { return p.Status >= 200 && p.Status < 300 && p.HTML }

// unread says that a site gave no page to judge, and why.
func unread(pages []facts.Page) checks.Verdict {
	p := pages[0]
	v := checks.Verdict{Grip: chain.Unseen, Say: "The site gave us no page that we could read.",
		Why:  fmt.Sprintf("%s answers with %d", path(p), p.Status),
		Next: "open the site in a browser; if it works there, ask the host to let our address through"}
	if p.Status >= 200 && p.Status < 300 {
		v.Why, v.Next = fmt.Sprintf("what %s sends is no web page that we can read", path(p)), "give the address of a page that visitors see"
	}
	return v
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

package website

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

const shop = "https://shop.example"

// world is a shop without a fault, as the collector would see it.
type world struct {
	pages    []facts.Page
	redirect facts.Redirect
	exposed  facts.Exposed
}

func goodShop() *world {
	page := func(path string) facts.Page {
		return facts.Page{URL: shop + path, Site: shop, Status: 200, Title: true, Front: path == "/", HTML: true, Headers: map[string]string{
			"strict-transport-security": "max-age=31536000", "content-security-policy": "default-src 'self'", "x-frame-options": "DENY", "x-content-type-options": "nosniff"},
			Cookies:  []facts.Cookie{{Name: "shop_session", Secure: true, HTTPOnly: true, SameSite: "lax", Session: true}},
			Scripts:  []facts.Script{{URL: shop + "/shop.js"}},
			Software: []facts.Software{{Name: "PHP", Version: "8.3.1", From: "header"}}}
	}
	front, order := page("/"), page("/order")
	front.Links = []facts.PolicyLink{{What: "privacy", URL: shop + "/datenschutz", Status: 200, Words: 900, OK: true}}
	order.Forms = []facts.Form{{Action: shop + "/order", Method: "POST", HTTPS: true, Asks: []string{"address", "email"}}}
	return &world{pages: []facts.Page{front, order},
		redirect: facts.Redirect{From: "http://shop.example/", Listen: true, Hops: []string{shop + "/"}, HTTPS: true, SameHostFirst: true, Status: 200, Encrypted: "yes"},
		exposed:  facts.Exposed{Site: shop, Tried: 70, Answered: 70, Controls: 20}}
}

var scene = checks.Scene{Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}

type failer interface{ Fatal(...any) }

func (w *world) judge(t failer) map[string]chain.Grip {
	var items []evidence.Item
	keep := func(it evidence.Item, err error) {
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
	}
	for _, p := range w.pages {
		keep(facts.WebsitePage.Item("page:"+p.URL, evidence.Enumerated, p))
	}
	keep(facts.WebsiteRedirect.Item("site:"+shop, evidence.Enumerated, w.redirect))
	keep(facts.WebsiteExposed.Item("site:"+shop, evidence.Scanned, w.exposed))
	out := map[string]chain.Grip{}
	for _, c := range checks.Registered() {
		for _, f := range c.Judge(scene, items) {
			out[c.Doc.ID] = f.Grip
		}
	}
	return out
}

func TestOneFaultChangesExactlyTheChecksThatSpeakOfIt(t *testing.T) {
	good := goodShop().judge(t)
	for id, g := range good {
		if g != chain.Holds {
			t.Fatalf("%s is %v in a shop without a fault", id, g)
		}
	}
	tests := []struct {
		name  string
		plant func(*world)
		want  map[string]chain.Grip
	}{
		{"no redirect", func(w *world) {
			w.redirect = facts.Redirect{From: "http://shop.example/", Listen: true, Status: 200, Encrypted: "yes"}
		}, map[string]chain.Grip{"website.https-redirect": chain.Weak}},
		{"no redirect, and the order form comes in clear", func(w *world) {
			w.redirect = facts.Redirect{From: "http://shop.example/", Listen: true, Status: 200, Encrypted: "yes"}
			p := facts.Page{URL: "http://shop.example/order", Site: shop, Status: 200, HTML: true, Plain: true, Forms: []facts.Form{{Asks: []string{"email"}}}}
			w.pages = append(w.pages, p)
		}, map[string]chain.Grip{"website.https-redirect": chain.Weak, "website.form-over-http": chain.Broken}},
		{"no HSTS", func(w *world) { delete(w.pages[0].Headers, "strict-transport-security") }, map[string]chain.Grip{"website.hsts": chain.Weak}},
		{"no headers", func(w *world) {
			for h := range w.pages[0].Headers {
				if h != "strict-transport-security" {
					delete(w.pages[0].Headers, h)
				}
			}
		}, map[string]chain.Grip{"website.security-headers": chain.Weak}},
		{"an open cookie", func(w *world) { w.pages[1].Cookies[0].Secure = false }, map[string]chain.Grip{"website.cookie-flags": chain.Weak}},
		{"a script in clear", func(w *world) {
			w.pages[1].Mixed = []facts.Mixed{{What: "script", URL: "http://shop.example/x.js", Active: true}}
		}, map[string]chain.Grip{"website.mixed-content": chain.Weak}},
		{"a script from elsewhere", func(w *world) {
			w.pages[0].Scripts = append(w.pages[0].Scripts, facts.Script{URL: "https://cdn.example/x.js", Foreign: true})
		}, map[string]chain.Grip{"website.foreign-scripts": chain.Weak}},
		{"a form that sends in clear", func(w *world) {
			w.pages[1].Forms[0].HTTPS = false
			w.pages[1].Mixed = []facts.Mixed{{What: "form", URL: "http://shop.example/order", Active: true}}
		}, map[string]chain.Grip{"website.form-over-http": chain.Broken}},
		{"no privacy policy", func(w *world) { w.pages[0].Links = nil }, map[string]chain.Grip{"website.privacy-policy": chain.Broken}},
		{"an old version", func(w *world) {
			w.pages[0].Software = []facts.Software{{Name: "PHP", Version: "5.6.1", EOL: "2018-12-31", From: "header"}}
		},
			map[string]chain.Grip{"website.outdated-software": chain.Broken}},
		{"a dump", func(w *world) {
			w.exposed.Files = []facts.ExposedFile{{URL: shop + "/backup.sql", What: "dump", Proof: "-- MySQL dump"}}
		}, map[string]chain.Grip{"website.exposed-files": chain.Broken}},
		{"an error", func(w *world) { w.pages[1].Error = "php" }, map[string]chain.Grip{"website.visible-errors": chain.Broken}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			w := goodShop()
			tc.plant(w)
			changed := map[string]chain.Grip{}
			after := w.judge(t)
			for id, g := range after {
				if g != good[id] {
					changed[id] = g
				}
			}
			for id := range good {
				if _, ok := after[id]; !ok {
					t.Errorf("%s no longer speaks", id)
				}
			}
			if d := cmp.Diff(tc.want, changed); d != "" {
				t.Errorf("what changed (-want +got):\n%s", d)
			}
		})
	}
}

// Whatever a site sends with a refusal or with something that is no page: no
// check of pages is green by it.
func TestNoPageIsGreenThatCouldNotBeRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := goodShop()
		w.pages = w.pages[:rapid.IntRange(1, 2).Draw(t, "pages")]
		for i := range w.pages {
			p := &w.pages[i]
			p.Status = rapid.SampledFrom([]int{200, 204, 301, 401, 403, 404, 410, 429, 500, 502, 503}).Draw(t, "status")
			p.HTML = p.Status >= 300 && rapid.Bool().Draw(t, "html")
			p.Error = rapid.SampledFrom([]string{"", "server", "missing"}).Draw(t, "error")
			p.Built, p.Cut = rapid.Bool().Draw(t, "built"), rapid.Bool().Draw(t, "cut")
			if rapid.Bool().Draw(t, "bare") {
				p.Headers, p.Cookies, p.Scripts, p.Links = map[string]string{}, nil, nil, nil
			}
		}
		for id, g := range w.judge(t) {
			c, _ := checks.Lookup(id)
			if slices.Contains(c.Kinds, facts.WebsitePage.Name) && g == chain.Holds {
				t.Fatalf("%s holds", id)
			}
		}
	})
}

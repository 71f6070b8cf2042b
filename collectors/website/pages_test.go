package website

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/labs/bad"
)

var policyText = "<h1>Datenschutz</h1><p>" + strings.Repeat("Wir verarbeiten personenbezogene Daten nur zu dem Zweck, den Sie kennen. Verantwortlich ist der Laden. ", 12)

func TestAShopIsSeenAsItIs(t *testing.T) {
	shop := htmlPages{
		"/": `<!DOCTYPE html><TITLE>Shop</TITLE><A HREF="/datenschutz">Datenschutz</A> <a href=kontakt>Kontakt</a> <a href="/liste.pdf">Liste</a>
<a href="https://elsewhere.example/">friends</a> <a href="/logout">out</a><script src="//cdn.example/a.js"></script><SCRIPT SRC="shop.js"></SCRIPT>
<script src="https://img.shop.example/b.js"></script><img src="HTTP://pics.example/p.png"><p>Many good things for sale, every day, for all of you who like to eat well and pay little.`,
		"/kontakt":     `<html><body><form method=post action="/send"><input type=email name=mail><textarea name=text></textarea></form>`,
		"/datenschutz": policyText,
	}
	secure := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		w.Header().Set("Server", "nginx/1.22.1")
		w.Header().Add("Set-Cookie", "PHPSESSID=s3cretvalue; Path=/; secure; HTTPONLY; SameSite=Lax")
		shop.ServeHTTP(w, r)
	})
	c := visitShop(t, shopEnv(t, secure, toSecure))
	if c.err != nil || len(c.Gaps()) > 0 {
		t.Fatalf("error %v, gaps %+v", c.err, c.Gaps())
	}
	got := c.front()
	want := facts.Page{URL: "https://shop.example/", Site: "https://shop.example", Status: 200, Title: true, Front: true, HTML: true,
		Headers:  map[string]string{"strict-transport-security": "max-age=31536000"},
		Cookies:  []facts.Cookie{{Name: "PHPSESSID", Secure: true, HTTPOnly: true, SameSite: "lax", Session: true}},
		Mixed:    []facts.Mixed{{What: "img", URL: "http://pics.example/p.png", Line: 3}},
		Scripts:  []facts.Script{{URL: "https://cdn.example/a.js", Foreign: true}, {URL: "https://shop.example/shop.js"}, {URL: "https://img.shop.example/b.js"}},
		LinksTo:  []string{"elsewhere.example"},
		Links:    []facts.PolicyLink{{What: "privacy", URL: "https://shop.example/datenschutz", Status: 200, Words: 181, OK: true}},
		Software: []facts.Software{{Name: "nginx", Version: "1.22.1", From: "header"}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("front page (-want +got):\n%s", d)
	}
	form := c.page("https://shop.example/kontakt").Forms
	if d := cmp.Diff([]facts.Form{{Action: "https://shop.example/send", Method: "POST", HTTPS: true, Asks: []string{"email", "message"}, Line: 1}}, form); d != "" {
		t.Error(d)
	}
	for _, p := range all(c, facts.WebsitePage) {
		if strings.Contains(p.URL, "elsewhere") || strings.Contains(p.URL, "logout") || strings.Contains(p.URL, "pdf") {
			t.Errorf("%s was read", p.URL)
		}
	}
	if r := one(c, facts.WebsiteRedirect); !r.HTTPS || !r.SameHostFirst || r.Encrypted != "yes" || r.Fault != "" {
		t.Errorf("redirect %+v", r)
	}
	if e := one(c, facts.WebsiteExposed); len(e.Files) != 0 || e.CatchAll || e.Answered != len(exposedPaths()) {
		t.Errorf("exposed %+v", e)
	}
	if strings.Contains(c.All(), "s3cretvalue") {
		t.Error("a cookie's value came out")
	}
}

func TestThePagesCollectorKeepsItsContract(t *testing.T) {
	shop := htmlPages{"/": `<title>x</title><a href="/u/jane.doe@mail.example">me</a><form action="/u/jane.doe@mail.example"><input name=email value="jane.doe@mail.example"></form> ` + policyText,
		"/u/jane.doe@mail.example": "<title>me</title>jane.doe@mail.example, Lindenstraße 4", "/.env": "DB_PASSWORD=hunter2hunter2\n", "/customers.csv": "name;mail\nJane Doe;jane.doe@mail.example\nJohn Roe;john.roe@mail.example\n"}
	env := shopEnv(t, shop, shop)
	s := collecttest.Contract(t, newPages(env), collecttest.World{Target: collectors.Target{ID: "shop.example", Scheme: "name", Addr: "shop.example"},
		Canaries: []string{"jane.doe", "john.roe", "hunter2", "Lindenstra"}})
	c := &cut{s, t, nil}
	if e := one(c, facts.WebsiteExposed); len(e.Files) != 2 {
		t.Errorf("exposed %+v", e.Files)
	}
}

func TestAPageThatAlsoComesInClearIsReadToo(t *testing.T) {
	shop := htmlPages{"/": `<title>x</title><a href="/login">in</a><a href="/about">us</a> ` + policyText, "/about": "us", "/login": `<form method=post><input type=password name=p></form>`}
	c := visitShop(t, shopEnv(t, shop, shop))
	if r := one(c, facts.WebsiteRedirect); r.HTTPS || !r.Listen || r.Encrypted != "yes" {
		t.Errorf("redirect %+v", r)
	}
	p := c.page("http://shop.example/login")
	if !p.Plain || p.Site != "https://shop.example" || len(p.Forms) != 1 || p.Forms[0].HTTPS || !p.Forms[0].Password {
		t.Errorf("the login page without encryption: %+v", p)
	}
	if !c.page("http://shop.example/").Plain || c.page("https://shop.example/login").Plain {
		t.Error("which pages stand beside is mixed up")
	}
}

func TestASiteWithoutEncryptionIsSeenAsThat(t *testing.T) {
	shop := htmlPages{"/": `<title>x</title><form><input type=email name=e></form>` + policyText}
	for name, env := range map[string]collectors.Env{
		"nothing listens":                 shopEnv(t, nil, shop),
		"plain http on the port of https": plainOn443(t, shop),
	} {
		t.Run(name, func(t *testing.T) {
			c := visitAt(t, env, collectors.Target{ID: "shop.example", Scheme: "name", Addr: "shop.example"})
			if c.err != nil {
				t.Fatal(c.err)
			}
			if r := one(c, facts.WebsiteRedirect); r.Encrypted != "no" || r.HTTPS || !r.Listen {
				t.Errorf("redirect %+v", r)
			}
			if p := c.front(); p.URL != "http://shop.example/" || p.Plain || p.Forms[0].HTTPS {
				t.Errorf("front page %+v", p)
			}
		})
	}
}

func plainOn443(t *testing.T, h http.Handler) collectors.Env {
	env := shopEnv(t, nil, h)
	at := serveHTTP(t, h, false)
	for i := range env.Resolve {
		if env.Resolve[i].Port == 443 {
			env.Resolve[i].To = at
		}
	}
	return env
}

func TestRedirectsAreFollowedWithTheirCookies(t *testing.T) {
	secure := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Host == "shop.example":
			w.Header().Add("Set-Cookie", "sid=1; Path=/")
			http.Redirect(w, r, "https://www.shop.example/start", http.StatusFound)
		case r.URL.Path == "/start":
			w.Header().Add("Set-Cookie", "sessionid=v; HttpOnly")
			http.Redirect(w, r, "/login?next=%2F&token=secret", http.StatusSeeOther)
		default:
			htmlPages{"/login": `<title>Log in</title><form method=post action=""><input name=user><input type=password name=p></form>`}.ServeHTTP(w, r)
		}
	})
	c := visitShop(t, shopEnv(t, secure, toSecure))
	p := c.front()
	if p.URL != "https://www.shop.example/login" || p.Site != "https://www.shop.example" {
		t.Errorf("landed on %s of %s", p.URL, p.Site)
	}
	if d := cmp.Diff([]facts.Cookie{{Name: "sessionid", HTTPOnly: true, Session: true}}, p.Cookies); d != "" {
		t.Errorf("cookies of the way: %s", d)
	}
	r := one(c, facts.WebsiteRedirect)
	if d := cmp.Diff([]string{"https://shop.example/", "https://www.shop.example/start", "https://www.shop.example/login"}, r.Hops); d != "" || r.Fault != "" || !r.SameHostFirst {
		t.Errorf("%+v %s", r, d)
	}
	if strings.Contains(c.All(), "token=") {
		t.Error("a query was kept")
	}
}

func TestARefreshInThePageIsARedirect(t *testing.T) {
	plain := htmlPages{"/": `<META HTTP-EQUIV="Refresh" CONTENT="0; URL='https://shop.example/'"><p>moved`}
	secure := htmlPages{"/": `<meta http-equiv=refresh content="300"><meta http-equiv=refresh content="60; url=/later"><title>Shop</title>` + policyText}
	c := visitShop(t, shopEnv(t, secure, plain))
	if r := one(c, facts.WebsiteRedirect); !r.HTTPS || !r.SameHostFirst {
		t.Errorf("redirect %+v", r)
	}
	if p := c.front(); p.URL != "https://shop.example/" {
		t.Errorf("a page that loads itself again later was left for %s", p.URL)
	}
}

func TestFaultsOfTheRedirectHaveTheirNames(t *testing.T) {
	back := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/clear" {
			fmt.Fprint(w, "<title>x</title>")
			return
		}
		if r.TLS != nil {
			http.Redirect(w, r, "http://shop.example/clear", http.StatusFound)
			return
		}
		toSecure(w, r)
	})
	loop := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })
	private := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/", http.StatusFound)
	})
	longer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) })
	good := htmlPages{"/": "<title>x</title>" + policyText}
	for _, tc := range []struct {
		name          string
		secure, plain http.Handler
		fault         string
	}{{"downgrade", back, back, "downgrade"}, {"loop", good, loop, "loop"}, {"private", good, private, "private"}, {"too many", good, longer, "too-many"}} {
		t.Run(tc.name, func(t *testing.T) {
			c := visitShop(t, shopEnv(t, tc.secure, tc.plain))
			if r := one(c, facts.WebsiteRedirect); r.Fault != tc.fault || !r.Listen {
				t.Errorf("%+v", r)
			}
		})
	}
	away := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://shop.example/", http.StatusFound)
	})
	// An address that sends visitors round in circles is an error, and seen.
	for fault, secure := range map[string]http.Handler{"loop": away, "too-many": longer} {
		c := visitShop(t, shopEnv(t, secure, toSecure))
		if c.err == nil {
			t.Errorf("%s: nobody arrives, and yet all is well", fault)
		}
		if r := one(c, facts.WebsiteRedirect); r.Fault != fault || !r.Listen {
			t.Errorf("%+v", r)
		}
	}
	if c := visitShop(t, shopEnv(t, away, good)); one(c, facts.WebsiteRedirect).Fault != "downgrade" || one(c, facts.WebsiteRedirect).Encrypted != "yes" {
		t.Error("an encrypted address that leads to the other one is not noticed")
	}
	if c := visitShop(t, shopEnv(t, good, nil)); one(c, facts.WebsiteRedirect).Listen {
		t.Error("something listens that does not")
	}
}

func TestALinkThatRedirectsIsReadWhereItEndsAndOnlyOnce(t *testing.T) {
	var n atomic.Int64
	secure := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/account", "/konto":
			http.Redirect(w, r, "/login", http.StatusFound)
		default:
			htmlPages{"/": `<a href="/account">a</a><a href="/konto">b</a><a href="/leave">c</a>` + policyText, "/login": `<form><input type=password></form>`}.ServeHTTP(w, r)
		}
	})
	c := visitShop(t, shopEnv(t, counted(secure, &n), toSecure))
	logins := 0
	for _, p := range all(c, facts.WebsitePage) {
		if p.URL == "https://shop.example/login" {
			logins++
		}
	}
	if logins != 1 {
		t.Errorf("the login page came %d times", logins)
	}
	if p := c.page("https://shop.example/leave"); p.Error != "missing" || p.Status != 404 {
		t.Errorf("a dead link: %+v", p)
	}
}

// Every bad server ends in bounded time, with facts that claim nothing.
func TestMisbehavingServersClaimNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes the time that slow servers take")
	}
	now := time.Now()
	for name, open := range map[string]func() *bad.Server{"never answers": bad.NeverAnswers, "hangs up": bad.HangsUp, "garbage": bad.Garbage, "drips": bad.Slow, "drips its header": bad.SlowHeader,
		"redirects on": bad.EndlessRedirect, "circle": bad.RedirectLoop, "forbids": bad.Forbids, "limits": bad.Limits, "endless": bad.Endless,
		"expired": func() *bad.Server { return bad.Expired(now) }, "self-signed": func() *bad.Server { return bad.SelfSigned(now) }} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := open()
			defer srv.Close()
			scheme, _, _ := strings.Cut(srv.URL, ":")
			start := time.Now()
			c := visitAt(t, collectors.Env{}, collectors.Target{ID: srv.Addr, Scheme: scheme, Addr: srv.URL + "/"})
			if took := time.Since(start); took > 35*time.Second {
				t.Errorf("took %s", took)
			}
			if c.err == nil && len(c.Facts()) == 0 && len(c.Gaps()) == 0 {
				t.Error("nothing was seen and nothing said")
			}
			for _, p := range all(c, facts.WebsitePage) {
				whole := p.HTML && !p.Cut && p.Status == 200
				if whole && !strings.Contains("limits expired self-signed", name) {
					t.Errorf("a whole page: %+v", p)
				}
			}
			for _, e := range all(c, facts.WebsiteExposed) {
				if len(e.Files) > 0 {
					t.Errorf("files %+v", e.Files)
				}
				if strings.Contains("forbids limits drips", name) && e.Answered == e.Tried {
					t.Errorf("claims to know about every file: %+v", e)
				}
			}
		})
	}
}

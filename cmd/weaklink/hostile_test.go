package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/miekg/dns"
)

// What runs when it is taken for a part of a page.
var stranger = []string{
	`"><img src=x onerror=owned()>`, `<script>owned()</script>`, `'-owned()-'`, `</title></textarea><svg onload=owned()>`, `javascript:owned()`,
	`" autofocus onfocus=owned() x="`, `{{owned}}`, `</script><script>owned()//`, `<a href=javascript:owned()>x</a>`,
}

// hostileWorld is a website, a folder, policies and a name of a stranger who
// wants to act as the owner; at is the settings that look at all of it.
func hostileWorld(t *testing.T) {
	t.Helper()
	at := 0
	next := func() string { at++; return stranger[at%len(stranger)] }
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/html")
		h.Set("Server", `nginx/1.18.0 <script>owned()</script>`)
		h.Set("X-Powered-By", `PHP/5.6 "><img src=x onerror=owned()>`)
		h.Set("Set-Cookie", `a"><script>owned()</script>=1; Path=/`)
		fmt.Fprintf(w, `<!doctype html><title>%s</title><meta name="generator" content="WordPress 4.1 &quot;&gt;&lt;img src=x onerror=owned()&gt;"><h1>%s</h1>
<script src="http://127.0.0.1:1/&quot;&gt;&lt;script&gt;owned()&lt;/script&gt;.js"></script><iframe src="javascript:owned()"></iframe>
<form action="http://127.0.0.1:1/'-owned()-'" method="post"><input name="&lt;script&gt;owned()&lt;/script&gt;"><input type="password" name="card"></form>
<a href="/%s">x</a><a href="javascript:owned()">Privacy policy</a>`, stranger[1], stranger[0], url.PathEscape(stranger[0]))
	}))
	t.Cleanup(site.Close)
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	up := make(chan struct{})
	server := &dns.Server{PacketConn: conn, NotifyStartedFunc: func() { close(up) }, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		name := q.Question[0].Name
		switch q.Question[0].Qtype {
		case dns.TypeTXT:
			for _, s := range []string{"v=spf1 include:<script>owned()</script>.example +all", `v=DMARC1; p=none; rua=mailto:"><img/src=x onerror=owned()>@x.example`, `<script>owned()</script>`} {
				m.Answer = append(m.Answer, &dns.TXT{Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypeTXT, Class: dns.ClassINET}, Txt: []string{s}})
			}
		case dns.TypeMX:
			m.Answer = append(m.Answer, &dns.MX{Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypeMX, Class: dns.ClassINET}, Preference: 1, Mx: `<script>owned\(\)</script>.example.`})
		case dns.TypeNS:
			m.Answer = append(m.Answer, &dns.NS{Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypeNS, Class: dns.ClassINET}, Ns: `"onload=owned\(\)>.example.`})
		}
		_ = w.WriteMsg(m)
	})}
	go server.ActivateAndServe()
	<-up
	t.Cleanup(func() { server.Shutdown() })
	for _, dir := range []string{"clients", "rules"} {
		for range stranger {
			name := strings.ReplaceAll(next(), "/", "∕") + ".csv"
			if dir == "rules" {
				name = strings.TrimSuffix(name, ".csv") + ".md"
			}
			text := fmt.Sprintf("name,email,birth date,%q\nJo Weber,jo.weber@mail.example.org,1950-03-01,%q\n", next(), next())
			if dir == "rules" {
				text = "# " + next() + "\nResponsible: " + next() + "\nPasswords must be changed. " + next() + "\nVersion 1, 2019-01-01\n"
			}
			path := filepath.Join(dir, strings.ReplaceAll(next(), "/", "∕"), name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	settings := fmt.Sprintf("firm: {name: %q, staff: 4}\ndns: %s\ntargets: [{at: %q}, {at: ./clients, as: %q}, {at: 'policies:./rules'}, {at: 'domain:shop.example'}]\n",
		"Grocer "+stranger[1], conn.LocalAddr(), site.URL, "clients")
	if err := os.WriteFile("weaklink.yaml", []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Nothing that a stranger wrote where we look runs on the owner's page or in a
// file that is downloaded there. Asked of a real browser, which tells of every
// function that was called, every dialog, and everything that only the policy
// kept from running.
func TestNothingThatAStrangerWroteRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	t.Setenv("WEAKLINK_DATA", t.TempDir())
	t.Setenv("WEAKLINK_SAMPLES", "1024")
	t.Chdir(t.TempDir())
	hostileWorld(t)
	link, log := served(t)
	c := (&child{}).signedIn(t, link)
	res, err := c.PostForm(c.at+"/again", nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	run, ok := strings.CutPrefix(res.Request.URL.Path, "/look/")
	if !ok {
		t.Fatalf("no look began: %s at %s\n%s", res.Status, res.Request.URL, log)
	}
	c.verdict(t, run)
	_, body, _ := c.get(t, "/")
	if !strings.Contains(body, "owned") {
		t.Fatal("nothing of what the stranger wrote is on the page: the test proves nothing")
	}
	var out bytes.Buffer
	if code := run0(t, []string{"serve", "--link", "--listen", strings.TrimPrefix(c.at, "http://")}, &out, io.Discard); code != exitDone {
		t.Fatal(out.String())
	}
	ctx := chromium(t)
	var mu sync.Mutex
	var dialogs []string
	if err := chromedp.Listen(ctx, func(ev any) {
		if d, ok := ev.(*page.EventJavascriptDialogOpening); ok {
			mu.Lock()
			defer mu.Unlock()
			dialogs = append(dialogs, d.Message)
		}
	}); err != nil {
		t.Fatal(err)
	}
	watch := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `window.hits = [];
window.owned = () => { window.hits.push("ran"); };
document.addEventListener("securitypolicyviolation", (e) => { window.hits.push(e.violatedDirective + " " + e.blockedURI + " " + e.sample); });`})
		return err
	})
	if err := chromedp.Do(ctx, watch, chromedp.Navigate(linkForm.FindString(out.String())), chromedp.Click(chromedp.CSS(".button.main")), chromedp.WaitVisible(chromedp.CSS(".today"))); err != nil {
		t.Fatal(err)
	}
	visit := func(at string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(at), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach((d) => { d.open = true; })`)); err != nil {
			t.Fatal(at, err)
		}
		// What waits for the pointer or the keyboard is tried as well.
		hits, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(() => { document.querySelectorAll("main *").forEach((e) => { for (const n of ["mouseover", "focus", "error", "load"]) e.dispatchEvent(new Event(n)); });
document.querySelectorAll("a[href]").forEach((a) => { if (/^\s*(javascript|data|vbscript):/i.test(a.getAttribute("href"))) window.hits.push("a link to " + a.getAttribute("href")); });
return window.hits; })()`))
		if err != nil {
			t.Fatal(at, err)
		}
		for _, h := range hits {
			t.Errorf("%s: %s", at, h)
		}
	}
	for _, path := range []string{"/", "/runs", "/first", "/forget", "/whatif", "/whatif?fix=" + url.QueryEscape(stranger[0]), "/look/" + run, "/look/" + url.PathEscape(stranger[0]), "/none/" + url.PathEscape(stranger[1]), "/?run=" + url.QueryEscape(stranger[3]),
		"/link/data", "/link/website", "/link/hosting", "/link/devices", "/link/access", "/link/policies", "/link/payments", "/link/backups"} {
		visit(c.at + path)
	}
	for _, suffix := range []string{".html", ".json", ".csv", ".pdf"} {
		code, body, _ := c.get(t, "/report"+suffix)
		if code != http.StatusOK {
			t.Error(suffix, code)
		}
		if suffix != ".html" {
			continue
		}
		file := filepath.Join(t.TempDir(), "report.html")
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		visit("file://" + file)
	}
	time.Sleep(100 * time.Millisecond) // for a dialog that is on its way
	mu.Lock()
	defer mu.Unlock()
	if len(dialogs) > 0 {
		t.Error("dialogs:", dialogs)
	}
}

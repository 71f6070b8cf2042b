package web_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// routes are all pages and actions, with something in place of what varies.
func (w *world) routes(t *testing.T) (list [][2]string) {
	t.Helper()
	for _, pattern := range w.pages.Routes() {
		method, path, ok := strings.Cut(pattern, " ")
		if !ok {
			t.Fatalf("the pattern %q names no method", pattern)
		}
		path = strings.NewReplacer("{$}", "", "{link}", "website", "{run}", "019ab3f0-0000-7000-8000-000000000001", "{token}", "guess").Replace(path)
		if i := strings.IndexByte(path, '{'); i >= 0 { // of a page that is new
			path = path[:i] + "x"
		}
		list = append(list, [2]string{method, path})
	}
	if len(list) < 15 {
		t.Fatal("these cannot be all pages:", list)
	}
	return list
}

// open is what needs no session.
func open(path string) bool {
	return strings.HasPrefix(path, "/in/") || path == "/health" || path == "/live" || path == "/style.css" || path == "/page.js" || path == "/web.js"
}

func (w *world) do(t *testing.T, c *http.Client, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, w.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == "POST" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := c.Do(req)
	return answer(t, res, err)
}

func TestEveryPageAndActionIsTheOwnersOnly(t *testing.T) {
	w := serve(t, true)
	for _, r := range w.routes(t) {
		for _, session := range []string{"", "weaklink=", "weaklink=guess", "weaklink=' or 1=1 --"} {
			res, body := w.do(t, w.visitor(), r[0], r[1], "", "Cookie", session)
			if open(r[1]) {
				continue
			}
			if res.StatusCode != http.StatusUnauthorized || strings.Contains(body, "Grocer") || len(res.Cookies()) > 0 {
				t.Errorf("%s %s as %q: %s", r[0], r[1], session, res.Status)
			}
		}
	}
	if len(w.work.again)+len(w.work.asked)+len(w.forgot) > 0 {
		t.Error("a stranger began something")
	}
}

func TestNoActionIsTakenForAnotherSite(t *testing.T) {
	w := serve(t, true)
	for _, r := range w.routes(t) {
		if r[0] != "POST" {
			continue
		}
		for _, from := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site", "Origin", "http://evil.localhost"}, {"Origin", "https://evil.example"}, {"Origin", "null"}, {"Origin", w.URL + "0"}, {"Sec-Fetch-Site", "cross-site", "Origin", w.URL}} {
			res, _ := w.do(t, w.owner, r[0], r[1], url.Values{"name": {firm}}.Encode(), from...)
			if res.StatusCode != http.StatusForbidden {
				t.Errorf("%s from %q: %s", r[1], from, res.Status)
			}
		}
		// As a link or a picture of another site asks for it.
		if res, _ := w.do(t, w.owner, "GET", r[1], "", "Sec-Fetch-Site", "cross-site"); res.StatusCode < 300 && !open(r[1]) && r[1] != "/forget" && r[1] != "/first" {
			t.Errorf("GET %s does something: %s", r[1], res.Status)
		}
	}
	if len(w.work.again)+len(w.work.asked)+len(w.forgot) > 0 {
		t.Error("something was done for another site")
	}
}

func TestEveryAnswerCarriesWhatProtectsIt(t *testing.T) {
	w := serve(t, true)
	list := append(w.routes(t), [2]string{"GET", "/none"}, [2]string{"DELETE", "/"}, [2]string{"POST", "/"}, [2]string{"GET", "/link/none"}, [2]string{"GET", "/report.pdf/../../etc/passwd"})
	for _, r := range list {
		if r[1] == "/out" || r[0] == "POST" && strings.HasPrefix(r[1], "/forget") {
			continue
		}
		for who, c := range map[string]*http.Client{"owner": w.owner, "stranger": w.visitor()} {
			res, body := w.do(t, c, r[0], r[1], "")
			csp := res.Header.Get("Content-Security-Policy")
			if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") || !strings.Contains(csp, "base-uri 'none'") {
				t.Errorf("%s of %s: policy %q", r, who, csp)
			}
			for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"} {
				if got := res.Header.Get(name); got != want {
					t.Errorf("%s of %s: %s is %q", r, who, name, got)
				}
			}
			if cache := res.Header.Get("Cache-Control"); cache != "no-store" && !(strings.HasPrefix(cache, "private") && open(r[1])) {
				t.Errorf("%s of %s may be kept: %q", r, who, cache)
			}
			if kind := res.Header.Get("Content-Type"); kind == "" && len(body) > 0 {
				t.Errorf("%s of %s: its kind is left to guess", r, who)
			}
		}
	}
}

func TestTheCookieIsForThisSiteAndNoScript(t *testing.T) {
	w := serve(t, true)
	link, err := w.accounts.Link(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	res, _ := w.post(t, w.visitor(), "/in/"+link, nil)
	got := res.Cookies()
	if len(got) != 1 || !got[0].HttpOnly || got[0].SameSite != http.SameSiteStrictMode || got[0].Path != "/" || got[0].Domain != "" || got[0].MaxAge <= 0 || len(got[0].Value) < 40 || strings.Contains(got[0].Value, link) {
		t.Errorf("%+v", got)
	}
	if strings.Contains(w.logged.String(), link) || strings.Contains(w.logged.String(), got[0].Value) {
		t.Error("the log holds what signs in")
	}
}

// Whatever an answer leads to is on this page, and no header can be added.
func TestNoAnswerLeadsAway(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: asks every page for every bad address")
	}
	w := serve(t, true)
	bad := []string{"//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "x\r\nSet-Cookie: a=b", "..//evil.example", "%2f%2fevil.example", "\u2028", "a?b#c"}
	for _, v := range bad {
		q := url.QueryEscape(v)
		for _, r := range w.routes(t) {
			if r[1] == "/out" {
				continue
			}
			form := url.Values{}
			for _, name := range []string{"run", "finding", "next", "url", "return", "to", "name", "website", "folder", "fix", "part", "after", "why", "until", "link"} {
				form.Set(name, v)
			}
			paths := []string{r[1] + "?" + form.Encode(), r[1] + "?run=" + q}
			if i := strings.Index(r[1], "/look/"); i >= 0 {
				paths = append(paths, strings.Replace(r[1], "019ab3f0-0000-7000-8000-000000000001", url.PathEscape(v), 1))
			}
			if strings.HasPrefix(r[1], "/link/") {
				paths = append(paths, "/link/"+url.PathEscape(v))
			}
			for _, path := range paths {
				res, _ := w.do(t, w.owner, r[0], path, form.Encode())
				to := res.Header.Get("Location")
				u, err := url.Parse(to)
				if err != nil || u.Host != "" || u.Scheme != "" || to != "" && !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") {
					t.Errorf("%s %s leads to %q", r[0], path, to)
				}
				if len(res.Cookies()) > 0 || strings.ContainsAny(to+res.Header.Get("Content-Disposition"), "\r\n") {
					t.Errorf("%s %s: a header was added: %v", r[0], path, res.Header)
				}
			}
		}
	}
}

func TestOfFiftyWhoComeWithOneLinkOneIsLetIn(t *testing.T) {
	w := serve(t, true)
	link, err := w.accounts.Link(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var in atomic.Int64
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if s, err := w.accounts.SignIn(t.Context(), link); err != nil {
				t.Error(err)
			} else if s != "" {
				in.Add(1)
			}
		})
	}
	all.Wait()
	if in.Load() != 1 {
		t.Error(in.Load(), "were let in")
	}
}

func TestGuessingIsEnded(t *testing.T) {
	w := serve(t, true)
	link, err := w.accounts.Link(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	codes := map[int]int{}
	for i := range 60 {
		res, _ := w.post(t, w.visitor(), fmt.Sprintf("/in/%040d", i), nil)
		codes[res.StatusCode]++
	}
	if codes[http.StatusForbidden] != 20 || codes[http.StatusTooManyRequests] != 40 {
		t.Error(codes)
	}
	if res, _ := w.post(t, w.visitor(), "/in/"+link, nil); res.StatusCode != http.StatusTooManyRequests {
		t.Error("who guessed goes on:", res.Status)
	}
	w.later.Store(int64(2 * time.Minute))
	if res, _ := w.post(t, w.visitor(), "/in/"+link, nil); res.StatusCode != http.StatusSeeOther {
		t.Error("the owner stays out:", res.Status)
	}
}

func TestOddRequestsAreTurnedAway(t *testing.T) {
	w := serve(t, true)
	u, _ := url.Parse(w.URL)
	host := w.Listener.Addr().String()
	say := func(text string) (string, string) {
		t.Helper()
		c, err := net.DialTimeout("tcp", host, 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_ = c.SetDeadline(time.Now().Add(10 * time.Second))
		_, _ = io.WriteString(c, text)
		res, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			return "", ""
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		return res.Status, string(b)
	}
	for name, text := range map[string]string{
		"two lengths":         "POST /again HTTP/1.1\r\nHost: " + u.Host + "\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
		"length and chunks":   "POST /again HTTP/1.1\r\nHost: " + u.Host + "\r\nContent-Length: 6\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\nG",
		"two hosts":           "GET / HTTP/1.1\r\nHost: " + u.Host + "\r\nHost: evil.example\r\n\r\n",
		"no host":             "GET / HTTP/1.0\r\n\r\n",
		"another's address":   "GET http://evil.example/ HTTP/1.1\r\nHost: " + u.Host + "\r\n\r\n",
		"a line of its own":   "GET / HTTP/1.1\r\nHost: " + u.Host + "\r\nX: a\nHost: evil\r\n : b\r\n\r\n",
		"a header that fills": "GET / HTTP/1.1\r\nHost: " + u.Host + "\r\nX: " + strings.Repeat("a", 2<<20) + "\r\n\r\n",
	} {
		if status, body := say(text); strings.HasPrefix(status, "2") || strings.Contains(body, "Grocer") {
			t.Errorf("%s: %q", name, status)
		}
	}
	big := "name=x&website=" + strings.Repeat("a", 1<<20)
	if res, _ := w.do(t, w.owner, "POST", "/first", big); res.StatusCode < 400 || len(w.work.asked) > 0 {
		t.Error("a form of a megabyte is read:", res.Status)
	}
	for _, path := range []string{"/report.json/../../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/report.%2e%2e%2fjson", "/style.css/..%5c..%5cweaklink.db", "/report.db", "/%00"} {
		res, err := w.owner.Get(w.URL + path)
		if err != nil {
			continue
		}
		b, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode == http.StatusOK || bytes.Contains(b, []byte("root:")) {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
}

package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/report"
)

var markup = regexp.MustCompile(`(?s)<(script|style|svg)\b.*?</(script|style|svg)>|<[^>]*>`)

// words are what a page says, without what is only markup.
func wordsOf(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(markup.ReplaceAllString(page, " "))), " ")
}

// What an owner has to give for a first verdict about a website and a folder of
// their own: at most ten minutes, a few answers, and no word of the trade in
// anything that is read on the way to it.
func TestAFirstVerdictTakesLittleOfAnOwner(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	t.Setenv("WEAKLINK_DATA", t.TempDir())
	t.Setenv("WEAKLINK_SAMPLES", "2048")
	t.Chdir(t.TempDir())
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, `<!doctype html><title>Flowers</title><h1>Flowers</h1><form action="/order" method="post"><label>Your mail <input name="email"></label><button>Order</button></form>`)
	}))
	defer site.Close()
	folder := filepath.Join(t.TempDir(), "clients")
	var rows strings.Builder
	rows.WriteString("name,email,phone\n")
	for i := range 60 {
		fmt.Fprintf(&rows, "Anna Canary%d,anna.canary%d@mail.example,+49 30 20%05d\n", i, i, 10000+i*7)
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "clients.csv"), []byte(rows.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	link, log := served(t)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser, began, read, typed, pressed := &http.Client{Jar: jar}, time.Now(), 0, 0, 0
	origin := strings.Split(link, "/in/")[0]
	answer := func(res *http.Response, err error) (at, body string) {
		t.Helper()
		if err != nil {
			t.Fatal(err, log)
		}
		defer res.Body.Close()
		raw, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatal(res.Status, err, string(raw))
		}
		return res.Request.URL.Path, string(raw)
	}
	reads := func(text string) {
		t.Helper()
		read += report.Words(text)
		if w := report.OfTheTrade(text); w != "" {
			t.Errorf("to go on one has to know what %q is: %.300s", w, text)
		}
	}
	press := func(path string, form url.Values) (at, body string) {
		t.Helper()
		pressed++
		for _, v := range form {
			if v[0] != "" {
				typed++
			}
		}
		return answer(browser.PostForm(origin+path, form))
	}
	_, page := answer(browser.Get(link))
	reads(wordsOf(page))
	at, page := press("/in/"+strings.Split(link, "/in/")[1], nil)
	if at != "/first" {
		t.Fatal("the link leads to", at)
	}
	reads(wordsOf(page))
	at, _ = press("/first", url.Values{"name": {"Flowers"}, "website": {site.URL}, "folder": {folder}, "staff": {"3"}, "country": {""}})
	if !strings.HasPrefix(at, "/look/") {
		t.Fatal("the form leads to", at)
	}
	for at != "/" {
		if time.Since(began) > 10*time.Minute {
			t.Fatal("no verdict after ten minutes:", log)
		}
		time.Sleep(200 * time.Millisecond)
		at, page = answer(browser.Get(origin + at))
	}
	_, first, _ := strings.Cut(page, `<section class="first"`)
	first, _, _ = strings.Cut(first, "</section>\n</section>")
	first = wordsOf("<section " + first)
	reads(first)
	if !strings.Contains(first, "eakest link") || strings.Contains(strings.ToLower(page), "canary") {
		t.Error(first)
	}
	if n := strings.Count(page, `class="today"`); n != 1 {
		t.Errorf("there are %d things to do first", n)
	}
	if typed > 4 || pressed > 3 || read > 300 {
		t.Errorf("%d answers, %d buttons, %d words to read", typed, pressed, read)
	}
	t.Logf("%.1f minutes, %d answers, %d buttons, %d words to read", time.Since(began).Minutes(), typed, pressed, read)
}

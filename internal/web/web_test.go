package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/account"
	"github.com/weaklink/weaklink/internal/queue"
	"github.com/weaklink/weaklink/internal/report"
	reportjson "github.com/weaklink/weaklink/internal/report/json"
	"github.com/weaklink/weaklink/internal/report/reporttest"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/web"
)

// world is a served firm without anything behind it.
type world struct {
	*httptest.Server
	db       *store.DB
	accounts *account.Accounts
	work     *work
	model    *report.Model
	forgot   []string
	owner    *http.Client
	drills   []web.Drill
	pages    *web.Server
	logged   *bytes.Buffer
	later    atomic.Int64 // by how much the clock of the pages is ahead
}

type work struct {
	asked  []queue.Ask
	again  []string
	events []queue.Event
	once   *queue.Once
}

func (w *work) Enqueue(_ context.Context, ask queue.Ask) (chain.Run, error) {
	if strings.Contains(ask.Targets[0].At, "<") {
		return chain.Run{}, queue.Invalid(errors.New(ask.Targets[0].At+" is no target"), "name another")
	}
	w.asked = append(w.asked, ask)
	return chain.Run{ID: "begun"}, nil
}
func (w *work) Again(_ context.Context, run string) (chain.Run, error) {
	w.again = append(w.again, run)
	return chain.Run{ID: "again"}, nil
}
func (w *work) Recheck(_ context.Context, run, finding string, _ *queue.Ask) (chain.Run, error) {
	if finding == "policies.said@00000000" {
		return chain.Run{}, queue.Invalid(errors.New("it rests on an answer"), "change the answer")
	}
	w.again = append(w.again, run+" "+finding)
	return chain.Run{ID: "once"}, nil
}
func (w *work) Asked(_ context.Context, run string) (queue.Ask, error) {
	if w.once == nil {
		return queue.Ask{}, store.ErrNotFound
	}
	return queue.Ask{Once: w.once}, nil
}
func (w *work) Events(context.Context, string, int64) iter.Seq2[queue.Event, error] {
	return func(yield func(queue.Event, error) bool) {
		for _, e := range w.events {
			if !yield(e, nil) {
				return
			}
		}
	}
}
func (w *work) Cancel(context.Context, string) (bool, error) { return true, nil }

const firm = "Corner <script>alert(1)</script> Grocer"

// ago is when the run of a world began.
var ago = time.Now().Add(-time.Hour).UTC().Truncate(time.Millisecond)

func serve(t *testing.T, seen bool) *world {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "w.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w := &world{db: db, accounts: account.New(db, time.Now), work: &work{}, model: reporttest.Kinds()["ordinary"], logged: &bytes.Buffer{}}
	if seen {
		run := chain.Run{ID: "019ab3f0-0000-7000-8000-000000000001", Firm: firm, Started: ago, Now: ago.Truncate(24 * time.Hour), Version: "test"}
		if err := db.Begin(t.Context(), run); err != nil {
			t.Fatal(err)
		}
		run.Finished = ago.Add(time.Minute)
		if _, err := db.Finish(t.Context(), run, nil, func(string) bool { return true }, []byte("{}")); err != nil {
			t.Fatal(err)
		}
	}
	w.Server = httptest.NewUnstartedServer(nil)
	host := w.Listener.Addr().String()
	_, port, _ := strings.Cut(host, ":")
	s, err := web.New(web.Options{Kept: db, Accounts: w.accounts, Work: w.work,
		Report: func(context.Context, string) (*report.Model, error) { return w.model, nil },
		Suppose: func(_ context.Context, _ string, fix []string, then bool) (web.Supposed, error) {
			out := web.Supposed{SavesLow: 1200, SavesTop: 3400}
			if then {
				out.Sentence = "Then it is " + strings.Join(fix, " and ")
			}
			return out, nil
		},
		Drills: func(context.Context, string) ([]web.Drill, bool, error) { return w.drills, true, nil },
		Forget: func(_ context.Context, f string) error { w.forgot = append(w.forgot, f); return nil },
		Files:  []web.File{{Suffix: ".json", Type: "application/json", Print: reportjson.Print}},
		Hosts:  []string{"localhost:" + port}, Folders: true, Log: slog.New(slog.NewTextHandler(w.logged, nil)), Now: func() time.Time { return time.Now().Add(time.Duration(w.later.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	w.Config.Handler, w.pages = s.Handler(), s
	w.Start()
	t.Cleanup(w.Close)
	w.URL = "http://localhost:" + port
	w.owner = w.visitor()
	link, err := w.accounts.Link(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if res, body := w.post(t, w.owner, "/in/"+link, nil); res.StatusCode != http.StatusOK && res.StatusCode != http.StatusSeeOther {
		t.Fatalf("the owner is not let in: %s %s", res.Status, body)
	}
	return w
}

func (w *world) visitor() *http.Client {
	jar, _ := cookiejar.New(nil)
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func (w *world) get(t *testing.T, c *http.Client, path string) (*http.Response, string) {
	t.Helper()
	res, err := c.Get(w.URL + path)
	return answer(t, res, err)
}

func (w *world) post(t *testing.T, c *http.Client, path string, form url.Values) (*http.Response, string) {
	t.Helper()
	res, err := c.PostForm(w.URL+path, form)
	return answer(t, res, err)
}

func answer(t *testing.T, res *http.Response, err error) (*http.Response, string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

// bad is the id of a finding that can be accepted.
func (w *world) bad() string {
	for _, f := range w.model.Findings.All() {
		if f.Grip == chain.Broken {
			return f.ID
		}
	}
	return ""
}

func TestOnlyTheOwnerIsLetIn(t *testing.T) {
	w := serve(t, true)
	stranger := w.visitor()
	for _, path := range []string{"/", "/runs", "/link/website", "/first", "/whatif?fix=x", "/report.json", "/look/x", "/look/x/events", "/accepted", "/call", "/start", "/start/brief", "/forget", "/no-such-page"} {
		res, body := w.get(t, stranger, path)
		if res.StatusCode != http.StatusUnauthorized || strings.Contains(body, "Grocer") {
			t.Errorf("%s: a stranger gets %s", path, res.Status)
		}
	}
	for _, path := range []string{"/again", "/recheck", "/accept", "/withdraw", "/forget", "/first", "/look/x/stop", "/out"} {
		if res, _ := w.post(t, stranger, path, url.Values{"name": {firm}}); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: a stranger gets %s", path, res.Status)
		}
	}
	if len(w.work.again)+len(w.work.asked)+len(w.forgot) > 0 {
		t.Error("a stranger began something")
	}
	if res, _ := w.get(t, w.owner, "/"); res.StatusCode != http.StatusOK {
		t.Errorf("the owner gets %s", res.Status)
	}
}

func TestALinkIsSpentByOpeningItAndNotByLookingAtIt(t *testing.T) {
	w := serve(t, true)
	link, err := w.accounts.Link(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // a mail program that looks ahead
		if res, body := w.get(t, w.visitor(), "/in/"+link); res.StatusCode != http.StatusOK || !strings.Contains(body, "<form") {
			t.Fatal(res.Status, body)
		}
	}
	if res, _ := w.post(t, w.visitor(), "/in/"+link, nil); res.StatusCode != http.StatusSeeOther || len(res.Cookies()) != 1 {
		t.Fatal("the link does not open", res.Status)
	}
	if res, _ := w.post(t, w.visitor(), "/in/"+link, nil); res.StatusCode != http.StatusForbidden || len(res.Cookies()) > 0 {
		t.Error("the link opens twice", res.Status)
	}
}

func TestNobodyBringsASessionOfTheirOwn(t *testing.T) {
	w := serve(t, true)
	req, _ := http.NewRequestWithContext(t.Context(), "GET", w.URL+"/", nil)
	req.AddCookie(&http.Cookie{Name: "weaklink", Value: "made-up"})
	res, err := w.visitor().Do(req)
	if res, _ := answer(t, res, err); res.StatusCode != http.StatusUnauthorized {
		t.Error("a made-up session is let in", res.Status)
	}
	link, err := w.accounts.Link(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	u, _ := url.Parse(w.URL)
	c := w.visitor()
	c.Jar.SetCookies(u, []*http.Cookie{{Name: "weaklink", Value: "planted"}})
	w.post(t, c, "/in/"+link, nil)
	if got := c.Jar.Cookies(u); len(got) != 1 || got[0].Value == "planted" {
		t.Error("the planted session lives on", got)
	}
	// Guessing is hopeless: no guess of a thousand opens anything.
	for range 1000 {
		if s, err := w.accounts.SignIn(t.Context(), "guess"); s != "" || err != nil {
			t.Fatal(s, err)
		}
	}
}

func TestOtherSitesCannotAct(t *testing.T) {
	w := serve(t, true)
	for _, h := range []struct{ name, value string }{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
		req, _ := http.NewRequestWithContext(t.Context(), "POST", w.URL+"/forget", strings.NewReader(url.Values{"name": {firm}}.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set(h.name, h.value)
		res, err := w.owner.Do(req)
		if res, _ := answer(t, res, err); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s is answered %s", h.name, h.value, res.Status)
		}
	}
	if len(w.forgot) > 0 {
		t.Error("another site made it forget")
	}
	// A name of a stranger that points here is not ours.
	for _, host := range []string{"evil.example", "evil.example:80", "localhost.evil.example:1", "", "localhost:1"} {
		req, _ := http.NewRequestWithContext(t.Context(), "GET", w.URL+"/", nil)
		req.Host = host
		if host == "" {
			continue
		}
		res, err := w.owner.Do(req)
		if res, body := answer(t, res, err); res.StatusCode != http.StatusMisdirectedRequest || strings.Contains(body, "Grocer") {
			t.Errorf("host %q is answered %s", host, res.Status)
		}
	}
	req, _ := http.NewRequestWithContext(t.Context(), "GET", w.URL+"//evil.example/%2e%2e", nil)
	_, port, _ := strings.Cut(w.Listener.Addr().String(), ":")
	req.Host = "127.0.0.1:" + port
	res, err := w.owner.Do(req)
	res, _ = answer(t, res, err)
	if to := res.Header.Get("Location"); res.StatusCode != http.StatusTemporaryRedirect || !strings.HasPrefix(to, "http://localhost:"+port+"/") {
		t.Errorf("a loopback address leads to %q (%s)", to, res.Status)
	}
}

func TestEveryAnswerForbidsWhatThePagesDoNotNeed(t *testing.T) {
	w := serve(t, true)
	for _, path := range []string{"/", "/runs", "/first", "/style.css", "/web.js", "/health", "/none", "/in/x", "/report.json"} {
		res, body := w.get(t, w.owner, path)
		csp := res.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %q", path, csp)
		}
		if strings.Contains(body, "<style") || strings.Contains(body, " onclick=") || strings.Contains(body, "<script>") {
			t.Errorf("%s holds style or script that the policy forbids", path)
		}
	}
}

func TestTheFirstPageIsTheReportWithWhatCanBeDone(t *testing.T) {
	w := serve(t, true)
	_, body := w.get(t, w.owner, "/")
	for _, part := range []string{w.model.Verdict.Headline, `action="/again"`, `action="/accept"`, `name="fix"`, `href="/report.pdf`, `id="data"`, `href="/style.css"`} {
		if !strings.Contains(body, part) && !strings.Contains(body, strings.ReplaceAll(part, "'", "&#39;")) {
			t.Errorf("the page lacks %q", part)
		}
	}
	for _, l := range chain.Links() {
		res, body := w.get(t, w.owner, "/link/"+string(l))
		if res.StatusCode != http.StatusOK || !strings.Contains(body, "<h1") {
			t.Errorf("%s: %s", l, res.Status)
		}
	}
	if res, _ := w.get(t, w.owner, "/link/nothing"); res.StatusCode != http.StatusNotFound {
		t.Error(res.Status)
	}
	if res, body := w.get(t, w.owner, "/report.json"); res.Header.Get("Content-Disposition") == "" || !strings.HasPrefix(body, "{") {
		t.Error("no file", res.Status)
	}
}

func TestNothingKeptLeadsToTheFirstLook(t *testing.T) {
	w := serve(t, false)
	res, _ := w.get(t, w.owner, "/")
	if res.Header.Get("Location") != "/first" {
		t.Fatal(res.Status, res.Header)
	}
	res, body := w.post(t, w.owner, "/first", url.Values{"name": {"Shop"}, "website": {"<b>x"}})
	if res.StatusCode != http.StatusUnprocessableEntity || strings.Contains(body, "<b>x") {
		t.Error(res.Status, "raw input on the page")
	}
	for _, f := range []url.Values{{}, {"name": {"Shop"}}, {"name": {"Shop"}, "website": {"shop.example"}, "staff": {"many"}}} {
		if res, body := w.post(t, w.owner, "/first", f); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, `role="alert"`) {
			t.Error(f, res.Status)
		}
	}
	res, _ = w.post(t, w.owner, "/first", url.Values{"name": {"Shop"}, "website": {"shop.example"}, "staff": {"7"}, "country": {"de"}, "folder": {"/srv/clients"}})
	if res.Header.Get("Location") != "/look/begun" {
		t.Fatal(res.Status)
	}
	c := w.work.asked[0]
	if c.Firm.Name != "Shop" || c.Firm.Staff != 7 || c.Firm.Country != "DE" || len(c.Targets) != 2 {
		t.Errorf("asked for %+v", c)
	}
}

func TestAFindingIsAcceptedForATime(t *testing.T) {
	w := serve(t, true)
	id := w.bad()
	until := time.Now().AddDate(0, 1, 0).Format(time.DateOnly)
	for _, f := range []url.Values{
		{"finding": {"website.none@00000000"}, "why": {"x"}, "until": {until}},
		{"finding": {id}, "why": {" "}, "until": {until}},
		{"finding": {id}, "why": {"x"}, "until": {"2020-01-01"}},
		{"finding": {id}, "why": {"x"}, "until": {"2099-01-01"}},
		{"finding": {id}, "why": {"x"}, "until": {"soon"}},
	} {
		if res, _ := w.post(t, w.owner, "/accept", f); res.StatusCode != http.StatusUnprocessableEntity {
			t.Error(f, res.Status)
		}
	}
	w.post(t, w.owner, "/accept", url.Values{"finding": {id}, "why": {"the <i>old</i> till goes in March"}, "until": {until}})
	got, err := w.db.Acceptances(t.Context(), firm, time.Now())
	if err != nil || len(got) != 1 || got[0].Finding != id {
		t.Fatal(got, err)
	}
	_, body := w.get(t, w.owner, "/")
	if !strings.Contains(body, "the &lt;i&gt;old&lt;/i&gt; till") || !strings.Contains(body, `action="/withdraw"`) {
		t.Error("the page does not say so")
	}
	w.post(t, w.owner, "/withdraw", url.Values{"finding": {id}})
	if got, _ := w.db.Acceptances(t.Context(), firm, time.Now()); len(got) > 0 {
		t.Error("it is accepted still")
	}
}

func TestForgettingNeedsTheName(t *testing.T) {
	w := serve(t, true)
	if _, body := w.get(t, w.owner, "/forget"); strings.Contains(body, "<script>alert") || !strings.Contains(body, "alert(1)") {
		t.Error("the name is not shown as text")
	}
	w.post(t, w.owner, "/forget", url.Values{"name": {"Another"}})
	if len(w.forgot) > 0 {
		t.Fatal("forgotten without its name")
	}
	w.post(t, w.owner, "/forget", url.Values{"name": {firm}})
	if len(w.forgot) != 1 || w.forgot[0] != firm {
		t.Error(w.forgot)
	}
}

func TestALookIsShownAsItHappens(t *testing.T) {
	w := serve(t, true)
	id := "019ab3f0-0000-7000-8000-000000000002"
	if err := w.db.Begin(t.Context(), chain.Run{ID: id, Firm: firm, Started: time.Now().UTC(), Now: ago, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	w.work.events = []queue.Event{{Seq: 1, Target: "shop.example", State: "looking", Say: "<img src=x>"}, {Seq: 2, Target: "office", State: "seen"}}
	_, body := w.get(t, w.owner, "/look/"+id)
	if !strings.Contains(body, "1 of 2 places") || strings.Contains(body, "<img") || !strings.Contains(body, `data-events="/look/`+id+`/events?after=2"`) {
		t.Error(body)
	}
	if _, body := w.get(t, w.owner, "/"); !strings.Contains(body, "/look/"+id) {
		t.Error("the first page does not say that a look is under way")
	}
	res, body := w.get(t, w.owner, "/look/"+id+"/events")
	if res.Header.Get("Content-Type") != "text/event-stream" || !strings.Contains(body, "id: 2\n") || !strings.HasSuffix(body, "event: over\ndata: over\n\n") {
		t.Errorf("%q", body)
	}
	res, _ = w.post(t, w.owner, "/again", nil)
	if len(w.work.again) > 0 || res.Header.Get("Location") != "/look/"+id {
		t.Error("two looks at once")
	}
}

// What a look at one finding came to is said in one sentence; that nobody could
// look is not taken for mended.
func TestALookAtOneFindingSaysWhetherItIsMended(t *testing.T) {
	w := serve(t, true)
	res, _ := w.post(t, w.owner, "/recheck", url.Values{"finding": {w.bad()}})
	if res.Header.Get("Location") != "/look/once" || len(w.work.again) != 1 || !strings.HasSuffix(w.work.again[0], w.bad()) {
		t.Fatal(res.Status, w.work.again)
	}
	if res, body := w.post(t, w.owner, "/recheck", url.Values{"finding": {"policies.said@00000000"}}); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "It rests on an answer.") || !strings.Contains(body, "Change the answer.") {
		t.Error(res.Status, body)
	}
	says := func(finding, want string) {
		t.Helper()
		w.work.once = &queue.Once{Finding: finding, Say: "The list <b>lies</b> open"}
		_, body := w.get(t, w.owner, "/")
		_, at, _ := strings.Cut(body, `role="status"`)
		at, _, _ = strings.Cut(at, "</div>")
		if !strings.Contains(at, want) || strings.Contains(at, "<b>lies") {
			t.Errorf("%s: want %q in %s", finding, want, at)
		}
	}
	says(w.bad(), "not mended")
	for _, f := range w.model.Findings.All() {
		switch f.Grip {
		case chain.Holds:
			says(f.ID, ">mended")
		case chain.Unseen:
			says(f.ID, "could not be seen")
		}
	}
	says("data.none@00000000", "could not be seen")
	w.model.Changes = append(w.model.Changes, chain.Changed{Finding: "data.none@00000000", Change: chain.Gone})
	says("data.none@00000000", "This is not so any more: the list &lt;b&gt;lies&lt;/b&gt; open.")
}

func TestWhatIf(t *testing.T) {
	w := serve(t, true)
	_, body := w.get(t, w.owner, "/whatif?fix=a&fix=%3Cb%3E&part=1")
	if !strings.Contains(body, "1,200 to 3,400 EUR") || !strings.Contains(body, `data-later="/whatif?fix=a&amp;fix=%3Cb%3E&amp;part=then"`) || strings.Contains(body, "<html") {
		t.Error(body)
	}
	for _, path := range []string{"/whatif?fix=a&fix=%3Cb%3E&part=then", "/whatif?fix=a&fix=%3Cb%3E"} {
		if _, body := w.get(t, w.owner, path); !strings.Contains(body, "Then it is a and &lt;b&gt;") {
			t.Error(path, body)
		}
	}
	if _, body := w.get(t, w.owner, "/whatif"); !strings.Contains(body, "Choose what you would mend") {
		t.Error(body)
	}
}

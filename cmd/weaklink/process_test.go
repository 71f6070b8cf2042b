package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/store"
)

// process is the name under which the tests start this program as another process.
const process = "weaklink-process"

// child is such a process.
type child struct {
	*exec.Cmd
	out, err printed
	ended    chan error
}

func begin(t *testing.T, args ...string) *child {
	t.Helper()
	path, err := exec.LookPath(process)
	if err != nil {
		t.Fatal(err)
	}
	c := &child{Cmd: exec.Command(path, args...), ended: make(chan error, 1)}
	c.Stdout, c.Stderr = &c.out, &c.err
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { c.ended <- c.Wait() }()
	t.Cleanup(c.kill)
	return c
}

func (c *child) kill() { _ = c.Process.Kill() }

// told ends it as a person or a supervisor does, and says how long that took.
func (c *child) told(t *testing.T) time.Duration {
	t.Helper()
	began := time.Now()
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-c.ended:
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() != exitInterrupted {
			t.Errorf("it ended with %v: %s", err, c.err.String())
		}
	case <-time.After(time.Minute):
		t.Errorf("it does not end: %s", c.err.String())
	}
	return time.Since(began)
}

func await(t *testing.T, limit time.Duration, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("within %s: not %s", limit, what)
}

// browser is one in front of a process that serves.
type browser struct {
	*http.Client
	at string
}

func (c *child) page(t *testing.T, jar http.CookieJar) *browser {
	t.Helper()
	var link string
	await(t, time.Minute, "a link is printed", func() bool { link = linkForm.FindString(c.out.String()); return link != "" })
	if jar != nil {
		return &browser{at: link[:strings.Index(link, "/in/")], Client: &http.Client{Jar: jar, Timeout: 2 * time.Minute}}
	}
	return c.signedIn(t, link)
}

// signedIn opens a link.
func (*child) signedIn(t *testing.T, link string) *browser {
	t.Helper()
	p := &browser{at: link[:strings.Index(link, "/in/")]}
	jar, _ := cookiejar.New(nil)
	p.Client = &http.Client{Jar: jar, Timeout: 2 * time.Minute}
	res, err := p.PostForm(link, nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return p
}

func (p *browser) get(t *testing.T, path string) (code int, body, at string) {
	t.Helper()
	res, err := p.Get(p.at + path)
	if err != nil {
		t.Fatal(path, err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(path, err)
	}
	return res.StatusCode, string(b), res.Request.URL.RequestURI()
}

// look begins one and says which.
func (p *browser) look(t *testing.T, form url.Values) string {
	t.Helper()
	res, err := p.PostForm(p.at+"/first", form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, _ := io.ReadAll(res.Body)
	id, ok := strings.CutPrefix(res.Request.URL.Path, "/look/")
	if !ok {
		t.Fatalf("no look began: %s %s", res.Status, b)
	}
	return id
}

// stall is a website that says nothing until it may, so that every look at it
// has a middle.
type stall struct {
	*httptest.Server
	once  sync.Once
	may   chan struct{}
	asked chan struct{}
}

func aStall(t *testing.T) *stall {
	s := &stall{may: make(chan struct{}), asked: make(chan struct{}, 1000)}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case s.asked <- struct{}{}:
		default:
		}
		select {
		case <-s.may:
		case <-r.Context().Done():
			return
		}
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		io.WriteString(w, "<!doctype html><title>Shop</title><h1>Shop</h1>")
	}))
	t.Cleanup(func() { s.let(); s.CloseClientConnections(); s.Close() })
	return s
}

func (s *stall) let() { s.once.Do(func() { close(s.may) }) }

// holder is the process that is at a look of a run, by its number.
func holder(t *testing.T, db *store.DB, run string) (pid int) {
	t.Helper()
	var who string
	err := db.SQL().QueryRowContext(t.Context(), "select holder from step where run = $1 and n > 0 and state = 'running' and queue = 'net' order by n limit 1", run).Scan(&who)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.Fatal(err)
	}
	parts := strings.Split(strings.Split(who, "/")[0], "-")
	if len(parts) > 2 {
		fmt.Sscan(parts[len(parts)-2], &pid)
	}
	return pid
}

// listsOf is a folder with lists, and a home for what is kept.
func listsOf(t *testing.T) (folder string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("WEAKLINK_DATA", filepath.Join(dir, "data"))
	t.Setenv("WEAKLINK_SAMPLES", "1024")
	t.Chdir(dir)
	folder = filepath.Join(dir, "lists")
	for i := range 12 {
		path := filepath.Join(folder, fmt.Sprintf("%d.csv", i))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, fmt.Appendf(nil, "name,email\nJo Canary,jo.canary%d@mail.example.org\n", i), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func opened(t *testing.T, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// whole holds a run that was interrupted against one that was not.
func whole(t *testing.T, db *store.DB, interrupted string, again string) {
	t.Helper()
	got, err := db.Run(t.Context(), interrupted)
	if err != nil {
		t.Fatal(err)
	}
	want, err := db.Run(t.Context(), again)
	if err != nil {
		t.Fatal(err)
	}
	if got.Partial || got.Root == "" || got.Root != want.Root {
		t.Errorf("the interrupted look saw %.12s (partial %v), one that nothing happened to %.12s", got.Root, got.Partial, want.Root)
	}
	list, err := db.Runs(t.Context(), "", 0)
	if err != nil || len(list) != 2 {
		t.Errorf("%d looks are kept, %v", len(list), err)
	}
}

func (p *browser) verdict(t *testing.T, run string) {
	t.Helper()
	await(t, 3*time.Minute, "there is a verdict", func() bool {
		_, _, at := p.get(t, "/look/"+run)
		return strings.HasPrefix(at, "/?run=")
	})
	code, body, _ := p.get(t, "/?run="+run)
	if code != http.StatusOK || !strings.Contains(body, "weakest link") || strings.Contains(strings.ToLower(body), "canary") {
		t.Errorf("the page of the verdict: %d %.300s", code, body)
	}
}

// The page is one process and two others work, on a database server. One of
// them is killed in the midst of a look: the other takes over, and nothing is
// lost or doubled. Then all of it moves to a file and back.
func TestAKilledWorkerIsReplaced(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	cluster, at := aDatabase(t)
	folder, site := listsOf(t), aStall(t)
	db := opened(t, at)
	workers := []*child{begin(t, "worker", "--db", at, "--metrics", "off"), begin(t, "worker", "--db", at, "--metrics", "off")}
	serve := begin(t, "serve", "--no-work", "--listen", "localhost:0", "--db", at)
	p := serve.page(t, nil)
	form := url.Values{"name": {"Corner Grocer"}, "website": {site.URL}, "folder": {folder}}
	run := p.look(t, form)
	victim := 0
	await(t, time.Minute, "somebody looks at the website", func() bool { victim = holder(t, db, run); return victim != 0 && len(site.asked) > 0 })
	if _, body, _ := p.get(t, "/look/"+run); !strings.Contains(body, "places") {
		t.Errorf("the page does not say how far it is: %.300s", body)
	}
	killed := false
	for _, w := range workers {
		if w.Process.Pid == victim {
			w.kill()
			<-w.ended
			killed = true
		}
	}
	if !killed {
		t.Fatal("somebody else is at it:", victim)
	}
	site.let()
	p.verdict(t, run)
	again := p.look(t, form)
	p.verdict(t, again)
	whole(t, db, run, again)

	third := p.look(t, form) // under way while it is moved
	file := filepath.Join(t.TempDir(), "moved.db")
	call := func(args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run0(t, args, &out, &errs); code != exitDone {
			t.Fatalf("%v ends with %d: %s", args, code, errs.String())
		}
	}
	call("move", "--from", at, "--to", file)
	p.verdict(t, third)
	back := strings.Replace(at, "/runs", "/back", 1)
	if err := cluster.Exec("postgres", "create database back owner keeper"); err != nil {
		t.Fatal(err)
	}
	call("move", "--from", file, "--to", back)
	one, _, err := opened(t, file).Root(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := opened(t, back).Root(t.Context())
	if err != nil || one != two {
		t.Errorf("root %.12s in the file, %.12s on the server: %v", one, two, err)
	}
	for _, c := range append(workers, serve) {
		if strings.Contains(c.err.String(), canaryPassword) || strings.Contains(strings.ToLower(c.err.String()), "jo.canary") {
			t.Error("a secret is in a log")
		}
	}
	serve.told(t)
}

func run0(t *testing.T, args []string, out, errs io.Writer) int {
	return run(t.Context(), args, console{in: strings.NewReader(""), out: out, err: errs, width: narrow})
}

// A process that shows and works is killed in the midst of a look, and then told
// to stop in the midst of another. Whoever starts it again sees the truth.
func TestAKilledServeGoesOnWhereItWas(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	folder, site := listsOf(t), aStall(t)
	file := filepath.Join(t.TempDir(), "runs.db")
	db := opened(t, file)
	serve := begin(t, "serve", "--listen", "localhost:0", "--db", file)
	p := serve.page(t, nil)
	form := url.Values{"name": {"Corner Grocer"}, "website": {site.URL}, "folder": {folder}}
	run := p.look(t, form)
	busy := func() bool { return holder(t, db, run) != 0 && len(site.asked) > 0 }
	await(t, time.Minute, "it looks at the website", busy)
	serve.kill()
	<-serve.ended

	_, port, _ := net.SplitHostPort(strings.TrimPrefix(p.at, "http://"))
	serve = begin(t, "serve", "--listen", "localhost:"+port, "--db", file)
	p = serve.page(t, p.Jar) // the browser is signed in still
	if code, body, at := p.get(t, "/"); code != http.StatusOK || at != "/look/"+run || strings.Contains(body, "If you fix only this") {
		t.Errorf("the page says something else than that a look is under way: %d at %s", code, at)
	}
	second := begin(t, "serve", "--listen", "localhost:"+port, "--db", file)
	select {
	case <-second.ended:
		if code := second.ProcessState.ExitCode(); code != exitUsage || !strings.Contains(second.err.String(), "hint: ") {
			t.Errorf("a second one at the same place ends with %d: %s", code, second.err.String())
		}
	case <-time.After(time.Minute):
		t.Error("a second one serves at the same place")
	}
	// The step is begun anew once its holder was not heard of for half a minute.
	pid := serve.Process.Pid
	await(t, 90*time.Second, "the new one has taken it over", func() bool { return holder(t, db, run) == pid })
	took := serve.told(t)
	if took > 15*time.Second {
		t.Errorf("told to stop, it took %s", took)
	}
	var state string
	if err := db.SQL().QueryRowContext(t.Context(), "select state from step where run = $1 and n > 0 and queue = 'net' and state <> 'done' limit 1", run).Scan(&state); err != nil || state != "waiting" {
		t.Errorf("the step was not put back: %q %v", state, err)
	}
	site.let()
	serve = begin(t, "serve", "--listen", "localhost:"+port, "--db", file)
	p = serve.page(t, p.Jar)
	p.verdict(t, run)
	again := p.look(t, form)
	p.verdict(t, again)
	whole(t, db, run, again)
	var ok string
	if err := db.SQL().QueryRowContext(t.Context(), "pragma integrity_check").Scan(&ok); err != nil || ok != "ok" {
		t.Errorf("the file is damaged: %s %v", ok, err)
	}
	serve.told(t)
}

package web

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"iter"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/account"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/queue"
	"github.com/weaklink/weaklink/internal/report"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
)

//go:embed page/*.html
var pages embed.FS

//go:embed page/report.tmpl
var reportPage string

//go:embed page/web.css
var webCSS string

//go:embed page/web.js
var webJS string

// Work makes runs and tells of them; queue.Queue does.
type Work interface {
	Enqueue(ctx context.Context, ask queue.Ask) (chain.Run, error)
	Again(ctx context.Context, run string) (chain.Run, error)
	// Recheck looks at one finding of a run again; otherwise is what to look at when
	// that run was not asked for here.
	Recheck(ctx context.Context, run, finding string, otherwise *queue.Ask) (chain.Run, error)
	Asked(ctx context.Context, run string) (queue.Ask, error)
	Cancel(ctx context.Context, run string) (bool, error)
	// Events are those after a number; it waits for more until the run has ended.
	Events(ctx context.Context, run string, after int64) iter.Seq2[queue.Event, error]
}

// Kept is what the pages need of a store.
type Kept interface {
	Run(ctx context.Context, id string) (chain.Run, error)
	Runs(ctx context.Context, firm string, n int) ([]chain.Run, error)
	Accept(ctx context.Context, firm string, a chain.Acceptance) error
	Withdraw(ctx context.Context, firm, finding string) (bool, error)
	Acceptances(ctx context.Context, firm string, at time.Time) ([]chain.Acceptance, error)
	Verdict(ctx context.Context, run string) (json.RawMessage, error)
	Course(ctx context.Context, firm string) ([]chain.Span, error)
	Ping(ctx context.Context) error
}

// Supposed is what repairs would change.
type Supposed struct {
	Sentence           string // empty: not asked for
	Same               bool   // nothing changes
	SavesLow, SavesTop float64
	EUR, Minutes       float64 // what the repairs take
}

// Drill is a copy that was brought back, or the word that one was.
type Drill struct {
	On       time.Time // when it was seen
	Copy     string    // which copy, as a person would call it
	Taken    string    // when that copy was made
	Minutes  float64   // how long it took to bring it back; 0: nobody measured
	How      string    // how far it was proven, in words
	Passed   bool
	Why      string // why not
	OnlySaid bool   // nobody saw it
}

// Options is what a Server shows and does.
type Options struct {
	Kept     Kept
	Accounts *account.Accounts
	Work     Work
	Report   func(ctx context.Context, run string) (*report.Model, error)
	// Suppose says at once what repairs save, and, when asked to, which link would
	// be the weakest then, which takes longer than a switch may.
	Suppose func(ctx context.Context, run string, fix []string, then bool) (Supposed, error)
	Forget  func(ctx context.Context, firm string) error
	// Drills are the copies of a firm that were brought back, the newest first, and
	// whether any copy was looked at at all.
	Drills  func(ctx context.Context, firm string) (list []Drill, copies bool, err error)
	Files   []File          // what the report can be had as
	Hosts   []string        // host:port under which the pages may be asked for
	Secure  bool            // the pages are reached over TLS
	Folders bool            // whoever signs in may name folders of this machine
	Contact *config.Contact // whom the settings say to call; nil: nobody
	MadeUp  bool            // the firm is that of the demo
	Ask     *queue.Ask      // what the settings say is to be looked at; nil: there are none
	Log     *slog.Logger
	Now     func() time.Time
}

// File is a form of the report.
type File struct {
	Suffix, Type string
	Print        func(io.Writer, *report.Model) error
}

// Server is the pages.
type Server struct {
	Options
	own      *template.Template
	printers sync.Pool // of *printer
	printed  printed
	tries    tries
	routes   []string
	shown    *shown
	gists    gists
	coursed  coursed
}

// New makes the pages.
func New(o Options) (*Server, error) {
	s := &Server{Options: o, shown: newShown()}
	funcs := template.FuncMap{"day": day, "clock": clock, "money": report.Money, "minutes": span, "add": func(a, b int) int { return a + b }}
	own, err := template.New("").Funcs(funcs).ParseFS(pages, "page/*.html")
	if err != nil {
		return nil, fmt.Errorf("read the pages: %w", err)
	}
	s.own = own
	// What a finding shows beside the report's own words depends on the moment.
	page, err := reporthtml.Templates().Funcs(moment).Parse(reportPage + dataPage + samePage)
	if err != nil {
		return nil, fmt.Errorf("read the page of the report: %w", err)
	}
	s.printers.New = func() any { return newPrinter(page) }
	return s, nil
}

// Handler answers requests.
func (s *Server) Handler() http.Handler {
	open, mux := s.mux(), s.mux()
	open.HandleFunc("GET /health", s.health)
	open.HandleFunc("GET /live", live)
	open.HandleFunc("GET /style.css", still("text/css", reporthtml.CSS()+webCSS))
	open.HandleFunc("GET /page.js", still("text/javascript", reporthtml.JS()))
	open.HandleFunc("GET /web.js", still("text/javascript", webJS))
	open.HandleFunc("GET /in/{token}", s.door)
	open.HandleFunc("POST /in/{token}", s.signIn)
	open.Handle("/", s.known(mux))

	mux.HandleFunc("GET /{$}", s.home)
	mux.HandleFunc("GET /link/{link}", s.link)
	mux.HandleFunc("GET /start", s.start)
	mux.HandleFunc("GET /start/brief", s.brief)
	mux.HandleFunc("GET /data", s.inventory)
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, http.StatusNotFound, "There is no such page.", "Go back to the first page.")
	})
	mux.HandleFunc("GET /first", s.first)
	mux.HandleFunc("POST /first", s.begin)
	mux.HandleFunc("POST /again", s.again)
	mux.HandleFunc("POST /recheck", s.recheck)
	mux.HandleFunc("GET /look/{run}", s.look)
	mux.HandleFunc("GET /look/{run}/events", s.events)
	mux.HandleFunc("POST /look/{run}/stop", s.stop)
	mux.HandleFunc("GET /whatif", s.whatIf)
	mux.HandleFunc("GET /accept", s.askAccept)
	mux.HandleFunc("POST /accept", s.accept)
	mux.HandleFunc("GET /same", s.same)
	mux.HandleFunc("POST /withdraw", s.withdraw)
	mux.HandleFunc("GET /accepted", s.accepted)
	mux.HandleFunc("GET /call", s.call)
	mux.HandleFunc("GET /runs", s.runs)
	mux.HandleFunc("GET /forget", s.askForget)
	mux.HandleFunc("POST /forget", s.forget)
	mux.HandleFunc("POST /out", s.signOut)
	for _, f := range s.Files {
		mux.HandleFunc("GET /report"+f.Suffix, s.file(f))
	}
	return s.front(http.NewCrossOriginProtection().Handler(limited(open)))
}

// policy forbids all that the pages do not need: no script but ours, no request
// to anywhere else, no frame.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self' mailto:; base-uri 'none'; frame-ancestors 'none'"

// front sets what every answer carries, and turns away names that are not ours:
// a page of a stranger can point a name of its own at this machine.
func (s *Server) front(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if at := s.ours(r.Host); at != r.Host {
			if at == "" {
				s.fail(w, r, http.StatusMisdirectedRequest, "This address is not one of this page's.", "Open the address that weaklink printed when it was started.")
				return
			}
			http.Redirect(w, r, map[bool]string{false: "http://", true: "https://"}[s.Secure]+at+r.URL.RequestURI(), http.StatusTemporaryRedirect)
			return
		}
		// Whoever reads a page at a byte a minute does not keep it. Those who watch
		// set a later end themselves; what cannot be limited is a test's.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(patience))
		next.ServeHTTP(w, r)
	})
}

// ours says under which name a host is asked for: a loopback address is called
// localhost, since browsers tie passkeys and cookies to names. "" is none.
func (s *Server) ours(host string) string {
	for _, h := range s.Hosts {
		if strings.EqualFold(h, host) {
			return host
		}
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		return ""
	}
	if ip := net.ParseIP(name); ip != nil && ip.IsLoopback() {
		for _, h := range s.Hosts {
			if strings.EqualFold(h, net.JoinHostPort("localhost", port)) {
				return h
			}
		}
	}
	return ""
}

const (
	largest  = 64 << 10         // bytes of a form
	patience = 90 * time.Second // with somebody who takes a page; making one may take a minute
)

func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, largest)
		next.ServeHTTP(w, r)
	})
}

// still serves what does not change while the process runs.
func still(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind+"; charset=utf-8")
		w.Header().Set("Cache-Control", "private, max-age=300")
		_, _ = io.WriteString(w, body) // the browser went away
	}
}

// show renders one of our own pages.
func (s *Server) show(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	var b strings.Builder
	if err := s.own.ExecuteTemplate(&b, name, data); err != nil {
		s.oops(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, b.String())
}

type failed struct {
	Title, Say, Next, Code string
	Out                    bool // nobody is signed in: there is no page to go to
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, status int, say, next string) {
	s.show(w, r, status, "failed.html", failed{Title: "That did not work", Say: say, Next: next})
}

// oops is for what is nobody's fault who reads the page: the log has the cause,
// and the page a code that finds it there.
func (s *Server) oops(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody is waiting
	}
	raw := make([]byte, 6)
	rand.Read(raw)
	code := base64.RawURLEncoding.EncodeToString(raw)
	s.Log.Error("answer a request", "code", code, "path", r.Pattern, "err", err) // the path itself may hold a link that signs in
	var b strings.Builder
	if err := s.own.ExecuteTemplate(&b, "failed.html", failed{Title: "That did not work", Say: "This page could not be made.", Next: "Try again; if it stays so, look into the log for the code.", Code: code}); err != nil {
		http.Error(w, "this page could not be made", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = io.WriteString(w, b.String())
}

// live says that the process answers, whatever else does: one that is not live is
// to be started again, one that is only not well is not.
func live(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "ok\n")
}

// health says whether pages can be shown.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	ctx, stop := context.WithTimeout(r.Context(), 3*time.Second)
	defer stop()
	if err := s.Kept.Ping(ctx); err != nil {
		s.Log.Error("health", "err", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, "the database does not answer\n")
		return
	}
	_, _ = io.WriteString(w, "ok\n")
}

func day(t time.Time) string   { return t.Format("2 January 2006") }
func clock(t time.Time) string { return t.Format("2 January 2006, 15:04") }

func span(m float64) string { return report.Minutes([2]int{int(m), int(m)}) }

// moment holds the places of what the page of a report shows beside its own
// words; home.go fills them for each request.
var moment = template.FuncMap{
	"acceptance": func(string) *chain.Acceptance { return nil }, "day": day, "soon": empty, "latest": empty, "looking": empty, "shownRun": empty,
	"newest": func() bool { return false }, "outcome": func() *outcome { return nil }, "madeUp": func() bool { return false },
	"cut": func(list any) any { return reporthtml.Cut(list, shownAtOnce) }, "beyond": func(list any) int64 { return reporthtml.Beyond(list, shownAtOnce) },
	"total": func(also []report.Finding) int64 { return int64(len(also)) + 1 }, "add": func(a, b int) int { return a + b },
}

func empty() string { return "" }

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/account"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/metrics"
	"github.com/weaklink/weaklink/internal/queue"
	"github.com/weaklink/weaklink/internal/report"
	reportcsv "github.com/weaklink/weaklink/internal/report/csv"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
	reportjson "github.com/weaklink/weaklink/internal/report/json"
	reportpdf "github.com/weaklink/weaklink/internal/report/pdf"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/web"
	"github.com/weaklink/weaklink/risk"
)

func init() { command(newServe) }

const usualPage = "localhost:8377"

type serveFlags struct {
	at, name, metrics string
	noWork, link      bool
	cert, key         string
}

func newServe(a *app) *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve", Short: "show the owner's page, and look again from there",
		Long: `Serves the owner's page on this machine: the verdict, what to do and what it would
change, every look of the past, and new looks while one watches. It prints a link
that opens the page in one browser, once; --link prints another.

The page is on loopback unless --listen says otherwise. With --no-work it only
shows; the looking is done by ` + "`weaklink worker`" + ` on the same database.`,
		Example: "  weaklink serve\n  weaklink serve --link\n  weaklink serve --no-work --db postgres://weaklink@db.example/weaklink",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.at, "listen", env("LISTEN", usualPage), "HOST:PORT of the page")
	fl.StringVar(&f.name, "name", "", "HOST:PORT under which browsers reach it, if another")
	fl.StringVar(&f.cert, "cert", "", "PEM certificate, for a page that is not on loopback")
	fl.StringVar(&f.key, "key", "", "PEM key of the certificate")
	fl.StringVar(&f.metrics, "metrics", env("METRICS", "off"), "loopback HOST:PORT for metrics and health")
	fl.BoolVar(&f.noWork, "no-work", false, "only show: workers elsewhere do the looking")
	fl.BoolVar(&f.link, "link", false, "print a new link to a page that is served already, and end")
	return cmd
}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	if _, _, err := net.SplitHostPort(f.at); err != nil {
		return usage("for example --listen localhost:8377", "--listen wants HOST:PORT, not %q", f.at)
	}
	if (f.cert == "") != (f.key == "") {
		return usage("give both, or neither", "--cert and --key belong together")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	if f.link {
		return a.printLink(ctx, account.New(h.DB, time.Now), f, cmp.Or(f.name, f.at))
	}
	return a.serveHome(ctx, h, f, beginning{})
}

// beginning is what a page that shows a made-up firm begins with.
type beginning struct {
	ask *queue.Ask // the look that is begun at once; nil: none, and the firm is a real one
	say string     // what is said below the link
}

// serveHome serves the page over what is kept in h until ctx is done.
func (a *app) serveHome(ctx context.Context, h *home, f serveFlags, b beginning) error {
	accounts := account.New(h.DB, time.Now)
	listener, err := net.Listen("tcp", f.at)
	if err != nil {
		return usage("another `weaklink serve` may run already (`weaklink serve --link` prints a link to it), or choose another port: --listen localhost:8378", "open the page at %s: %w", f.at, err)
	}
	defer listener.Close()
	host, _, _ := net.SplitHostPort(f.at)
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	if h := strings.Trim(host, "[]"); h == "" || net.ParseIP(h) != nil && net.ParseIP(h).IsLoopback() {
		host = "localhost"
	}
	at := cmp.Or(f.name, net.JoinHostPort(host, port))
	if !loopback(listener.Addr()) && f.cert == "" {
		if err := a.warn("the page is reachable from other machines without encryption: add --cert and --key, or leave --listen on localhost"); err != nil {
			return err
		}
	}
	least := slog.LevelInfo
	if b.ask != nil { // somebody is looking on who wants to see a grocer, not a queue
		least = slog.LevelWarn
	}
	q, log, err := a.openQueue(ctx, h, least)
	if err != nil {
		return err
	}
	defer q.Close()
	pages, err := a.pages(h, q, accounts, web.Options{Hosts: []string{at}, Secure: f.cert != "", Folders: loopback(listener.Addr()), Log: log, Now: time.Now, Ask: b.ask, MadeUp: b.ask != nil})
	if err != nil {
		return err
	}
	if b.ask != nil {
		if _, err := q.Enqueue(ctx, *b.ask); err != nil {
			return err
		}
	}
	if err := a.printLink(ctx, accounts, f, at); err != nil {
		return err
	}
	if b.say != "" && a.format == "text" {
		fmt.Fprintln(a.out, b.say)
	}
	return a.run(ctx, f, pages, listener, q)
}

// run serves until ctx is done, then lets what was begun end.
func (a *app) run(ctx context.Context, f serveFlags, pages *web.Server, listener net.Listener, q *queue.Queue) error {
	// Watching pages wait for events: they end when the process is told to.
	serving, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	server := &http.Server{Handler: pages.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		BaseContext: func(net.Listener) context.Context { return serving }}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var all sync.WaitGroup
	var failed [3]error
	begin := func(i int, fn func() error) {
		all.Go(func() {
			defer cancel() // one that ends takes the others along
			failed[i] = fn()
		})
	}
	begin(0, func() error {
		var err error
		if f.cert != "" {
			err = server.ServeTLS(listener, f.cert, f.key)
		} else {
			err = server.Serve(listener)
		}
		if errors.Is(err, http.ErrServerClosed) {
			return nil
		}
		return fmt.Errorf("serve the page: %w", err)
	})
	all.Go(func() { pages.Warm(ctx) })
	if !f.noWork {
		defer holdMemory()() // as in a scan
		begin(1, func() error { return q.Run(ctx, queue.Queues()...) })
	}
	if f.metrics != "off" {
		l, err := a.listenForMetrics(f.metrics)
		if err != nil {
			return errors.Join(err, server.Close())
		}
		begin(2, func() error {
			return metrics.Serve(ctx, l, metrics.Handler(q.Healthy, metrics.Process(versionString()), q.Metrics))
		})
	}
	<-ctx.Done()
	stop()
	gently, end := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer end()
	err := server.Shutdown(gently)
	all.Wait()
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	return errors.Join(append(failed[:], err)...)
}

func (a *app) printLink(ctx context.Context, accounts *account.Accounts, f serveFlags, at string) error {
	token, err := accounts.Link(ctx)
	if err != nil {
		return err
	}
	scheme := "http"
	if f.cert != "" {
		scheme = "https"
	}
	link := scheme + "://" + at + "/in/" + token
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.serve/1", "link": link})
	}
	fmt.Fprintf(a.out, "Open this link in a browser on this machine. It works once, within an hour:\n\n  %s\n\n", link)
	return nil
}

func loopback(at net.Addr) bool {
	tcp, ok := at.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// pages are the web pages over what is kept here.
func (a *app) pages(h *home, q *queue.Queue, accounts *account.Accounts, o web.Options) (*web.Server, error) {
	o.Kept, o.Work, o.Accounts = h.DB, q, accounts
	o.Report = func(ctx context.Context, run string) (*report.Model, error) {
		m, err := h.report(ctx, o.Log, run)
		if err == nil && !o.MadeUp { // the settings here are about another firm
			m.Contact = a.contact()
		}
		return m, err
	}
	questions := &asked{}
	o.Suppose = func(ctx context.Context, run string, fix []string, then bool) (web.Supposed, error) {
		return a.suppose(ctx, h, questions, run, fix, then)
	}
	o.Forget = func(ctx context.Context, firm string) error { return h.forgetAll(ctx, firm) }
	o.Drills = h.drills
	o.Files = []web.File{
		{Suffix: ".html", Type: "text/html; charset=utf-8", Print: reporthtml.Print}, {Suffix: ".pdf", Type: "application/pdf", Print: reportpdf.Print},
		{Suffix: ".json", Type: "application/json", Print: reportjson.Print}, {Suffix: ".csv", Type: "text/csv; charset=utf-8", Print: reportcsv.Print},
	}
	for _, f := range printers { // what the page about client data offers
		if f.suffix == ".inventory.csv" {
			o.Files = append(o.Files, web.File{Suffix: f.suffix, Type: "text/csv; charset=utf-8", Print: f.print})
		}
		if f.suffix == ".dpv.json" {
			o.Files = append(o.Files, web.File{Suffix: f.suffix, Type: "application/ld+json", Print: f.print})
		}
	}
	if o.MadeUp {
		return web.New(o)
	}
	cfg, err := a.settings()
	if err != nil {
		return nil, err
	}
	if cfg != nil {
		ask := askOf(cfg)
		o.Ask = &ask
		if cfg.Contact != (config.Contact{}) {
			o.Contact = &cfg.Contact
		}
	}
	return web.New(o)
}

// askOf is what the settings say is to be looked at. Paths count from the folder
// that the process was started in.
func askOf(cfg *config.Config) queue.Ask {
	firm, answers := profile(cfg)
	ask := queue.Ask{Firm: firm, Answers: answers, Ignore: cfg.Ignore, DNS: cfg.DNS, Constants: cfg.Constants}
	for _, t := range cfg.Targets {
		at := t.At
		if exists(at) {
			if abs, err := filepath.Abs(at); err == nil {
				at = abs
			}
		}
		ask.Targets = append(ask.Targets, queue.Target{At: at, As: t.As, Secret: t.Secret.String(), MaxTime: t.MaxTime.Duration(), Watch: t.Watch})
	}
	return ask
}

// asked keeps the run that is being asked about: reading its facts again takes
// longer than a person waits for a switch.
type asked struct {
	mu     sync.Mutex
	run    string
	result *scan.Result
	of     *scan.Question
	rank   sync.Mutex // ranking wears the processor: one at a time, and no switch waits for it
}

func (k *asked) open(ctx context.Context, a *app, h *home, run string) (*scan.Result, *scan.Question, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.run != run {
		r, q, err := a.reopen(ctx, h, run)
		if err != nil {
			return nil, nil, err
		}
		q.Options.Samples = min(q.Options.Samples, supposeSamples)
		if q.Options.Samples == 0 {
			q.Options.Samples = supposeSamples
		}
		k.run, k.result, k.of = run, r, q
	}
	return k.result, k.of, nil
}

// supposeSamples are enough to see what a repair changes: the switches of a page
// are not the verdict. What is saved is shown while one clicks, with half of them.
const (
	supposeSamples = 8192
	switchSamples  = 4096
)

func (a *app) suppose(ctx context.Context, h *home, k *asked, run string, fix []string, sentence bool) (web.Supposed, error) {
	result, q, err := k.open(ctx, a, h, run)
	if err != nil {
		return web.Supposed{}, err
	}
	s, err := supposed(q, fix, nil)
	if err != nil {
		return web.Supposed{}, err
	}
	after := q.Model.Changed(s.change)
	quick := q.Options
	quick.Samples = min(quick.Samples, switchSamples)
	both, err := risk.Compare(q.Model, after, quick)
	if err != nil {
		return web.Supposed{}, err
	}
	out := web.Supposed{Same: both.Same, SavesLow: both.Saves.Low, SavesTop: both.Saves.High}
	for _, part := range s.fixed {
		out.EUR, out.Minutes = out.EUR+part.EUR, out.Minutes+part.Minutes
	}
	if !sentence {
		return out, nil
	}
	k.rank.Lock()
	defer k.rank.Unlock()
	if err := ctx.Err(); err != nil { // nobody waits for it any more
		return web.Supposed{}, err
	}
	v, err := q.Weigh(after)
	if err != nil {
		return web.Supposed{}, err
	}
	then, err := side(result, v, s.findings(q, after))
	out.Sentence = then.Sentence
	return out, err
}

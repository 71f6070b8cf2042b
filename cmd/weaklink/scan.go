package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/letter"
	"github.com/weaklink/weaklink/internal/report/progress"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

func init() { command(newScan) }

// scanFlags are the flags of `weaklink scan`.
type scanFlags struct {
	only, outputs, resolve []string
	ca, dns, failOn, seed  string
	samples, rate          string
	dryRun, withFacts      bool
	verbose, fresh         bool
}

func newScan(a *app) *cobra.Command {
	var f scanFlags
	cmd := &cobra.Command{
		Use: "scan [TARGET...]", Short: "look at targets and say which link is the weakest",
		Long: `Looks at every target, read-only, and says which link is the weakest among what
was seen, how sure that is, what was not seen, and what to do first.

A target is a website (shop.example or https://shop.example), a folder or file
(./exports), or a database file (sqlite:customers.db). Without one, the targets
listed in weaklink.yaml are looked at.

Exit codes: 0 done; 1 nothing could be judged; 2 the call was wrong;
130 interrupted. With --fail-on: 11 broken, 10 weak, 3 a given target could not
be looked at in full.`,
		Example: "  weaklink scan https://shop.example ./exports\n  weaklink scan --dry-run shop.example\n  weaklink scan https://staging.example --ca ca.pem \\\n    --resolve staging.example:443:192.0.2.7",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.scan(cmd.Context(), args, f) },
	}
	fl := cmd.Flags()
	fl.StringSliceVar(&f.only, "only", nil, "look at these links only, e.g. data,website")
	fl.StringArrayVarP(&f.outputs, "output", "o", nil, "also write the report to this file ("+strings.Join(printable(), ", ")+"); may be repeated")
	fl.StringArrayVar(&f.resolve, "resolve", nil, "HOST:PORT:ADDR[:PORT] connect to ADDR instead, as in curl; may be repeated")
	fl.StringVar(&f.ca, "ca", env("CA", ""), "PEM file with further certificate authorities to trust")
	fl.StringVar(&f.dns, "dns", env("DNS", ""), "HOST:PORT of the name server to ask")
	fl.StringVar(&f.failOn, "fail-on", "", "unseen, weak or broken: end with a code other than 0")
	fl.StringVar(&f.samples, "samples", env("SAMPLES", ""), "graph samples of each way in (default 32768); fewer are quicker and rougher")
	fl.StringVar(&f.seed, "seed", "", "seed of the simulation (default: made from what was seen)")
	fl.BoolVar(&f.fresh, "fresh", false, "look at everything again, also what did not change and what a run that was cut short has seen")
	fl.StringVar(&f.rate, "rate", env("RATE", ""), "read at most this much a second of each folder, e.g. 20MB (default: as fast as it comes)")
	fl.BoolVar(&f.dryRun, "dry-run", false, "say what would be looked at, and stop")
	fl.BoolVar(&f.withFacts, "with-facts", false, "put the evidence into the JSON report, so that weaklink replay can judge it again")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "also list what holds")
	return cmd
}

func (a *app) scan(ctx context.Context, args []string, f scanFlags) error {
	defer holdMemory()()
	job, err := a.prepare(args, f)
	if err != nil {
		return err
	}
	if f.dryRun {
		return a.letter(job)
	}
	bar := a.progress()
	defer bar.Close()
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	job.fresh = f.fresh
	r, m, err := a.look(ctx, h, job, bar)
	bar.Close()
	if err != nil {
		return err
	}
	if f.withFacts {
		if r.Record, err = h.Verdict(context.WithoutCancel(ctx), r.Run.ID); err != nil {
			return err
		}
	} else { // the report is made, and writing it takes room
		r.Facts, r.Seen = nil, nil
	}
	if err := a.deliver(r, m, f); err != nil {
		return err
	}
	return verdictCode(ctx, r, f.failOn)
}

// job is a scan that has been read and found to make sense.
type job struct {
	cfg     *config.Config
	targets []collectors.Target
	only    []chain.Link
	env     collectors.Env
	seed    *uint64
	samples int
	log     *slog.Logger
	firm    chain.Firm
	answers map[string]checks.Answer
	plan    string // digest of all this
	fresh   bool   // take nothing over from a run that was cut short
	madeUp  bool   // the demo
}

// prepare turns arguments, flags and settings into a job. Everything that is
// wrong with the call is found here, before anything is looked at.
func (a *app) prepare(args []string, f scanFlags) (*job, error) {
	j := &job{log: slog.New(slog.DiscardHandler)}
	var err error
	if j.cfg, err = a.settings(); err != nil {
		return nil, err
	}
	if j.targets, err = a.targets(args, j.cfg); err != nil {
		return nil, err
	}
	for _, o := range f.outputs {
		if err := canPrint(o); err != nil {
			return nil, err
		}
	}
	for _, name := range f.only {
		l, err := chain.ParseLink(name)
		if err != nil {
			return nil, usage("for example: --only data,website", "--only: %w", err)
		}
		j.only = append(j.only, l)
	}
	if f.failOn != "" {
		if g, err := chain.ParseGrip(f.failOn); err != nil || g == chain.Holds {
			return nil, usage("use --fail-on unseen, weak or broken", "--fail-on cannot be %q", f.failOn)
		}
	}
	if j.samples, err = samplesOf(f.samples); err != nil {
		return nil, err
	}
	if f.seed != "" {
		n, err := strconv.ParseUint(f.seed, 10, 64)
		if err != nil {
			return nil, usage("a seed is a whole number, 0 or more", "--seed cannot be %q", f.seed)
		}
		j.seed = &n
	}
	if j.env.Rate, err = rateOf(f.rate); err != nil {
		return nil, err
	}
	if j.env.Resolve, err = overrides(f.resolve); err != nil {
		return nil, err
	}
	if j.env.Roots, err = authorities(f.ca); err != nil {
		return nil, err
	}
	j.env.DNS, j.env.Version = f.dns, versionString()
	j.firm = chain.Firm{Name: firmOf(j.targets)}
	if j.cfg != nil {
		j.env.Ignore = j.cfg.Ignore
		if j.env.DNS == "" {
			j.env.DNS = j.cfg.DNS
		}
		j.firm, j.answers = profile(j.cfg)
		if err := a.knownAnswers(j.answers); err != nil {
			return nil, err
		}
	}
	if j.env.DNS != "" && !strings.Contains(j.env.DNS, ":") {
		return nil, usage("for example: --dns 127.0.0.1:5353", "--dns wants HOST:PORT, not %q", j.env.DNS)
	}
	j.plan = planOf(j, f.ca)
	return j, nil
}

// settings reads weaklink.yaml: the one named, else the one in this folder, else none.
func (a *app) settings() (*config.Config, error) {
	path := a.config
	if path == "" {
		found, ok := config.Find(".")
		if !ok {
			return nil, nil
		}
		path = found
	}
	cfg, err := config.Load(path, scan.CheckConstant)
	if err != nil {
		return nil, &failure{exitUsage, err, hintOf(err, "`weaklink config schema` is the list of all settings")}
	}
	if err := scan.CheckConstants(cfg.Constants); err != nil {
		return nil, usage("each may be possible, and all at once are not: take one of them out of constants in "+path, "%s: %w", path, err)
	}
	return cfg, nil
}

func (a *app) targets(args []string, cfg *config.Config) ([]collectors.Target, error) {
	if len(args) == 0 && cfg != nil {
		return configured(cfg)
	}
	if len(args) == 0 {
		line, err := a.ask()
		if err != nil {
			return nil, err
		}
		args = strings.Fields(line)
	}
	var out []collectors.Target
	for _, arg := range args {
		t, err := parseTarget(arg)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(o collectors.Target) bool { return o.ID == t.ID && o.Scheme == t.Scheme }) {
			continue
		}
		out = append(out, t)
	}
	return out, nil
}

const someTargets = "  weaklink scan https://your-shop.example\n  weaklink scan ./a-folder-with-client-data\n  weaklink scan sqlite:customers.db\n"

// ask is for a person who called scan with nothing: three examples and a
// question. Nothing is ever looked at unasked.
func (a *app) ask() (string, error) {
	if !a.inTerminal || !a.outTerminal {
		return "", usage("for example:\n"+strings.TrimRight(someTargets, "\n"), "scan was given nothing to look at, and there is no weaklink.yaml here")
	}
	fmt.Fprintf(a.out, "What shall we look at? For example:\n%s\nA website or a folder: ", someTargets)
	line, err := bufio.NewReader(a.in).ReadString('\n')
	if strings.TrimSpace(line) == "" {
		return "", usage("for example:\n"+strings.TrimRight(someTargets, "\n"), "nothing to look at")
	}
	if err != nil && line == "" {
		return "", fmt.Errorf("read your answer: %w", err)
	}
	return line, nil
}

// parseTarget reads a target of the command line, where a path that is not
// there is a slip of the pen.
func parseTarget(s string) (collectors.Target, error) {
	t, err := readTarget(s)
	if err != nil {
		return t, err
	}
	return t, there(t)
}

// readTarget reads a target as a person writes it. In the settings a path that
// is not there today may be a share that is not plugged in: its collector says
// so, and the rest is looked at.
func readTarget(s string) (collectors.Target, error) {
	if home, err := os.UserHomeDir(); err == nil {
		if s == "~" || strings.HasPrefix(s, "~/") {
			s = home + s[1:]
		} else if scheme, rest, ok := strings.Cut(s, ":~/"); ok && !strings.ContainsAny(scheme, "/.@") { // no shell opens policies:~/rules
			s = scheme + ":" + filepath.Join(home, rest)
		}
	}
	t, err := collectors.Parse(s, exists)
	if err != nil {
		hint := "a target is a website (shop.example), a folder or file (./exports), a database file (sqlite:customers.db) or a database (postgres://user@host/database)"
		if errors.Is(err, collectors.ErrUnknownScheme) {
			hint = "known are: " + strings.Join(collectors.Schemes(), ", ") + ", or a plain path or website name"
		}
		return t, usage(hint, "target %w", err)
	}
	return t, nil
}

// letter prints the dry run: a plain letter about what would be touched.
func (a *app) letter(j *job) error {
	steps, blind := scan.Plan(j.targets, j.only, j.env)
	var lines []letter.Line
	for _, s := range steps {
		n := s.Collector.Needs()
		lines = append(lines, letter.Line{Target: s.Target.ID, Collector: s.Collector.Name(), Touches: n.Touches, Never: n.Never, Needs: needs(n)})
	}
	for _, t := range blind {
		lines = append(lines, letter.Line{Target: t.ID})
	}
	l := letter.New(lines)
	if a.format == "json" {
		return l.JSON(a.out)
	}
	return l.Text(a.out, a.width)
}

func needs(n collectors.Needs) []string {
	var out []string
	for _, p := range []struct {
		is   bool
		word string
	}{{n.Network, "network"}, {n.Browser, "browser"}, {n.Login, "login"}, {n.Root, "administrator rights"}} {
		if p.is {
			out = append(out, p.word)
		}
	}
	return append(out, n.Tools...)
}

func (a *app) progress() *progress.Printer {
	switch {
	case a.format == "json":
		return progress.New(a.err, progress.JSON, a.width)
	case a.errTerminal:
		return progress.New(a.err, progress.Live, a.width)
	}
	return progress.New(a.err, progress.Plain, a.width)
}

// look runs the scan with a private folder for temporary files, and makes the
// report of it.
func (a *app) look(ctx context.Context, h *home, j *job, bar scan.Progress) (*scan.Result, *report.Model, error) {
	temp, err := os.MkdirTemp("", "weaklink-")
	if err != nil {
		return nil, nil, fmt.Errorf("make a folder for temporary files: %w", err)
	}
	defer os.RemoveAll(temp)
	key, err := h.key(ctx, j)
	if err != nil {
		return nil, nil, err
	}
	j.env.Key, j.env.Temp, j.env.PutBlob, j.env.OpenBlob = key, temp, h.blobs.Put, h.blobs.Open
	j.env.Memory = store.Memory{DB: h.DB, Blobs: h.blobs, Firm: j.firm.Name, Fresh: j.fresh}
	var resume []evidence.Seen
	if !j.fresh {
		if resume, err = h.resumable(ctx, j, bar); err != nil {
			return nil, nil, err
		}
	}
	opt := scan.Options{
		Plan: j.plan, Resume: resume,
		Firm: j.firm, Answers: j.answers, Targets: j.targets, Only: j.only, Env: j.env, OpenBlob: h.openBlob, Settle: h.blobs.Settle,
		Joined: store.Joined{DB: h.DB, Blobs: h.blobs, Firm: j.firm.Name, Maker: maker(), Fresh: j.fresh},
		Seed:   j.seed, Samples: j.samples, MadeUp: j.madeUp, Version: versionString(), Maker: maker(), Now: time.Now, Progress: bar, Log: j.log,
	}
	if j.cfg != nil {
		opt.Constants = j.cfg.Constants
	}
	r, err := scan.Scan(ctx, h, opt)
	if err != nil {
		return nil, nil, err
	}
	m, err := h.concluded(context.WithoutCancel(ctx), r)
	if err != nil {
		j.log.Warn("keep the report of a run", "run", r.Run.ID, "err", err)
	}
	if m == nil || len(r.Accepted) > 0 {
		m, err = model(r)
		return r, m, err
	}
	return r, m, nil
}

// rateOf reads an amount of bytes a second; 0 is no bound.
func rateOf(s string) (int64, error) {
	if s == "" {
		return 0, nil
	}
	n, err := humanize.ParseBytes(strings.TrimSuffix(s, "/s"))
	if err != nil || n < 1024 || n > 1<<50 {
		return 0, usage("an amount a second, at least 1 kB, for example 20MB", "--rate cannot be %q", s)
	}
	return int64(n), nil
}

// samplesOf reads how many graph samples are drawn; 0 is the model's own number.
func samplesOf(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1024 || n > 1<<22 {
		return 0, usage("a number between 1024 and 4194304; the model's own is 32768", "--samples cannot be %q", s)
	}
	return n, nil
}

// verdictCode is the exit code that the outcome calls for.
func verdictCode(ctx context.Context, r *scan.Result, failOn string) error {
	if ctx.Err() != nil {
		return quiet(exitInterrupted)
	}
	worst := chain.Holds
	judged := false
	for _, f := range r.Findings {
		judged = judged || f.Grip != chain.Unseen
		if f.Grip < worst && f.Grip != chain.Unseen {
			worst = f.Grip
		}
	}
	partial := slices.ContainsFunc(r.States, func(s chain.TargetState) bool { return !s.Complete })
	switch {
	case failOn != "" && worst == chain.Broken:
		return quiet(exitBroken)
	case (failOn == "weak" || failOn == "unseen") && worst == chain.Weak:
		return quiet(exitWeak)
	case failOn == "unseen" && partial:
		return quiet(exitUnseen)
	case !judged:
		return quiet(exitNothing)
	}
	return nil
}

func hintOf(err error, otherwise string) string {
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) && hinted.Hint() != "" {
		return hinted.Hint()
	}
	return otherwise
}

// firmOf names the firm of a scan without settings after what it looks at, so
// that two businesses that are looked at in turn are never mixed.
func firmOf(targets []collectors.Target) string {
	var names []string
	for _, t := range targets {
		name := t.ID
		if t.Scheme == "path" || t.Scheme == "sqlite" || t.Scheme == "dump" {
			if p, err := filepath.Abs(t.Addr); err == nil {
				name = filepath.ToSlash(p)
			}
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, " + ")
}

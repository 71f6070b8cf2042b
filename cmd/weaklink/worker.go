package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/metrics"
	"github.com/weaklink/weaklink/internal/queue"
	"github.com/weaklink/weaklink/internal/redact"
	"github.com/weaklink/weaklink/internal/scan"
)

func init() { command(newWorker) }

// usualMetrics is where Prometheus finds a worker that was told nothing else.
const usualMetrics = "127.0.0.1:9464"

func newWorker(a *app) *cobra.Command {
	var queues []string
	var at string
	cmd := &cobra.Command{
		Use: "worker", Short: "work on the scans that wait in a database, with others or alone",
		Long: `Works on the scans that wait in a database: on Postgres together with any number
of other workers, on any machine that may reach what they look at.

The queues are named after what a step wears: net and browser look at other hosts,
db at database servers, files at the disks of this very machine, judge calculates.
A worker on files has to be where the files are.

Told to stop (Ctrl-C, SIGTERM) it finishes what it has begun, or hands it back. One
that dies is noticed after half a minute, and others begin its steps anew.

Every worker needs the same keys of the firms (the folder keys below WEAKLINK_DATA,
else below your data folder). Its log goes to standard error as JSON lines without
passwords. Metrics for Prometheus (/metrics) and /healthz are on loopback only.`,
		Example: "  weaklink worker --db postgres://weaklink@db.example/weaklink\n  weaklink worker --queues net,judge --metrics 127.0.0.1:9500\n  curl -s http://127.0.0.1:9464/healthz",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("metrics") && at == usualMetrics {
				return a.work(cmd.Context(), queues, "")
			}
			return a.work(cmd.Context(), queues, at)
		},
	}
	cmd.Flags().StringSliceVar(&queues, "queues", queue.Queues(), "work on these only")
	cmd.Flags().StringVar(&at, "metrics", env("METRICS", usualMetrics), "loopback HOST:PORT for metrics and health; off: none")
	return cmd
}

// work works until ctx is done. at "" is the usual place, or any when it is taken.
func (a *app) work(ctx context.Context, queues []string, at string) error {
	for _, name := range queues {
		if !slices.Contains(queue.Queues(), name) {
			return usage("there are "+strings.Join(queue.Queues(), ", "), "--queues: no queue is called %q", name)
		}
	}
	if len(queues) == 0 {
		return usage("there are "+strings.Join(queue.Queues(), ", "), "--queues names none")
	}
	listener, err := a.listenForMetrics(at)
	if err != nil {
		return err
	}
	if listener != nil {
		defer listener.Close()
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	q, log, err := a.openQueue(ctx, h, slog.LevelInfo)
	if err != nil {
		return err
	}
	defer q.Close()
	defer holdMemory()() // as in a scan
	told := []any{"queues", queues, "database", h.Place(), "version", versionString()}
	done := make(chan error, 1)
	if listener != nil {
		told = append(told, "metrics", "http://"+listener.Addr().String()+"/metrics")
		go func() {
			done <- metrics.Serve(ctx, listener, metrics.Handler(q.Healthy, metrics.Process(versionString()), q.Metrics))
		}()
	} else {
		done <- nil
	}
	log.Info("the worker begins", told...)
	if err := q.Run(ctx, queues...); err != nil {
		return err
	}
	log.Info("the worker has ended")
	return <-done
}

func (a *app) listenForMetrics(at string) (net.Listener, error) {
	if at == "off" {
		return nil, nil
	}
	l, err := metrics.Listen(cmp.Or(at, usualMetrics))
	var taken *net.OpError
	if at == "" && errors.As(err, &taken) { // a second worker on this machine
		l, err = metrics.Listen("127.0.0.1:0")
	}
	if err != nil {
		return nil, usage("for example --metrics 127.0.0.1:9500, or --metrics off", "%w", err)
	}
	return l, nil
}

// openQueue opens the queue that lies in a database, and a log as JSON lines in
// which the password of the database cannot stand.
func (a *app) openQueue(ctx context.Context, h *home, least slog.Level) (*queue.Queue, *slog.Logger, error) {
	var secrets []string
	if conf, ok := h.Postgres(); ok {
		secrets = append(secrets, conf.Password)
	}
	log := slog.New(atLeast{redact.Log(a.err, secrets...).Handler(), least})
	concluded := func(ctx context.Context, r *scan.Result) error {
		_, err := h.concluded(ctx, r)
		return err
	}
	q, err := queue.Open(ctx, h.DB, queue.Home{Blobs: h.blobs, Keys: h.keys, Version: versionString(), Maker: maker(), Log: log, Concluded: concluded})
	return q, log, err
}

// atLeast keeps out of a log what is not important enough.
type atLeast struct {
	slog.Handler
	level slog.Level
}

func (l atLeast) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= l.level && l.Handler.Enabled(ctx, level)
}

func (l atLeast) WithAttrs(attrs []slog.Attr) slog.Handler {
	return atLeast{l.Handler.WithAttrs(attrs), l.level}
}

func (l atLeast) WithGroup(name string) slog.Handler {
	return atLeast{l.Handler.WithGroup(name), l.level}
}

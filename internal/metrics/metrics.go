// Package metrics tells an operator how a process is: numbers in the text form
// of Prometheus, and whether it is well. It listens on loopback only: the
// numbers are nobody else's business, and whoever collects them from elsewhere
// has a way onto this machine.
package metrics

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Family is one metric with its values.
type Family struct {
	Name, Help, Type string // Type: gauge or counter
	Samples          []Sample
}

// Sample is one value; Labels are name, value, name, value, ...
type Sample struct {
	Labels []string
	Value  float64
}

// One is a family of a single value.
func One(name, kind, help string, v float64) Family {
	return Family{name, help, kind, []Sample{{nil, v}}}
}

// By is a family with one value for each value of a label, in order.
func By[N int64 | float64](name, kind, help, label string, values map[string]N) Family {
	f := Family{Name: name, Help: help, Type: kind}
	for k, v := range values {
		f.Samples = append(f.Samples, Sample{[]string{label, k}, float64(v)})
	}
	slices.SortFunc(f.Samples, func(a, b Sample) int { return strings.Compare(a.Labels[1], b.Labels[1]) })
	return f
}

// Source gives the metrics of one part of the program. A part that cannot say
// something leaves it out.
type Source func(context.Context) []Family

// Write writes families in the text form, version 0.0.4:
// https://prometheus.io/docs/instrumenting/exposition_formats/
func Write(w io.Writer, families []Family) error {
	var b bytes.Buffer
	for _, f := range families {
		if len(f.Samples) == 0 {
			continue
		}
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", f.Name, escape(f.Help, false), f.Name, f.Type)
		for _, s := range f.Samples {
			b.WriteString(f.Name)
			for i := 0; i+1 < len(s.Labels); i += 2 {
				fmt.Fprintf(&b, `%s%s="%s"`, map[bool]string{true: "{", false: ","}[i == 0], s.Labels[i], escape(s.Labels[i+1], true))
			}
			if len(s.Labels) > 1 {
				b.WriteByte('}')
			}
			b.WriteByte(' ')
			b.WriteString(number(s.Value))
			b.WriteByte('\n')
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func number(v float64) string {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 1):
		return "+Inf"
	case math.IsInf(v, -1):
		return "-Inf"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

func escape(s string, quote bool) string {
	s = strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(s)
	if quote {
		s = strings.ReplaceAll(s, `"`, `\"`)
	}
	return s
}

var began = time.Now()

// Process is about this process.
func Process(version string) Source {
	return func(context.Context) []Family {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return []Family{
			{"weaklink_build_info", "The version that runs.", "gauge", []Sample{{[]string{"version", version, "go", runtime.Version()}, 1}}},
			One("process_start_time_seconds", "gauge", "When the process began, in Unix seconds.", float64(began.UnixMilli())/1000),
			One("process_resident_memory_bytes", "gauge", "Memory that the process holds.", resident(m.Sys)),
			One("go_memstats_heap_inuse_bytes", "gauge", "Memory in use by Go values.", float64(m.HeapInuse)),
			One("go_goroutines", "gauge", "Goroutines.", float64(runtime.NumGoroutine())),
		}
	}
}

// Handler serves /metrics, /livez, which is 200 while the process answers, and
// /healthz: 200 when healthy returns nil, else 503.
// What is wrong stands in the log, not in the answer.
func Handler(healthy func(context.Context) error, sources ...Source) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		var all []Family
		for _, s := range sources {
			all = append(all, s(r.Context())...)
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_ = Write(w, all) // whoever asked has gone
	})
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
		defer cancel()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		if err := healthy(ctx); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintln(w, "not well: see the log")
			return
		}
		fmt.Fprintln(w, "ok")
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A page in somebody's browser may reach loopback under a name of its own.
		if host, _, err := net.SplitHostPort(r.Host); !loopback(r.Host) && (err != nil || !loopback(host)) {
			http.Error(w, "ask for it by a loopback address", http.StatusForbidden)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		mux.ServeHTTP(w, r)
	})
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

// Listen listens on a loopback address; any other is refused.
func Listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || !loopback(host) {
		return nil, fmt.Errorf("listen for metrics: %q is no loopback address with a port", addr)
	}
	return net.Listen("tcp", addr)
}

// Serve answers on l until ctx is done.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 20 * time.Second, MaxHeaderBytes: 16 << 10}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		_ = s.Shutdown(end) // what is still asked then is cut off
		_ = s.Close()
	})
	err := s.Serve(l)
	if stop() {
		return err
	}
	<-stopped
	return nil
}

package metrics

import (
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestTheTextFormIsThatOfPrometheus(t *testing.T) {
	var b strings.Builder
	err := Write(&b, []Family{
		One("a_total", "counter", "one\nline \\", 1e21), By("b", "gauge", "by", "queue", map[string]int64{"net": 2, "a\"b\\\n": 1}),
		{"c", "two", "gauge", []Sample{{[]string{"x", "1", "y", "2"}, math.Inf(1)}, {nil, math.NaN()}}}, {Name: "empty", Type: "gauge"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "# HELP a_total one\\nline \\\\\n# TYPE a_total counter\na_total 1e+21\n" +
		"# HELP b by\n# TYPE b gauge\nb{queue=\"a\\\"b\\\\\\n\"} 1\nb{queue=\"net\"} 2\n" +
		"# HELP c two\n# TYPE c gauge\nc{x=\"1\",y=\"2\"} +Inf\nc NaN\n"
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
}

func TestOnlyThisMachineIsTold(t *testing.T) {
	for _, addr := range []string{":9464", "0.0.0.0:9464", "192.0.2.1:1", "example.org:80", "127.0.0.1", "[::]:1"} {
		if l, err := Listen(addr); err == nil {
			l.Close()
			t.Errorf("listens on %s", addr)
		}
	}
	well := error(nil)
	h := Handler(func(context.Context) error { return well }, Process("1.2.3"))
	ask := func(host, path string) (int, string) {
		r := httptest.NewRequest("GET", path, nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	for _, host := range []string{"127.0.0.1:9464", "localhost:9464", "[::1]:9464", "localhost", "::1"} {
		if code, body := ask(host, "/metrics"); code != http.StatusOK || !strings.Contains(body, `weaklink_build_info{version="1.2.3"`) {
			t.Errorf("%s: %d %s", host, code, body)
		}
	}
	for _, host := range []string{"evil.example", "evil.example:9464", "192.0.2.1", ""} {
		if code, body := ask(host, "/metrics"); code != http.StatusForbidden || strings.Contains(body, "weaklink_") {
			t.Errorf("%s: %d", host, code)
		}
	}
	if code, body := ask("localhost", "/healthz"); code != http.StatusOK || body != "ok\n" {
		t.Errorf("%d %s", code, body)
	}
	well = errors.New("canary-cause")
	if code, body := ask("localhost", "/healthz"); code != http.StatusServiceUnavailable || strings.Contains(body, "canary") {
		t.Errorf("%d %s", code, body)
	}
	if code, _ := ask("localhost", "/other"); code != http.StatusNotFound {
		t.Error(code)
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, Handler(func(context.Context) error { return nil })) }()
	resp, err := http.Get("http://" + l.Addr().String() + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it goes on")
	}
}

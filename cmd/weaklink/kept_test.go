package main

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/report"
)

// The report that is kept beside a run is, in every form, the one that comes of
// judging its facts again; one that another program kept is made anew.
func TestTheKeptReportIsTheReport(t *testing.T) {
	t.Setenv("WEAKLINK_DATA", t.TempDir())
	t.Setenv("WEAKLINK_SAMPLES", "2048")
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Mkdir("clients", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("clients", "list.csv"), []byte("name,birth date,email\nJo Weber,1950-03-01,jo.weber@mail.example.org\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second has something to compare with
		if code := run(t.Context(), []string{"scan", "./clients", "host:" + dir}, console{in: strings.NewReader(""), out: io.Discard, err: io.Discard, width: narrow}); code != exitDone {
			t.Fatal("scan ended with", code)
		}
	}
	a := &app{console: console{err: io.Discard, out: io.Discard}, format: "text"}
	h, err := a.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	forms := func(m *report.Model) map[string]string {
		out := map[string]string{}
		for _, p := range printers {
			if p.suffix == ".pdf" { // carries the moment at which it is made
				continue
			}
			var b bytes.Buffer
			if err := p.print(&b, m); err != nil {
				t.Fatal(p.suffix, err)
			}
			out[p.suffix] = b.String()
		}
		return out
	}
	r, differs, err := h.result(t.Context(), "")
	if err != nil || differs != "" {
		t.Fatal(differs, err)
	}
	m, err := model(r)
	if err != nil {
		t.Fatal(err)
	}
	want := forms(m)
	atOnce, err := h.derived(t.Context(), r.Run.ID)
	if err != nil {
		t.Fatal("nothing was kept with the scan:", err)
	}
	log := slog.New(slog.DiscardHandler)
	if err := h.KeepDerived(t.Context(), r.Run.ID, "another program", []byte(`{"firm":"nonsense"}`)); err != nil {
		t.Fatal(err)
	}
	anew, err := h.report(t.Context(), log, r.Run.ID)
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.derived(t.Context(), r.Run.ID)
	if err != nil {
		t.Fatal("what was made anew is not kept:", err)
	}
	if err := h.KeepDerived(t.Context(), r.Run.ID, maker(), []byte(`{"torn`)); err != nil {
		t.Fatal(err)
	}
	mended, err := h.report(t.Context(), log, r.Run.ID)
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range map[string]*report.Model{"kept with the scan": atOnce, "made anew": anew, "kept anew": again, "instead of a torn one": mended} {
		for suffix, got := range forms(m) {
			if got != want[suffix] {
				i := 0
				for i < min(len(got), len(want[suffix])) && got[i] == want[suffix][i] {
					i++
				}
				t.Errorf("%s: %s differs at %d: %.150q, not %.150q", name, suffix, i, got[max(0, i-40):], want[suffix][max(0, i-40):])
			}
		}
	}
}

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/report"
	reportcsv "github.com/weaklink/weaklink/internal/report/csv"
	reportdpv "github.com/weaklink/weaklink/internal/report/dpv"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
	reportjson "github.com/weaklink/weaklink/internal/report/json"
	reportpdf "github.com/weaklink/weaklink/internal/report/pdf"
	reportsarif "github.com/weaklink/weaklink/internal/report/sarif"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/risk"
)

// printers write a report into a file, by its suffix.
var printers = []struct {
	suffix string
	print  func(io.Writer, *report.Model) error
}{
	{".html", reporthtml.Print},
	{".pdf", reportpdf.Print},
	{".sarif", reportsarif.Print},
	{".inventory.csv", func(w io.Writer, m *report.Model) error { return reportcsv.Inventory(w, m, dpvTerms()) }}, // before .csv, of which it is one
	{".csv", reportcsv.Print},
	{".dpv.json", func(w io.Writer, m *report.Model) error { return reportdpv.Print(w, m, dpvTerms()) }}, // before .json, of which it is one
	{".json", reportjson.Print},
	{".txt", func(w io.Writer, m *report.Model) error { return text.Print(w, m, text.Options{Width: narrow}) }},
}

// dpvTerms are the terms of the Data Privacy Vocabulary by kind of data.
func dpvTerms() map[string]string {
	out := map[string]string{}
	for _, k := range classify.Kinds() {
		out[string(k.Kind)] = k.DPV
	}
	return out
}

func printable() []string {
	var out []string
	for _, p := range printers {
		out = append(out, p.suffix)
	}
	return out
}

func printableList() string { return strings.Join(printable(), ", ") }

func canPrint(path string) error {
	for _, p := range printers {
		if strings.HasSuffix(path, p.suffix) {
			return nil
		}
	}
	return usage("this build writes "+printableList(), "-o %s: no printer for files of that suffix", path)
}

// model makes the one report model that all printers use.
func model(r *scan.Result) (*report.Model, error) {
	c, err := risk.Load()
	if err != nil {
		return nil, err
	}
	in := report.Input{
		Run: r.Run, Firm: r.Firm, Verdict: r.Verdict, Findings: r.Findings, Since: r.Since, Most: r.Most, Facts: r.Facts,
		Union: r.Union, Protection: r.Protection, Gaps: r.Gaps, States: r.States, Changes: r.Changes, Accepted: r.Accepted,
		HourlyRate: func(role checks.Role) float64 { return c.Rate(string(role)) },
		Advised:    advised(r.Judgement), Seen: r.Seen,
	}
	if in.Constants, err = known(c, in.Advised.Overrides); err != nil {
		return nil, err
	}
	if r.Advice != nil && len(r.Advice.Overrides) > 0 {
		in.Own = r.Advice.Overrides
		best := make(map[string]float64, len(in.Own))
		for _, o := range in.Own {
			best[o.ID] = o.Best
		}
		if c, err = c.With(best); err != nil {
			return nil, err
		}
	}
	if r.Advice != nil {
		in.Plan, in.Next = &r.Advice.Plan, &r.Advice.Next
	}
	for _, h := range r.Hints {
		in.Missing = append(in.Missing, report.LinkHint{Link: h.Link, Next: h.Next})
	}
	return report.Build(in)
}

// known are the constants with the numbers that the firm knows better.
func known(c *risk.Constants, yours []risk.Override) (*risk.Constants, error) {
	best := map[string]float64{}
	for _, o := range yours {
		best[o.ID] = o.Best
	}
	return c.With(best)
}

// advised is what was worked out beside a verdict, as the report takes it.
func advised(j scan.Judgement) report.Advised {
	out := report.Advised{Measures: j.Measures, Mended: j.Mended}
	if a := j.Advice; a != nil {
		out.Plan, out.Next, out.Shares, out.Overrides = &a.Plan, &a.Next, a.Shares, a.Overrides
		if a.Stability.Variants > 0 {
			out.Stability = &a.Stability
		}
	}
	return out
}

// model makes the report of a run, with what the flags and the settings add.
func (a *app) model(r *scan.Result, f scanFlags) (*report.Model, error) {
	m, err := model(r)
	if err != nil {
		return nil, err
	}
	a.add(m, r, f)
	return m, nil
}

// add adds to a report what the flags and the settings ask for.
func (a *app) add(m *report.Model, r *scan.Result, f scanFlags) {
	m.Contact = a.contact()
	if f.withFacts {
		for _, it := range r.Facts {
			line := newFactLine(it, r.Seen[it.Digest])
			m.Facts = append(m.Facts, line)
		}
		m.Record = r.Record
	}
}

// deliver prints the report and writes the files asked for with -o.
func (a *app) deliver(r *scan.Result, m *report.Model, f scanFlags) error {
	a.add(m, r, f)
	for _, path := range f.outputs {
		if err := write(path, m); err != nil {
			return err
		}
	}
	return a.print(m, f.verbose)
}

func (a *app) print(m *report.Model, verbose bool) error {
	if a.format == "json" {
		return reportjson.Print(a.out, m)
	}
	return text.Print(a.out, m, text.Options{Width: a.width, Color: a.outTerminal && !a.noColor, ASCII: plainLocale(), Verbose: verbose})
}

// plainLocale says that the terminal shows ASCII only.
func plainLocale() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToUpper(os.Getenv(name)); v != "" {
			return !strings.Contains(v, "UTF-8") && !strings.Contains(v, "UTF8")
		}
	}
	return false
}

// write prints m into path through a file beside it, so that a report is there whole or not at all.
func write(path string, m *report.Model) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".weaklink-*")
	if err != nil {
		return &failure{exitUsage, fmt.Errorf("write the report to %s: %w", path, err), "name a file in a folder that exists and that you may write to"}
	}
	defer func() { err = errors.Join(err, removeIfThere(f.Name())) }()
	for _, p := range printers {
		if strings.HasSuffix(path, p.suffix) {
			if err := p.print(f, m); err != nil {
				return fmt.Errorf("write the report to %s: %w", path, err)
			}
			break
		}
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write the report to %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

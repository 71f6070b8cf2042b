package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/risk"
)

func init() { command(newForecast) }

// What it takes to tell whether forecasts of rare events are right: firms that
// are hit in a year, and how near to that one wants to see.
const (
	rareEvent = .03
	nearby    = .01
)

func newForecast(a *app) *cobra.Command {
	var firm, until string
	cmd := &cobra.Command{
		Use: "forecast", Short: "hold the verdicts so far against what really happened",
		Long: `Every verdict is a forecast: how likely an event is within a year, and which
link would fall first. Each holds from the day after it until the next verdict
about the same firm. This holds them all - or those of --firm - against what
` + "`weaklink record`" + ` keeps: Brier and log score (0 is best) beside those of
somebody who knows nothing of the firm. What nobody recorded counts as not having
happened. Demos, chats and scans with --only are no forecasts.`,
		Example: "  weaklink forecast\n  weaklink forecast --firm \"Corner Grocer\" --until 2026-12-31\n  weaklink forecast --format json",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.forecast(cmd.Context(), firm, until) },
	}
	cmd.Flags().StringVar(&firm, "firm", "", "only this firm (default: all that are kept here)")
	cmd.Flags().StringVar(&until, "until", "", "the last day that counts, YYYY-MM-DD (default: today)")
	return cmd
}

// forecastLog is what the verdicts said and what came of it.
type forecastLog struct {
	Schema  string   `json:"schema"`
	Firms   []string `json:"firms"`
	Left    left     `json:"left_out"`
	Needed  int      `json:"firm_years_needed"` // to see a base rate of 3 % within one point
	Enough  bool     `json:"enough"`
	Tests   int      `json:"pentests"`
	Nowhere int      `json:"pentests_that_got_nowhere"`
	risk.Scores
	records map[string]chain.Outcome // by firm and id
}

// left counts runs that said nothing of the time to come.
type left struct {
	MadeUp     int `json:"made_up"`
	Only       int `json:"only_some_links"`
	Unreadable int `json:"unreadable"` // written by a version that kept no probability
}

func (a *app) forecast(ctx context.Context, firm, until string) error {
	now := time.Now().UTC()
	last := now
	if until != "" {
		var err error
		if last, err = time.Parse(time.DateOnly, until); err != nil {
			return usage("write it YYYY-MM-DD", "--until cannot be %q", until)
		}
		if last.After(now) {
			return usage("nobody knows yet what will have happened by then", "--until %s is still to come", until)
		}
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	if _, err := h.run(ctx, ""); err != nil {
		return err
	}
	var firms []string
	if firm != "" {
		if firm, err = h.firm(ctx, firm); err != nil {
			return err
		}
		firms = []string{firm}
	} else if firms, err = h.firms(ctx); err != nil {
		return err
	}
	l, err := h.log(ctx, firms, last)
	if err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, l)
	}
	return l.print(a.out, a.width)
}

// log reads what was said of some firms and what happened to them, and scores it.
func (h *home) log(ctx context.Context, firms []string, until time.Time) (*forecastLog, error) {
	c, err := risk.Load()
	if err != nil {
		return nil, err
	}
	l := &forecastLog{Schema: "weaklink.forecast/1", Firms: orEmpty(firms), Needed: risk.YearsNeeded(rareEvent, nearby), records: map[string]chain.Outcome{}}
	var said []risk.Forecast
	var happened []risk.Happened
	for _, firm := range firms {
		runs, err := h.Runs(ctx, firm, 0)
		if err != nil {
			return nil, err
		}
		for i := len(runs) - 1; i >= 0; i-- { // the earliest first
			run := runs[i]
			if run.Firm != firm || run.Finished.IsZero() {
				continue
			}
			raw, err := h.Verdict(ctx, run.ID)
			if err != nil {
				return nil, err
			}
			if f, ok := l.read(run, raw); ok {
				said = append(said, f)
			}
		}
		all, err := h.Outcomes(ctx, firm)
		if err != nil {
			return nil, err
		}
		for _, o := range all {
			l.records[firm+"\x00"+o.ID] = o
			happened = append(happened, risk.Happened{Firm: firm, ID: o.ID, On: o.On, Link: string(o.Link), Event: o.Harmed()})
			if o.Kind == chain.Pentest && !o.On.After(until) {
				l.Tests++
				if o.What == chain.CameToNothing {
					l.Nowhere++
				}
			}
		}
	}
	// What a firm of which nothing is known has to expect stands in the
	// constants, in percent.
	l.Scores = risk.Score(said, happened, until, c.Value("sector.all")/100)
	l.Enough = l.Years >= float64(l.Needed)
	return l, nil
}

// read takes from the record of a run what it said of the time to come. The
// record is read in part only: it may be of a version that kept other things.
func (l *forecastLog) read(run chain.Run, raw json.RawMessage) (risk.Forecast, bool) {
	var rec struct {
		Only    []chain.Link `json:"only"`
		MadeUp  bool         `json:"made_up"`
		Version string       `json:"version"`
		Verdict struct {
			Link       string      `json:"link"`
			Confidence float64     `json:"confidence"`
			Links      []risk.Said `json:"links"`
			Loss       struct {
				PYear    *risk.Range `json:"p_year"`
				Expected risk.Range  `json:"expected"`
			} `json:"loss"`
		} `json:"verdict"`
	}
	err := json.Unmarshal(raw, &rec)
	p := rec.Verdict.Loss.PYear
	switch {
	case err == nil && rec.MadeUp:
		l.Left.MadeUp++
	case err == nil && len(rec.Only) > 0:
		l.Left.Only++
	case err != nil || p == nil || p.High <= 0:
		l.Left.Unreadable++
	default:
		v := rec.Verdict
		return risk.Forecast{Firm: run.Firm, Run: run.ID, On: run.Finished, Version: rec.Version, Model: run.Model, PYear: *p,
			Expected: v.Loss.Expected, Link: v.Link, Confidence: v.Confidence, Links: orEmpty(v.Links)}, true
	}
	return risk.Forecast{}, false
}

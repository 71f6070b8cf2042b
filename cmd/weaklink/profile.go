package main

import (
	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/config"
)

// profile is what the settings say of the firm and what a person answered.
func profile(cfg *config.Config) (chain.Firm, map[string]checks.Answer) {
	firm := cfg.Firm
	if firm.Name == "" {
		firm.Name = "this firm"
	}
	answers := map[string]checks.Answer{}
	for _, a := range cfg.Answers {
		answers[a.ID] = checks.Answer{Value: a.Value, On: a.On, By: a.By, File: a.File}
	}
	return firm, answers
}

// configured turns the targets of the settings into targets to look at.
func configured(cfg *config.Config) ([]collectors.Target, error) {
	if len(cfg.Targets) == 0 {
		return nil, usage("add one under targets:, for example\n  targets:\n    - at: https://your-shop.example", "the settings list no target")
	}
	var out []collectors.Target
	for _, c := range cfg.Targets {
		t, err := readTarget(c.At)
		if err != nil {
			return nil, err
		}
		if c.As != "" {
			t.ID, t.As = c.As, c.As
		}
		t.MaxTime, t.Secret, t.Watch = c.MaxTime.Duration(), c.Secret.Open(), c.Watch
		out = append(out, t)
	}
	return out, nil
}

package scan

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/attack"
	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// saidSeed makes the same answers give the same advice.
const saidSeed = 1

// stakesSamples are enough to put questions into an order.
const stakesSamples = 4096

// Said is what was only said about a firm: no evidence stands behind it.
type Said struct {
	Firm     chain.Firm
	Findings []chain.Finding
	Detail   string // level of detail of what is kept about clients; empty: not known

	Constants map[string]any // numbers of the model that the firm knows better, as in Case
}

// Weigh weighs it.
func (s Said) Weigh() (risk.Verdict, error) { return s.weigh(s.Findings, 0) }

// Stakes says for each control what it would be worth, EUR a year, if it were
// missing beside what was said.
func (s Said) Stakes(controls []string) (map[string]float64, error) {
	out := make(map[string]float64, len(controls))
	if len(controls) == 0 {
		return out, nil
	}
	all := slices.Clone(s.Findings)
	for _, c := range controls {
		all = append(all, chain.Finding{ID: c, Check: "supposed." + c, Subject: firmTarget, Control: c, Grip: chain.Broken, Say: c})
	}
	v, err := s.weigh(all, stakesSamples)
	if err != nil {
		return nil, err
	}
	for _, r := range v.Repairs {
		for _, c := range r.Controls {
			out[c] = r.Drop.Best
		}
	}
	return out, nil
}

func (s Said) weigh(findings []chain.Finding, samples int) (risk.Verdict, error) {
	constants, _, err := Own(s.Constants)
	if err != nil {
		return risk.Verdict{}, fmt.Errorf("load the model's constants: %w", err)
	}
	in := attack.Input{Findings: findings, Firm: s.Firm, Constants: constants}
	if s.Detail != "" {
		n := attack.Customers(constants, s.Firm)
		it, err := facts.DataStore.Item("store:said#", evidence.Claimed, facts.Store{ID: "store:said#", Target: "said", Role: "live",
			Detail: s.Detail, Categories: []facts.Category{{Category: s.Detail}}, People: facts.People{Low: n, Best: n, High: n}})
		if err != nil {
			return risk.Verdict{}, err
		}
		in.Facts = []evidence.Item{it}
	}
	model, err := attack.Build(in)
	if err != nil {
		return risk.Verdict{}, fmt.Errorf("build the attack graph: %w", err)
	}
	v, err := risk.Weigh(model, risk.Options{Seed: saidSeed, Samples: samples})
	if err != nil {
		return v, fmt.Errorf("weigh the links: %w", err)
	}
	return v, nil
}

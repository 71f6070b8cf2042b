package scan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/weaklink/weaklink/attack"
	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/risk"
)

// Advice is what follows from a verdict: what to do, what to find out, and how
// much of it hangs on numbers that a person decided.
type Advice struct {
	Plan      risk.Plan       `json:"plan"` // without a budget
	Next      risk.Next       `json:"next"`
	Shares    []risk.Share    `json:"shares"`
	Stability risk.Stability  `json:"stability"`
	Overrides []risk.Override `json:"overrides,omitempty"` // numbers that the firm knows better
}

// steadySamples are the least for which the variants of the model are weighed
// too: a quick look needs no tornado.
const steadySamples = 16384

// builders make models of what was seen, for any constants: whole ones, those of
// stand-ins that are weighed, and such as say only what a change of the constants
// does to the links.
type builders struct {
	whole, told, variant builder
	digest, variants     string // of what the second and third are made from, but the constants
	names                *risk.Names
}

type builder func(*risk.Constants) (*risk.Model, error)

// builder makes models of what was seen; constants are those of this firm, with
// the numbers that it knows better, which are listed.
func (c Case) builder(findings []chain.Finding) (build builder, own *risk.Constants, known []risk.Override, err error) {
	b, own, known, err := c.builders(findings)
	return b.whole, own, known, err
}

func (c Case) builders(findings []chain.Finding) (build builders, own *risk.Constants, known []risk.Override, err error) {
	shipped, err := risk.Load()
	if err != nil {
		return build, nil, nil, fmt.Errorf("load the model's constants: %w", err)
	}
	list, err := overrides(c.Constants)
	if err != nil {
		return build, nil, nil, err
	}
	variants, known, err := shipped.Override(list)
	if err != nil {
		return build, nil, nil, err
	}
	seen := make(map[string]time.Time, len(c.Seen))
	for digest, s := range c.Seen {
		seen[digest] = s.Seen
	}
	scene, err := attack.Read(attack.Input{Facts: c.Facts, Seen: seen, Findings: findings, Firm: c.Firm, Now: c.Now, Effort: effort()})
	if err != nil {
		return build, nil, nil, fmt.Errorf("build the attack graph: %w", err)
	}
	if build.digest, err = scene.Digest(); err != nil {
		return build, nil, nil, err
	}
	if build.variants, err = scene.VariantDigest(); err != nil {
		return build, nil, nil, err
	}
	build.names = scene.Names()
	made := func(model builder) builder {
		return func(k *risk.Constants) (*risk.Model, error) {
			if k != shipped {
				var err error
				if k, err = attack.Anchor(k); err != nil {
					return nil, err
				}
			}
			return model(k)
		}
	}
	ranged := func(one builder) builder {
		return func(k *risk.Constants) (*risk.Model, error) {
			m, err := one(k)
			if err != nil || k != variants[0] {
				return m, err
			}
			for _, v := range variants[1:] {
				o, err := one(v)
				if err != nil {
					return nil, err
				}
				m.Variants = append(m.Variants, o)
			}
			return m, nil
		}
	}
	build.whole, build.told, build.variant = ranged(made(scene.Model)), ranged(made(scene.Told)), made(scene.Variant)
	return build, variants[0], known, nil
}

// overrides reads what weaklink.yaml says under constants: numbers, or lists of
// low and high, or of low, best and high.
func overrides(said map[string]any) ([]risk.Override, error) {
	var out []risk.Override
	for _, id := range slices.Sorted(maps.Keys(said)) {
		o := risk.Override{ID: id}
		switch x := said[id].(type) {
		case float64:
			o.Low, o.Best, o.High = x, x, x
		case []any:
			var n []float64
			for _, e := range x {
				f, ok := e.(float64)
				if !ok {
					return nil, fmt.Errorf("constants: %s is no list of numbers", id)
				}
				n = append(n, f)
			}
			if len(n) < 2 || len(n) > 3 {
				return nil, fmt.Errorf("constants: %s wants one number, or two or three from low to high", id)
			}
			o.Low, o.High = n[0], n[len(n)-1]
			o.Best = risk.Middle(o.Low, o.High)
			if len(n) == 3 {
				o.Best = n[1]
			}
		default:
			return nil, fmt.Errorf("constants: %s is no number", id)
		}
		out = append(out, o)
	}
	return out, nil
}

// effort reads from the checks what their repairs take.
func effort() attack.Effort {
	type work struct {
		minutes float64
		role    string
	}
	byCheck, byControl := map[string]work{}, map[string][]work{}
	for _, c := range checks.Registered() {
		w := work{float64(c.Doc.Minutes[0]+c.Doc.Minutes[1]) / 2, string(c.Doc.Who)}
		byCheck[c.Doc.ID] = w
		byControl[c.Doc.Control] = append(byControl[c.Doc.Control], w)
	}
	for _, all := range byControl {
		slices.SortFunc(all, func(a, b work) int { return cmp.Or(cmp.Compare(a.minutes, b.minutes), cmp.Compare(a.role, b.role)) })
	}
	return func(check, control string) (float64, string) {
		if w, ok := byCheck[check]; ok {
			return w.minutes, w.role
		}
		if all := byControl[control]; len(all) > 0 {
			w := all[len(all)/2]
			return w.minutes, w.role
		}
		return 60, string(checks.ITPerson)
	}
}

// thorough says whether all is asked for that takes long: not in a quick look.
func (c Case) thorough() bool { return c.Samples == 0 || c.Samples >= steadySamples }

// measured works out the other measures, for who asks why the ranking is the headline.
func measured(m *risk.Model, opt risk.Options) (*risk.Measures, error) {
	if opt.Samples != 0 && opt.Samples < steadySamples {
		return nil, nil
	}
	out, err := risk.Measure(m, opt)
	if err != nil {
		return nil, fmt.Errorf("measure the steps: %w", err)
	}
	return &out, nil
}

// mended is the probability of damage in a year before and after the named
// link is mended: every fix there of what was seen weak or broken.
func mended(m *risk.Model, on *risk.Weighing, link string) (*[2]risk.Range, error) {
	if link == "" {
		return nil, nil
	}
	var done []int
	for i, f := range m.Fixes {
		if !f.Unseen && f.Link == link {
			done = append(done, i)
		}
	}
	// Both with as many samples, so that no difference comes from drawing.
	both, err := on.Compare(m.Changed(risk.Change{Fix: done}), steadySamples)
	if err != nil {
		return nil, fmt.Errorf("weigh the links with one mended: %w", err)
	}
	return &[2]risk.Range{both.Before.P, both.After.P}, nil
}

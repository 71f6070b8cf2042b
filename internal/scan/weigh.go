package scan

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/risk"
)

// weighed is what the model says: all of a judgement that takes possible worlds.
// It is said of stand-ins until they are named.
type weighed struct {
	Verdict  risk.Verdict
	Advice   *Advice
	Measures *risk.Measures
	Mended   *[2]risk.Range
}

func (c Case) weigh(build builders, constants *risk.Constants, opt risk.Options) (w weighed, err error) {
	model, err := build.told(constants)
	if err != nil {
		return w, fmt.Errorf("build the attack graph: %w", err)
	}
	on, err := risk.Open(model, opt)
	if err != nil {
		return w, fmt.Errorf("weigh the links: %w", err)
	}
	w.Verdict = on.Verdict()
	w.Advice = &Advice{Plan: on.Plan(risk.Budget{}), Next: on.Next(), Shares: on.Shares()}
	if opt.Samples != 0 && opt.Samples < steadySamples {
		return w, nil
	}
	m := on.Measures()
	w.Measures = &m
	w.Mended, err = mended(model, on, w.Verdict.Link)
	return w, err
}

// named is what was weighed, of the things that its stand-ins stand for.
func (w weighed) named(n *risk.Names, constants *risk.Constants) weighed {
	w.Verdict = n.Verdict(w.Verdict)
	w.Advice.Plan = n.Plan(w.Advice.Plan, constants.Value("plan.horizon"))
	w.Advice.Next = n.Next(w.Advice.Next)
	if w.Measures != nil {
		m := n.Measures(*w.Measures)
		w.Measures = &m
	}
	return w
}

// varied is what the links would be worth under other constants, as it was kept
// or worked out anew. What it is made from is told more coarsely than what is
// weighed, so that it is kept longer; its worlds go by that alone.
func (c Case) varied(build builders, constants *risk.Constants, kept *shelf) (v risk.Varied, err error) {
	seed, err := Case{}.seed(build.variants)
	if err != nil {
		return v, err
	}
	key, err := Case{Constants: c.Constants}.key("variants "+build.variants, seed)
	if err != nil {
		return v, err
	}
	if kept.take(key, &v) && len(v.Drops) > 0 {
		return v, nil
	}
	if v, err = risk.Vary(constants, build.variant, seed); err != nil {
		return v, fmt.Errorf("weigh variants of the model: %w", err)
	}
	put(kept, key, &v)
	return v, nil
}

// seed is the one asked for, else the first 8 bytes of the digest of what is
// weighed: the same facts give the same verdict, byte for byte, and a look at
// which nothing changed that matters says what the one before it said.
func (c Case) seed(digest string) (uint64, error) {
	if c.Seed != nil {
		return *c.Seed, nil
	}
	raw, err := hex.DecodeString(digest)
	if err != nil || len(raw) < 8 {
		return 0, fmt.Errorf("make a seed from the digest %q: it is none", digest)
	}
	return binary.BigEndian.Uint64(raw), nil
}

// key names all that weighing depends on, but the program.
func (c Case) key(digest string, seed uint64) (string, error) {
	raw, err := json.Marshal(struct {
		Digest    string
		Seed      uint64
		Samples   int
		Constants map[string]any
	}{digest, seed, c.Samples, c.Constants})
	if err != nil {
		return "", fmt.Errorf("name what is weighed: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// Shelf keeps what was weighed for a firm, so that what is the same again need
// not be weighed again. A Store may be one.
type Shelf interface {
	// Weighed is what was kept under a key for this program, and nil if that is gone.
	Weighed(ctx context.Context, firm, key, maker string) ([]byte, error)
	KeepWeighed(ctx context.Context, firm, key, maker string, body []byte) error
}

// shelf is that of one firm and program; nil: nothing is kept.
type shelf struct {
	ctx         context.Context
	on          Shelf
	firm, maker string
	note        func(error)
}

// shelfOf is where what was weighed for a firm is kept; nil: the program has no
// name, so that it cannot be told from another one, or the store keeps nothing.
func shelfOf(ctx context.Context, st Store, run chain.Run, opt Options) *shelf {
	on, ok := st.(Shelf)
	if !ok || opt.Maker == "" {
		return nil
	}
	return &shelf{ctx, on, run.Firm, opt.Maker, func(err error) {
		opt.Progress.Note("warn", fmt.Sprintf("what is weighed is not kept for the next look: %v", err))
	}}
}

// take reads what was kept under the key into v. What cannot be read is worked
// out again.
func (s *shelf) take(key string, v any) bool {
	if s == nil {
		return false
	}
	raw, err := s.on.Weighed(s.ctx, s.firm, key, s.maker)
	if err != nil {
		s.note(err)
		return false
	}
	return raw != nil && json.Unmarshal(raw, v) == nil
}

// put keeps *v, and makes it what will be read: no look differs from the next by
// a list that is empty and one that is none.
func put[T any](s *shelf, key string, v *T) {
	if s == nil {
		return
	}
	var again T
	raw, err := json.Marshal(v)
	if err == nil {
		err = s.on.KeepWeighed(s.ctx, s.firm, key, s.maker, raw)
	}
	if err == nil {
		err = json.Unmarshal(raw, &again)
	}
	if err != nil {
		s.note(err)
		return
	}
	*v = again
}

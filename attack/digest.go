package attack

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"slices"
)

// Digest is a digest of all that the graph of a scene is made from but the
// constants, in hex: with the same digest and constants every answer is the
// same. Of what was counted it holds the digits that say something, so that a
// look at which a few people more are found is weighed as the one before.
func (s *Scene) Digest() (string, error) {
	h := sha256.New()
	if err := s.write(h); err != nil {
		return "", fmt.Errorf("digest what is weighed: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (s *Scene) write(h hash.Hash) error {
	type causes struct {
		Product, Login, Supplier map[string][]string
	}
	head := []any{s.in.Firm, s.firm, causes{s.common.product, s.common.login, s.common.supplier}, s.both.read, s.both.copied, s.both.both}
	enc := json.NewEncoder(h)
	for _, x := range head {
		if err := enc.Encode(x); err != nil {
			return err
		}
	}
	for _, x := range s.sights {
		fmt.Fprintf(h, "sight %q %q\n", x.control, x.subject)
		for _, f := range x.findings {
			fmt.Fprintf(h, "%q %q %d %q %x %x %x %t %t\n", f.ID, f.Check, f.Grip, f.how, f.age, f.of, f.share, f.Unnoticed, f.TurnsAway)
		}
	}
	for _, r := range s.repairs {
		fmt.Fprintf(h, "repair %q %q %q\n", r.control, r.subject, r.findings)
		for _, w := range r.work {
			fmt.Fprintf(h, "%x %q\n", w.minutes, w.role)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(s.real)) {
		for _, n := range s.real[kind] {
			fmt.Fprintf(h, "thing %q %q %x %q\n", kind, n.subjects, n.people, n.detail)
		}
	}
	return nil
}

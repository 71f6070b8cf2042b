package attack

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Digest is a digest of all that the graph of a scene is made from but the
// constants, in hex: with the same digest and constants every answer is the
// same. Of what was counted it holds the digits that say something, and of the
// stores what is known of them, not what they are called: so a look at which a
// few people more are found, or a file was renamed, is weighed as the one before.
func (s *Scene) Digest() (string, error) { return s.digest(s.fine()) }

// VariantDigest is the same of what Variant makes its graphs from.
func (s *Scene) VariantDigest() (string, error) { return s.digest(s.coarse()) }

func (s *Scene) digest(as *told) (string, error) {
	h := sha256.New()
	if err := s.write(h, as); err != nil {
		return "", fmt.Errorf("digest what is weighed: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (s *Scene) write(w io.Writer, as *told) error {
	type causes struct {
		Product, Login, Supplier map[string][]string
	}
	head := []any{s.in.Firm, s.firm, causes{s.common.product, s.common.login, s.common.supplier}, s.both.read, s.both.copied, s.both.both}
	enc := json.NewEncoder(w)
	for _, x := range head {
		if err := enc.Encode(x); err != nil {
			return err
		}
	}
	for _, x := range as.sights {
		fmt.Fprintf(w, "sight %q %q %d\n", x.control, x.subject, x.many)
		for _, f := range x.findings {
			fmt.Fprintf(w, "%q %d %q %x %x %x %t %t\n", f.Check, f.Grip, f.how, f.age, f.of, f.share, f.Unnoticed, f.TurnsAway)
		}
	}
	for _, r := range as.repairs {
		fmt.Fprintf(w, "repair %q %q %q %q %d\n", r.control, r.subject, r.link, r.findings, r.many)
		for _, x := range r.work {
			fmt.Fprintf(w, "%x %q\n", x.minutes, x.role)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(as.real)) {
		for _, n := range as.real[kind] {
			fmt.Fprintf(w, "thing %q %q %q %x %q\n", kind, n.label, n.subjects, n.people, n.detail)
		}
	}
	return nil
}

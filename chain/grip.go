package chain

import "fmt"

// Grip says how firmly one thing holds. The zero value is invalid: a grip that
// nobody set must never read as "holds".
type Grip int

// The four grips, worst first.
const (
	Broken Grip = iota + 1 // this alone lets someone in, exposes or loses client data, or is unlawful
	Weak                   // one more mistake away from that
	Unseen                 // we could not look; never green, never a failure
	Holds
)

var gripNames = map[Grip]string{Broken: "broken", Weak: "weak", Unseen: "unseen", Holds: "holds"}

// String is the word for g. It panics on the zero value.
func (g Grip) String() string {
	if s, ok := gripNames[g]; ok {
		return s
	}
	panic(fmt.Sprintf("chain: invalid grip %d: a verdict was used before it was set", int(g)))
}

// Valid reports whether g is one of the four grips.
func (g Grip) Valid() bool { return g >= Broken && g <= Holds }

// MarshalText writes the word for g, and fails on an invalid one.
func (g Grip) MarshalText() ([]byte, error) {
	if !g.Valid() {
		return nil, fmt.Errorf("invalid grip %d", int(g))
	}
	return []byte(g.String()), nil
}

// UnmarshalText reads the word for a grip.
func (g *Grip) UnmarshalText(b []byte) error {
	p, err := ParseGrip(string(b))
	if err != nil {
		return err
	}
	*g = p
	return nil
}

// ParseGrip reads the word for a grip.
func ParseGrip(s string) (Grip, error) {
	for g, n := range gripNames {
		if n == s {
			return g, nil
		}
	}
	return 0, fmt.Errorf("no grip is called %q: want broken, weak, unseen or holds", s)
}

// Worst is the grip of a link with these findings: the worst of them, and
// Unseen when there are none, because nobody looked.
func Worst(grips ...Grip) Grip {
	if len(grips) == 0 {
		return Unseen
	}
	worst := Holds
	for _, g := range grips {
		if !g.Valid() {
			panic(fmt.Sprintf("chain: invalid grip %d", int(g)))
		}
		worst = min(worst, g)
	}
	return worst
}

package attack

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"math"
	"slices"
	"sort"
	"sync"

	"github.com/weaklink/weaklink/risk"
)

// Anchor works out what the rates stand on: how often a campaign against the
// template firm has any effect. It is needed when constants were changed. What
// that is for the variants of the constants as they are shipped is known.
func Anchor(c *risk.Constants) (*risk.Constants, error) {
	passing := c.Passing()
	if slices.Equal(passing, shippedPassing()) {
		return c, nil
	}
	change, ok := knownAnchor(passing)
	if !ok {
		var err error
		if change, err = computedAnchor(c); err != nil {
			return nil, err
		}
	}
	return c.With(change)
}

var shippedPassing = sync.OnceValue(func() []float64 {
	shipped, err := risk.Load()
	if err != nil {
		return nil
	}
	return shipped.Passing()
})

func computedAnchor(c *risk.Constants) (map[string]float64, error) {
	shipped, err := risk.Load()
	if err != nil {
		return nil, err
	}
	// The same few worlds for both: what differs is the change alone.
	on, err := anchored()
	if err != nil {
		return nil, err
	}
	m, err := on.template.Model(c)
	if err != nil {
		return nil, err
	}
	was := on.basis.Reach()
	is, err := on.basis.Other(m)
	if err != nil {
		return nil, err
	}
	change := map[string]float64{}
	for i, v := range risk.Vectors {
		if was[i] > 0 {
			change["qbar."+v] = min(1, max(1e-6, shipped.Value("qbar."+v)*is[i]/was[i]))
		}
	}
	return change, nil
}

const anchorSamples = 16 * 64

// anchor is the template firm, and how often a campaign against it has any effect.
type anchor struct {
	template *Scene
	basis    *risk.Basis
}

var anchored = sync.OnceValues(func() (*anchor, error) {
	t, err := Read(Input{})
	if err != nil {
		return nil, err
	}
	c, err := risk.Load()
	if err != nil {
		return nil, err
	}
	m, err := t.Model(c)
	if err != nil {
		return nil, err
	}
	basis, err := risk.NewBasis(m, risk.Options{Samples: anchorSamples})
	if err != nil {
		return nil, err
	}
	return &anchor{t, basis}, nil
})

// anchors.bin holds the anchors of the shipped constants' variants, which are the
// same for every firm: of each the start of a digest of all numbers that decide
// how far a campaign gets, in order, and one number for each vector, NaN where
// there is none. A test says that this is what computedAnchor says, and writes it
// anew with -update.
//
//go:embed anchors.bin
var anchorsBin []byte

const anchorKey = 8 // bytes

func anchorLine() int { return anchorKey + 8*len(risk.Vectors) }

func anchorKeyOf(passing []float64) []byte {
	raw := make([]byte, 0, 8*len(passing)+64)
	raw = append(raw, risk.Shipped()...) // of this engine, in which all else is as it is shipped
	for _, x := range passing {
		raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(x))
	}
	sum := sha256.Sum256(raw)
	return sum[:anchorKey]
}

func knownAnchor(passing []float64) (map[string]float64, bool) {
	key, line := anchorKeyOf(passing), anchorLine()
	n := len(anchorsBin) / line
	i := sort.Search(n, func(i int) bool { return bytes.Compare(anchorsBin[i*line:i*line+anchorKey], key) >= 0 })
	if i == n || !bytes.Equal(anchorsBin[i*line:i*line+anchorKey], key) {
		return nil, false
	}
	change := map[string]float64{}
	for v, id := range risk.Vectors {
		x := math.Float64frombits(binary.LittleEndian.Uint64(anchorsBin[i*line+anchorKey+8*v:]))
		if !math.IsNaN(x) {
			change["qbar."+id] = x
		}
	}
	return change, true
}

package attack

import (
	"bytes"
	"encoding/binary"
	"flag"
	"maps"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/weaklink/weaklink/risk"
)

var update = flag.Bool("update", false, "write the anchors of the variants anew")

// The anchors that come with the program are those that the engine works out, for
// every variant of the shipped constants and no other.
func TestTheAnchorsOfTheVariantsAreKnown(t *testing.T) {
	shipped := constants(t)
	lines := map[string][]byte{}
	for i, change := range shipped.Changes() {
		c, err := shipped.With(change)
		if err != nil {
			t.Fatal(err)
		}
		passing := c.Passing()
		if slices.Equal(passing, shipped.Passing()) {
			continue
		}
		key := string(anchorKeyOf(passing))
		if lines[key] != nil {
			continue
		}
		want, err := computedAnchor(c)
		if err != nil {
			t.Fatal(err)
		}
		line := []byte(key)
		for _, v := range risk.Vectors {
			x, ok := want["qbar."+v]
			if !ok {
				x = math.NaN()
			}
			line = binary.LittleEndian.AppendUint64(line, math.Float64bits(x))
		}
		lines[key] = line
		if got, ok := knownAnchor(passing); !*update && (!ok || !maps.Equal(got, want)) {
			t.Fatalf("variant %d: %v is known, the engine says %v: go test ./attack -run Anchors -update", i, got, want)
		}
	}
	var all []byte
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		all = append(all, lines[key]...)
	}
	if *update {
		if err := os.WriteFile("anchors.bin", all, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(all, anchorsBin) {
		t.Errorf("%d bytes of anchors come with the program, %d are asked for", len(anchorsBin), len(all))
	}
	if _, ok := knownAnchor([]float64{1, 2, 3}); ok {
		t.Error("an anchor is known of constants that nobody made")
	}
}

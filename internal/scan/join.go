package scan

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

const (
	firmTarget = "firm"
	joiner     = "scan.join"
)

// join counts the distinct people over all stores. No collector can: none sees
// more than one target. It reports false when no store holds people.
func join(items []evidence.Item, opt Options) (evidence.Item, bool) {
	var ids []string
	var sets [][]evidence.Key
	for _, it := range items {
		if it.Kind != facts.DataStore.Name || it.Blob == "" {
			continue
		}
		keys, err := readBlob(opt, it.Blob)
		if err != nil {
			opt.Progress.Note("warn", fmt.Sprintf("the people in %s are counted in that store only: %v", it.Subject, err))
			continue
		}
		ids, sets = append(ids, it.Subject), append(sets, keys)
	}
	if len(sets) == 0 {
		return evidence.Item{}, false
	}
	it, err := facts.DataUnion.Item("firm", evidence.Enumerated, union(ids, sets))
	return it, err == nil
}

func readBlob(opt Options, digest string) ([]evidence.Key, error) {
	r, err := opt.OpenBlob(digest)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return evidence.ReadKeys(r)
}

// once is every fact once, in the order of sortFacts: two collectors may see the
// same thing.
func once(items []evidence.Item) []evidence.Item {
	sortFacts(items)
	return slices.CompactFunc(items, func(a, b evidence.Item) bool { return a.Digest == b.Digest })
}

func sortFacts(items []evidence.Item) {
	slices.SortFunc(items, func(a, b evidence.Item) int {
		return strings.Compare(a.Kind+"\x00"+a.Subject+"\x00"+a.Digest, b.Kind+"\x00"+b.Subject+"\x00"+b.Digest)
	})
}

// seedOf is the seed asked for, else the first 8 bytes of the root digest: the
// same facts give the same verdict, byte for byte.
func seedOf(root string, asked *uint64) uint64 {
	if asked != nil {
		return *asked
	}
	raw, err := hex.DecodeString(root)
	if err != nil || len(raw) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(raw)
}

func people(n evidence.People) facts.People {
	return facts.People{Low: n.Low, Best: n.Best, High: n.High}
}

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return min(1, float64(part)/float64(whole))
}

package scan

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

const (
	firmTarget = "firm"
	joiner     = "scan.join"
)

// manyPeople is from where comparing them needs more memory than what came before.
const manyPeople = 100_000

// keptPairs is for how many pairs of stores that share people is kept how many they share.
const keptPairs = 20_000

// Joined keeps how the people of a firm were joined from one run to the next.
type Joined interface {
	Was(ctx context.Context) ([]byte, error)
	Keep(ctx context.Context, write func(io.Writer) error) error
}

// joinedFrom is from how many people on that is worth it.
const joinedFrom = 5_000

// join counts the distinct people over all stores. No collector can: none sees
// more than one target. It reports false when no store holds people, or
// with an error when these could not be counted together.
func join(ctx context.Context, items []evidence.Item, opt Options, kept *shelf) (evidence.Item, bool, error) {
	var ids, blobs []string
	from, whom := sha256.New(), sha256.New()
	for _, it := range items {
		if it.Kind == facts.DataStore.Name && it.Blob != "" {
			io.WriteString(from, it.Digest)
			ids = append(ids, it.Subject)
			blobs = append(blobs, it.Blob)
		}
	}
	// Stores are joined by whom they hold, so that one that moved, or is called
	// otherwise, is the same as before.
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(blobs[a], blobs[b]) })
	for _, i := range order {
		io.WriteString(whom, blobs[i])
	}
	if len(ids) == 0 {
		return evidence.Item{}, false, nil
	}
	stores, many := map[string]facts.Store{}, int64(0)
	for _, s := range facts.DataStore.Select(items) {
		stores[s.ID] = s
		many += s.People.Best
	}
	if len(ids) == 1 { // whoever looked at it has counted them
		s := stores[ids[0]]
		it, err := facts.DataUnion.Item("firm", evidence.Enumerated, facts.Union{People: s.People, Picture: s.Picture})
		return it, err == nil, err
	}
	// The same stores with the same people in them hold as many as before.
	key := "union " + hex.EncodeToString(from.Sum(nil))
	var u facts.Union
	if kept.take(key, &u) {
		it, err := facts.DataUnion.Item("firm", evidence.Enumerated, u)
		return it, err == nil, err
	}
	// Often only what is said of a store has changed, and nobody in it.
	within := "people " + hex.EncodeToString(whom.Sum(nil))
	read := len(ids)
	var n evidence.Count
	if !kept.take(within, &n) {
		sets := make([]evidence.Set, len(blobs))
		for i, of := range order {
			sets[i] = evidence.Blob(func() (io.ReadCloser, error) { return opt.OpenBlob(blobs[of]) })
		}
		var err error
		n, err = goOn(ctx, sets, order, blobs, many, opt)
		for of := (*evidence.SetError)(nil); errors.As(err, &of) && read > 0; n, err = evidence.Join(sets, opt.Env.Scratch) {
			opt.Progress.Note("warn", fmt.Sprintf("the people in %s are counted in that store only: %v", ids[order[of.Set]], of.Err))
			sets[of.Set] = evidence.Set{}
			read--
		}
		if err != nil {
			return evidence.Item{}, false, fmt.Errorf("count the people of %d places together: %w", len(ids), err)
		}
		if read == 0 {
			return evidence.Item{}, false, fmt.Errorf("count the people of %d places together: the list of none can be read", len(ids))
		}
		if read == len(ids) && len(n.Overlaps) <= keptPairs {
			put(kept, within, &n)
		}
	}
	u = union(ids, placed(n, order), stores)
	if read == len(ids) {
		put(kept, key, &u)
	}
	it, err := facts.DataUnion.Item("firm", evidence.Enumerated, u)
	return it, err == nil, err
}

// goOn joins sets, which lie in blobs, going on from what is known of the last time.
func goOn(ctx context.Context, sets []evidence.Set, order []int, blobs []string, many int64, opt Options) (evidence.Count, error) {
	room := func() {
		if many > manyPeople {
			debug.FreeOSMemory() // what reading left behind, before the most is needed
		}
	}
	if opt.Joined == nil || many < joinedFrom {
		room()
		return evidence.Join(sets, opt.Env.Scratch)
	}
	o := &evidence.Again{
		Anew: room,
		Was:  func() ([]byte, error) { return opt.Joined.Was(ctx) },
		Gone: func(blob string) evidence.Set {
			return evidence.Blob(func() (io.ReadCloser, error) { return opt.OpenBlob(blob) })
		},
		Keep: func(write func(io.Writer) error) error {
			err := opt.Joined.Keep(ctx, write)
			if err != nil && !errors.Is(err, evidence.ErrMuch) {
				opt.Progress.Note("warn", fmt.Sprintf("the next run will join all people anew: %v", err))
			}
			return err
		},
	}
	for _, i := range order {
		o.IDs = append(o.IDs, blobs[i])
	}
	n, err := o.Join(sets, opt.Env.Scratch)
	if opt.Log != nil {
		opt.Log.Debug("joined people", "places", len(sets), "all anew", !o.Went)
	}
	return n, err
}

// placed is what was counted of sets, the stores of which are at these places.
func placed(n evidence.Count, at []int) evidence.Count {
	if len(n.Sets) != len(at) {
		return n
	}
	of := n
	of.Sets, of.Pictures = make([]int64, len(at)), make([]evidence.Picture, len(at))
	for i, to := range at {
		of.Sets[to], of.Pictures[to] = n.Sets[i], n.Pictures[i]
	}
	for i := range n.Overlaps { // there may be millions: they are not copied, and in no order
		o := &n.Overlaps[i]
		a, b := int32(at[o.A]), int32(at[o.B])
		o.A, o.B = min(a, b), max(a, b)
	}
	return of
}

// once is every fact once, in the order of sortFacts: two collectors may see the
// same thing.
func once(items []evidence.Item) []evidence.Item {
	sortFacts(items)
	return slices.CompactFunc(items, func(a, b evidence.Item) bool { return a.Digest == b.Digest })
}

func sortFacts(items []evidence.Item) {
	slices.SortFunc(items, func(a, b evidence.Item) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Subject, b.Subject), strings.Compare(a.Digest, b.Digest))
	})
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

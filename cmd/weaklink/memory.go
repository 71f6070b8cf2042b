package main

import (
	"context"

	"github.com/weaklink/weaklink/evidence"
)

// memory is what earlier runs of a firm saw, for its collectors. With fresh
// nothing is recalled; what is seen is remembered all the same.
type memory struct {
	h     *home
	firm  string
	fresh bool
}

func (m memory) Recall(ctx context.Context, target, collector, object string) (evidence.Memo, []evidence.Item, bool) {
	if m.fresh {
		return evidence.Memo{}, nil, false
	}
	memo, items, ok, err := m.h.Recall(ctx, m.firm, target, collector, object)
	if err != nil || !ok {
		return memo, nil, false // then it is looked at again
	}
	for _, it := range items {
		if it.Blob != "" && !m.h.blobs.Has(it.Blob) {
			return memo, nil, false
		}
	}
	return memo, items, true
}

func (m memory) Remember(ctx context.Context, target, collector string, all []evidence.Memo) error {
	return m.h.Remember(ctx, m.firm, target, collector, all)
}

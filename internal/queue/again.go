package queue

import (
	"context"

	"github.com/weaklink/weaklink/chain"
)

// Again asks for what a run of this queue was asked for once more. The error
// wraps store.ErrNotFound when no jobs made that run.
func (q *Queue) Again(ctx context.Context, run string) (chain.Run, error) {
	ask, err := q.Asked(ctx, run)
	if err != nil {
		return chain.Run{}, err
	}
	ask.Once = nil // at everything
	return q.Enqueue(ctx, ask)
}

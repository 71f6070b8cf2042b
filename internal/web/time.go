package web

import "context"

// shortly is a context for what is there already, longest one for a connection
// that waits.
func shortly(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, glance)
}

func longest(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, watch)
}

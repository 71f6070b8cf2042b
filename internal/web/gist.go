package web

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/risk"
)

// gist is what a finished run came to, in a few words.
type gist struct {
	Link chain.Link // named as the weakest; empty: none is
	Say  string
	Once bool // the look was at one finding
	lost bool // it could not be read just now
}

// gists keeps what finished runs came to: none of them changes, and reading a
// record takes longer than a page of a year of them may.
type gists struct {
	mu sync.Mutex
	by map[string]gist
}

// of is what a run came to. What cannot be read is said to be so.
func (g *gists) of(ctx context.Context, kept Kept, work Work, run string) gist {
	g.mu.Lock()
	had, ok := g.by[run]
	g.mu.Unlock()
	if ok {
		return had
	}
	raw, err := kept.Verdict(ctx, run)
	if err != nil {
		return gist{Say: "no verdict", lost: !errors.Is(err, store.ErrNotFound)}
	}
	out := gistOf(raw)
	if asked, err := work.Asked(ctx, run); err == nil {
		out.Once = asked.Once != nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.by == nil {
		g.by = map[string]gist{}
	}
	g.by[run] = out
	return out
}

func (g *gists) clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.by = nil
}

func gistOf(raw json.RawMessage) gist {
	var rec struct {
		Verdict struct {
			Link         string
			Wording      risk.Wording
			Alternatives []struct{ Link string }
		} `json:"verdict"`
	}
	if err := json.Unmarshal(raw, &rec); err != nil {
		return gist{Say: "no verdict"}
	}
	v, words := rec.Verdict, ""
	if v.Link != "" {
		words = report.LinkWords(chain.Link(v.Link))
	}
	out := gist{Link: chain.Link(v.Link)}
	switch {
	case v.Link == "" && v.Wording == risk.None:
		out.Say = "nothing weak was seen"
	case v.Link == "":
		out.Say = "cannot be said"
	case v.Wording == risk.Is:
		out.Say = words
	case v.Wording == risk.Either && len(v.Alternatives) > 0:
		out.Say = words + ", or " + report.LinkWords(chain.Link(v.Alternatives[0].Link))
	case v.Wording == risk.Unknown:
		out.Say = "cannot be said; first look at " + words
	default:
		out.Say = "probably " + words
	}
	return out
}

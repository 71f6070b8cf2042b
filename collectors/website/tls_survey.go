package website

import (
	"context"
	"slices"
)

// state is whether a version is offered.
type state int

const (
	unknown state = iota // the zero value: nothing was learned
	offered
	declined  // said so
	undecided // the door was shut on us: a no only if the server still opens it for others
)

// survey is what one version offers.
type survey struct {
	version version
	state   state
	suites  []uint16 // in the order in which the server picked them
	kinds   []uint32 // SSLv2
	partial bool     // there may be more suites
	shutEnd bool     // the list ended with a shut door, not with an alert
	order   string
	first   answer // what the first ServerHello said
	chain   [][]byte
	groups  []uint16
	dhBits  int  // smallest DHE prime seen; 0: none seen
	shares  bool // this server wants real key shares
	err     error
}

// chunk is how many suites a server is offered that refused the whole list:
// some fail on more than 128 (website-security.md).
const chunk = 100

// look finds out what the server offers under v.
func (p *prober) look(ctx context.Context, v version) survey {
	s := survey{version: v}
	if v == ssl2 {
		r := p.ask(ctx, hello{version: ssl2})
		s.err, s.chain, s.kinds = r.err, r.chain, r.kinds
		s.state = map[outcome]state{answered: offered, refused: declined, shut: undecided}[r.outcome]
		return s
	}
	all := suites().tls12
	if v == tls13 {
		all = suites().tls13
	}
	end := p.eliminate(ctx, &s, all)
	if len(s.suites) == 0 && again(end) {
		if v == tls13 {
			s.shares = true
			end = p.eliminate(ctx, &s, all)
			s.shares = len(s.suites) > 0
		} else {
			for part := range slices.Chunk(all, chunk) {
				end = p.eliminate(ctx, &s, part)
				if len(s.suites) == 0 && !again(end) {
					break
				}
			}
		}
	}
	switch {
	case len(s.suites) > 0:
		s.state = offered
		s.order = p.order(ctx, s)
	case end.outcome == refused || end.outcome == answered:
		s.state = declined
	case end.outcome == shut:
		s.state = undecided
	}
	s.err = end.err
	return s
}

// again says whether a refusal may have been about the length or form of the
// question and not about the version.
func again(end result) bool {
	return end.outcome == refused && end.alert != alertProtocolVersion || end.outcome == shut
}

// eliminate offers every suite of list, drops the one that the server picks,
// and asks again until it picks none. It returns how that ended.
func (p *prober) eliminate(ctx context.Context, s *survey, list []uint16) result {
	left := slices.Clone(list)
	for len(left) > 0 {
		if p.left.Load() < keptBack {
			s.partial = true
			return result{outcome: spent, err: errSpent}
		}
		r := p.ask(ctx, hello{version: s.version, suites: left, groups: groupsFor(s.version), shares: s.shares})
		if r.outcome != answered || r.version != s.version {
			switch r.outcome {
			case shut:
				s.shutEnd = s.shutEnd || len(s.suites) > 0
			case silent, failed, spent:
				s.partial = true
			}
			return r
		}
		s.note(r.answer)
		at := slices.Index(left, r.suite)
		if at < 0 {
			// It picks what was not offered: what else it would take cannot be
			// found out this way, and asking on would never end.
			s.partial = true
			if !slices.Contains(s.suites, r.suite) {
				s.suites = append(s.suites, r.suite)
			}
			return r
		}
		s.suites = append(s.suites, r.suite)
		left = slices.Delete(left, at, at+1)
	}
	return result{outcome: answered}
}

func (s *survey) note(a answer) {
	if !s.first.hello {
		s.first = a
	}
	if len(s.chain) == 0 {
		s.chain = a.chain
	}
	if a.dhBits > 0 && (s.dhBits == 0 || a.dhBits < s.dhBits) {
		s.dhBits = a.dhBits
	}
}

// order finds out who decides: the two suites that the server picked first and
// last are offered the other way round. ChaCha20 is left out where that is
// possible, because servers let phones move it to the front.
func (p *prober) order(ctx context.Context, s survey) string {
	var pair []uint16
	for _, id := range s.suites {
		if !contains(suiteName(id), "CHACHA20") {
			pair = append(pair, id)
		}
	}
	if len(pair) < 2 {
		pair = s.suites
	}
	if len(pair) < 2 {
		return ""
	}
	first, last := pair[0], pair[len(pair)-1]
	r := p.ask(ctx, hello{version: s.version, suites: []uint16{last, first}, groups: groupsFor(s.version), shares: s.shares})
	switch {
	case r.outcome != answered || r.version != s.version:
		return ""
	case r.suite == first:
		return "server"
	case r.suite == last:
		return "client"
	}
	return ""
}

// findGroups finds the key exchange groups of s by elimination: TLS 1.3 names
// one in its retry request, older versions in the key exchange message.
func (p *prober) findGroups(ctx context.Context, s survey) []uint16 {
	ids := s.suites
	if s.version != tls13 {
		ids = nil
		for _, id := range s.suites {
			if keyExchange(id) == "ecdhe" {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var found []uint16
	for left := groupsFor(s.version); len(left) > 0; {
		r := p.ask(ctx, hello{version: s.version, suites: ids, groups: left, shares: s.shares})
		at := slices.Index(left, r.group)
		if r.outcome != answered || r.version != s.version || at < 0 {
			break
		}
		found = append(found, r.group)
		left = slices.Delete(left, at, at+1)
	}
	return found
}

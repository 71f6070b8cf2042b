package website

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/weaklink/weaklink/facts"
)

func contains(s, sub string) bool { return strings.Contains(s, sub) }

// scan is everything found out about one server.
type scan struct {
	surveys    []survey // one a version, oldest first
	compressed string   // yes | no | unknown
	noFallback string
}

// find asks the server everything: every version side by side, then what can
// be asked only when the versions are known. step is told of every version done.
func (p *prober) find(ctx context.Context, step func(done, of int)) scan {
	sc := scan{surveys: make([]survey, len(allVersions))}
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for i, v := range allVersions {
		wg.Go(func() {
			sc.surveys[i] = p.look(ctx, v)
			mu.Lock()
			defer mu.Unlock()
			done++
			step(done, len(allVersions))
		})
	}
	wg.Wait()
	p.settle(ctx, sc.surveys)

	old := newest(sc.surveys, tls12)
	wg.Go(func() { sc.compressed = p.compression(ctx, old) })
	wg.Go(func() { sc.noFallback = p.fallback(ctx, sc.surveys) })
	if old != nil {
		wg.Go(func() { old.groups = p.findGroups(ctx, *old) })
	}
	if s := newest(sc.surveys, tls13); s != nil && s != old {
		wg.Go(func() { s.groups = p.findGroups(ctx, *s) })
	}
	wg.Wait()
	return sc
}

// settle decides what a shut door meant. It is a no only when the server still
// answers a hello that it answered before: else it has stopped talking to us,
// and nothing is known.
func (p *prober) settle(ctx context.Context, all []survey) {
	doubt := func(s survey) bool { return s.state == undecided || s.shutEnd }
	if !slices.ContainsFunc(all, doubt) {
		return
	}
	opens := false
	if s := newest(all, tls13); s != nil {
		r := p.ask(ctx, hello{version: s.version, suites: s.suites[:1], groups: groupsFor(s.version), shares: s.shares})
		opens = r.outcome == answered
	}
	for i := range all {
		switch s := &all[i]; {
		case s.state == undecided && opens:
			s.state = declined
		case s.state == undecided:
			s.state = unknown
		case s.shutEnd && !opens:
			s.partial = true
		}
	}
}

// newest is the newest offered version up to limit that has a suite; nil: none.
func newest(all []survey, limit version) *survey {
	for i := len(all) - 1; i >= 0; i-- {
		if s := &all[i]; s.state == offered && s.version <= limit && len(s.suites) > 0 {
			return s
		}
	}
	return nil
}

// compression says whether the server agrees to compress, which gives secrets
// away by their length (CRIME). TLS 1.3 has none.
func (p *prober) compression(ctx context.Context, s *survey) string {
	if s == nil {
		return "no"
	}
	r := p.ask(ctx, hello{version: s.version, suites: s.suites, groups: groupsFor(s.version), compress: true})
	if r.outcome != answered {
		return "unknown"
	}
	return yesNo(r.compressed)
}

// fallback says whether the server takes an older version from a browser that
// says it had tried a newer one (RFC 7507), which lets an attacker push it down.
func (p *prober) fallback(ctx context.Context, all []survey) string {
	top := newest(all, tls13)
	if top == nil {
		return "unknown"
	}
	below := newest(all, top.version-1)
	if below == nil {
		return "no"
	}
	r := p.ask(ctx, hello{version: below.version, suites: below.suites, groups: groupsFor(below.version), fallback: true})
	switch r.outcome {
	case answered:
		return "yes"
	case refused:
		return "no"
	}
	return "unknown"
}

// fact is the scan as a fact about host:port.
func (sc scan) fact(host string, port int) facts.TLS {
	out := facts.TLS{Host: host, Port: port, Protocols: []facts.TLSProtocol{}}
	seen := map[string]bool{}
	for i := range sc.surveys {
		s := sc.surveys[i]
		switch s.state {
		case unknown, undecided:
			out.Unknown = append(out.Unknown, s.version.String())
		case offered:
			pr := facts.TLSProtocol{Version: s.version.String(), Suites: []facts.TLSSuite{}, Order: s.order, Partial: s.partial}
			for _, id := range s.suites {
				pr.Suites = append(pr.Suites, suiteFact(id))
			}
			for _, id := range s.kinds {
				pr.Suites = append(pr.Suites, sslv2Fact(id))
			}
			out.Protocols = append(out.Protocols, pr)
		}
	}
	for i := len(sc.surveys) - 1; i >= 0; i-- { // TLS 1.3 first: that is what browsers use
		for _, id := range sc.surveys[i].groups {
			if n := groupName(id); !seen[n] {
				seen[n] = true
				out.Groups = append(out.Groups, n)
			}
		}
	}
	if d := sc.dhBits(); d > 0 {
		out.Groups = append(out.Groups, fmt.Sprintf("dh-%d", d))
	}
	out.Holes = sc.holes()
	return out
}

// dhBits is the smallest DHE prime seen in any version; 0: none.
func (sc scan) dhBits() int {
	least := 0
	for _, s := range sc.surveys {
		if s.dhBits > 0 && (least == 0 || s.dhBits < least) {
			least = s.dhBits
		}
	}
	return least
}

// holes lists the known faults. Each answer is "no" only when everything that
// could say "yes" was seen.
func (sc scan) holes() []facts.TLSHole {
	by := map[version]survey{}
	whole := true // every version is known, and every list complete
	for _, s := range sc.surveys {
		by[s.version] = s
		whole = whole && s.state != unknown && s.state != undecided && !s.partial
	}
	var out []facts.TLSHole
	add := func(id, state string) { out = append(out, facts.TLSHole{ID: id, State: state}) }
	on := func(v version) string {
		if by[v].state == unknown || by[v].state == undecided {
			return "unknown"
		}
		return yesNo(by[v].state == offered)
	}
	add("sslv2", on(ssl2))
	add("sslv3", on(ssl3))
	add("tls1.0-only", only(on(tls10), on(tls11), on(tls12), on(tls13)))
	add("tls1.1-only", only(on(tls11), on(tls12), on(tls13)))
	for _, k := range []struct {
		id string
		is func(string) bool
	}{{"null", isNull}, {"anon", isAnon}, {"export", isExport}, {"rc4", isRC4}, {"3des-sweet32", is3DES}} {
		switch {
		case sc.any(k.is):
			add(k.id, "yes")
		case whole:
			add(k.id, "no")
		default:
			add(k.id, "unknown")
		}
	}
	forward := slices.ContainsFunc(sc.surveys, func(s survey) bool { return slices.ContainsFunc(s.suites, forwardSecret) })
	switch {
	case forward:
		add("no-forward-secrecy", "no")
	case whole:
		add("no-forward-secrecy", "yes")
	default:
		add("no-forward-secrecy", "unknown")
	}
	switch d := sc.dhBits(); {
	case d > 0 && d < 2048:
		add("weak-dh", "yes")
	case whole && (d > 0 || !sc.any(func(n string) bool { return contains(n, "_DHE_") || contains(n, "_DH_anon") })):
		add("weak-dh", "no")
	default:
		add("weak-dh", "unknown")
	}
	add("compression", orUnknown(sc.compressed))
	add("no-secure-renegotiation", sc.lacks(func(a answer) bool { return a.renego }))
	add("no-extended-master-secret", sc.lacks(func(a answer) bool { return a.master }))
	add("no-fallback-scsv", orUnknown(sc.noFallback))
	return out
}

// any says whether some offered suite is such.
func (sc scan) any(is func(string) bool) bool {
	for _, s := range sc.surveys {
		if slices.ContainsFunc(s.suites, func(id uint16) bool { return is(suiteName(id)) }) ||
			slices.ContainsFunc(s.kinds, func(id uint32) bool { return is(sslv2Fact(id).Name) }) {
			return true
		}
	}
	return false
}

// lacks reads something that versions before TLS 1.3 echo in their hello.
func (sc scan) lacks(has func(answer) bool) string {
	s := newest(sc.surveys, tls12)
	switch {
	case s != nil && s.first.hello:
		return yesNo(!has(s.first))
	case newest(sc.surveys, tls13) != nil:
		return "no" // TLS 1.3 has no renegotiation and always binds its keys
	}
	return "unknown"
}

// only says whether the first of these versions is on offer and no later one.
func only(first string, later ...string) string {
	switch {
	case first == "no" || slices.Contains(later, "yes"):
		return "no"
	case first == "unknown" || slices.Contains(later, "unknown"):
		return "unknown"
	}
	return "yes"
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

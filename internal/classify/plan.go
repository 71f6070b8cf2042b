package classify

import (
	"bytes"
	_ "embed"
	"math/bits"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Numbering plans are those of libphonenumber, whose patterns are turned into
// tables: its own matching costs 40 µs a number and region, a table 50 ns. They
// stand in plans.txt, which a test writes (go test -update) and compares, since
// the library would more than triple what the classifier takes to build. The
// test also holds every verdict against the library's.

// plan is the numbering plan of one region.
type plan struct {
	region  string
	country string // calling code
	code    int
	prefix  string // national prefix, mostly 0; a pattern when long
	rule    string // what a prefix with something captured is replaced by
	long    bool   // its prefix is more than a few digits (Brazil, Argentina, ...)
	numbers digits // every number of the region
	kinds   []digits

	once           sync.Once
	general, types *digitTable
	dialled        *regexp.Regexp // of a long one, what is dialled first
}

// digits is a pattern and how many digits a number of it may have.
type digits struct {
	pattern        string
	lengths, local uint32 // bit n: n digits; without bits: any. local: only within an area
}

type plans struct {
	byRegion map[string]*plan
	byCode   [1000][]*plan // by calling code, the main region first
}

//go:embed plans.txt
var plansText string

var allPlans = sync.OnceValue(func() *plans {
	p := &plans{byRegion: map[string]*plan{}}
	for line := range strings.Lines(plansText) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		one := &plan{region: f[0], country: strings.TrimSuffix(f[1], "*"), prefix: f[2], rule: f[3], numbers: digitsOf(f[4])}
		for _, k := range f[5:] {
			one.kinds = append(one.kinds, digitsOf(k))
		}
		if one.prefix == "0|180020" { // a service for the deaf
			one.prefix = "0"
		}
		one.long = one.rule != "" || strings.Trim(one.prefix, "0123456789") != ""
		if one.region != "001" {
			p.byRegion[one.region] = one
		}
		one.code, _ = strconv.Atoi(one.country)
		list := p.byCode[one.code]
		if one.country != f[1] {
			list = slices.Insert(list, 0, one)
		} else {
			list = append(list, one)
		}
		p.byCode[one.code] = list
	}
	return p
})

// digitsOf reads what plans.txt says of a kind of number: its lengths, those
// that are only dialled locally behind a slash, and the pattern.
func digitsOf(s string) digits {
	lengths, pattern, _ := strings.Cut(s, " ")
	lengths, local, _ := strings.Cut(lengths, "/")
	set := func(list string) (out uint32) {
		for n := range strings.SplitSeq(list, ",") {
			if n, err := strconv.Atoi(n); err == nil && n > 0 && n < 32 {
				out |= 1 << n
			}
		}
		return out
	}
	return digits{pattern, set(lengths), set(local)}
}

func (p *plan) load() {
	p.once.Do(func() {
		p.general, p.types = newDigitTable(p.numbers), newDigitTable(p.kinds...)
		if p.long {
			p.dialled = regexp.MustCompile("^(?:" + p.prefix + ")")
		}
	})
}

// has says whether d is a number of the region as it is dialled from within
// the country, without a prefix.
func (p *plan) has(d []byte) bool {
	p.load()
	g, t := p.general, p.types
	a, b := uint16(startState), uint16(startState)
	for _, c := range d { // both at once
		d := uint16(c - '0')
		a, b = g.next[a+d], t.next[b+d]
		if a == deadState || b == deadState {
			return false
		}
	}
	return g.sized(a, len(d)) && t.sized(b, len(d))
}

// strip takes the national prefix off, as libphonenumber decides it.
func (p *plan) strip(d []byte) []byte {
	if p.long {
		return p.stripLong(d)
	}
	if p.prefix == "" || len(d) <= len(p.prefix) || string(d[:len(p.prefix)]) != p.prefix {
		return d
	}
	p.load()
	rest := d[len(p.prefix):]
	if p.general.match(d, false) && !p.general.match(rest, false) {
		return d
	}
	return p.sized(rest, d)
}

// stripLong does the same where the prefix is a pattern, which may hold the
// digits of a carrier, or stand for an area that callers from there leave out.
func (p *plan) stripLong(d []byte) []byte {
	p.load()
	plain := d
	d = bytes.Clone(d) // a pattern keeps hold of what it is asked about
	at := p.dialled.FindSubmatchIndex(d)
	if at == nil {
		return plain
	}
	rest := d[at[1]:]
	if last := len(at) - 2; p.rule != "" && at[last] >= 0 {
		rest = append(p.dialled.Expand(nil, []byte(p.rule), d, at), rest...)
	}
	if p.general.match(d, false) && !p.general.match(rest, false) {
		return d
	}
	return p.sized(rest, d)
}

// sized is rest, or all when rest has a length that no number of the region has
// but all might: one that is longer than every number passes with the library.
func (p *plan) sized(rest, all []byte) []byte {
	if n := len(rest); n < 32 {
		one := uint32(1) << n
		if p.numbers.local&one != 0 || p.numbers.lengths&one == 0 && one <= p.numbers.lengths {
			return all
		}
	}
	return rest
}

// abroad decides a number that begins with its calling code. nsn is the number
// behind it.
func abroad(d []byte) (cc, nsn []byte, ok bool) {
	all, code := allPlans(), 0
	if len(d) < 3 || d[0] == '0' {
		return nil, nil, false
	}
	for n := 1; n <= 3 && n < len(d); n++ {
		code = code*10 + int(d[n-1]-'0')
		list := all.byCode[code]
		if len(list) == 0 {
			continue
		}
		if len(d)-n < 2 || len(d)-n > 17 {
			return nil, nil, false
		}
		nsn = list[0].strip(d[n:])
		for _, p := range list {
			if p.has(nsn) {
				return d[:n], nsn, true
			}
		}
		return nil, nil, false
	}
	return nil, nil, false
}

// home decides a number as it is dialled within the region, which has to be one
// with a simple prefix.
func (p *plan) home(d []byte) (code string, nsn []byte, ok bool) {
	if p == nil || len(d) < 5 || len(d) > 17 {
		return "", nil, false
	}
	if p.long { // a region whose prefix names carriers too: the plain one
		nsn = d
		if d[0] == '0' {
			nsn = d[1:]
		}
	} else {
		nsn = p.strip(d)
	}
	for _, q := range allPlans().byCode[p.code] {
		if q.has(nsn) {
			return p.country, nsn, true
		}
	}
	// Programs keep numbers with their calling code and without a plus.
	if n := len(p.country); len(d) >= 10 && string(d[:n]) == p.country {
		if r := p.strip(d[n:]); p.has(r) {
			return p.country, r, true
		}
	}
	return "", nil, false
}

// digitTable is a set of patterns over digits as one deterministic automaton.
type digitTable struct {
	next    []uint16 // ten of each state, by digit, as ten times the state to go on in
	accept  []uint16 // which of the patterns end in a state
	lengths []uint32 // of each pattern, the lengths that it may have; 0: any
}

// States as they stand in next.
const (
	deadState  = 0
	startState = 10
)

func newDigitTable(kinds ...digits) *digitTable {
	t := &digitTable{next: make([]uint16, 20), accept: make([]uint16, 2)}
	var progs []*syntax.Prog
	for _, k := range kinds {
		re, err := syntax.Parse(k.pattern, syntax.Perl)
		if err != nil {
			continue
		}
		prog, err := syntax.Compile(re.Simplify())
		if err != nil {
			continue
		}
		progs = append(progs, prog)
		t.lengths = append(t.lengths, k.lengths)
	}
	t.build(progs)
	return t
}

// place is a state of one pattern.
type place struct {
	prog, pc int32
}

func (t *digitTable) build(progs []*syntax.Prog) {
	known := map[string]int32{}
	var todo [][]place
	state := func(set []place, accept uint16) int32 {
		key := make([]byte, 0, len(set)*3+2)
		key = append(key, byte(accept), byte(accept>>8))
		for _, p := range set {
			key = append(key, byte(p.prog), byte(p.pc), byte(p.pc>>8))
		}
		if id, ok := known[string(key)]; ok {
			return id
		}
		id := int32(len(todo) + 1)
		known[string(key)] = id
		todo = append(todo, set)
		for len(t.accept) <= int(id) {
			t.next, t.accept = append(t.next, make([]uint16, 10)...), append(t.accept, 0)
		}
		t.accept[id] = accept
		return id
	}
	var start []place
	for i, p := range progs {
		start = append(start, place{int32(i), int32(p.Start)})
	}
	state(closure(progs, start))
	for id := int32(1); int(id) <= len(todo); id++ {
		set := todo[id-1]
		for digit := range 10 {
			var moved []place
			for _, at := range set {
				if in := progs[at.prog].Inst[at.pc]; in.MatchRune(rune('0' + digit)) {
					moved = append(moved, place{at.prog, int32(in.Out)})
				}
			}
			if set, accept := closure(progs, moved); len(set) > 0 || accept != 0 {
				to := 10 * state(set, accept) // of some hundreds of states
				t.next[int(id)*10+digit] = uint16(to)
			}
		}
	}
}

// closure follows what costs no digit: the places that wait for one, and the
// patterns that end.
func closure(progs []*syntax.Prog, from []place) (set []place, accept uint16) {
	seen := map[place]bool{}
	var walk func(p place)
	walk = func(p place) {
		if seen[p] {
			return
		}
		seen[p] = true
		in := progs[p.prog].Inst[p.pc]
		switch in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			walk(place{p.prog, int32(in.Out)})
			walk(place{p.prog, int32(in.Arg)})
		case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
			walk(place{p.prog, int32(in.Out)})
		case syntax.InstMatch:
			accept |= 1 << p.prog
		case syntax.InstFail:
		default:
			set = append(set, p)
		}
	}
	for _, p := range from {
		walk(p)
	}
	slices.SortFunc(set, func(a, b place) int {
		if a.prog != b.prog {
			return int(a.prog - b.prog)
		}
		return int(a.pc - b.pc)
	})
	return set, accept
}

// match says whether all of d is one of the patterns; sized: with a length that
// the pattern may have.
func (t *digitTable) match(d []byte, sized bool) bool {
	at := uint16(startState)
	for _, c := range d {
		if at = t.next[at+uint16(c-'0')]; at == deadState {
			return false
		}
	}
	if !sized {
		return t.accept[at/10] != 0
	}
	return t.sized(at, len(d))
}

// sized says whether a pattern that ends in the state may have so many digits.
func (t *digitTable) sized(at uint16, n int) bool {
	for accept := uint(t.accept[at/10]); accept != 0; accept &= accept - 1 {
		if lengths := t.lengths[bits.TrailingZeros(accept)]; lengths == 0 || lengths>>n&1 != 0 {
			return true
		}
	}
	return false
}

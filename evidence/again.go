package evidence

import (
	"errors"
	"io"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// Again lets Join go on from what was found out the last time.
type Again struct {
	IDs  []string                                // of the sets, in their order: what has the same one is the same
	Was  func() ([]byte, error)                  // what was kept the last time; nil: nothing
	Gone func(id string) Set                     // one that was there the last time
	Keep func(write func(io.Writer) error) error // keeps what is written for the next time, and says itself when it cannot
	Anew func()                                  // is told before all are joined anew, which needs much more room; may be nil

	Went bool // set when those whom no change touches were not joined anew
}

// Join is evidence.Join, and comes to the same. Only those are joined anew whom
// what came or went has something in common with. When anything is in doubt, all are.
func (o *Again) Join(sets []Set, scratch Scratch) (Count, error) {
	return o.join(sets, maxExact, scratch)
}

func (o *Again) join(sets []Set, most int, scratch Scratch) (Count, error) {
	note := &noter{ids: o.IDs, keep: o.Keep}
	if o.Keep == nil {
		note = nil
	}
	o.Went = false
	if o.Was != nil {
		c, err := o.goOn(sets, most, scratch, note)
		if err == nil {
			o.Went = true
			return c, nil
		}
	}
	if o.Anew != nil {
		o.Anew()
	}
	return joinNoted(sets, most, scratch, note)
}

func (o *Again) goOn(sets []Set, most int, scratch Scratch, note *noter) (c Count, err error) {
	b, err := o.Was()
	if err != nil {
		return c, err
	}
	was, err := readKept(b)
	if err != nil {
		return c, err
	}
	a := &again{was: was, sets: sets, ids: o.IDs, gone: o.Gone, scratch: scratch, force: map[uint64]bool{}}
	vain := was.drawing
	defer func() {
		// Whoever hung together with everybody then does so now.
		if note != nil {
			note.vain = vain && err != nil
		}
	}()
	if err = a.match(); err == nil {
		err = a.study(most)
	}
	if err == nil {
		err = a.whoIsWho()
	}
	if err == nil {
		err = a.meetHard()
	}
	for round := 0; err == nil; round++ {
		if round > 4 {
			return c, errAnew
		}
		err = a.round()
		if err == nil {
			return a.counted(note)
		}
		a.close()
		if errors.Is(err, errMore) {
			err = nil
		}
	}
	return c, err
}

// mostAgain is the share of all records that may be concerned: joining all anew
// costs hardly more then.
var mostAgain = .4

// errMore: more people have to be looked at.
var errMore = errors.New("more people are concerned")

// again joins anew those whom changes touch. Its nodes are those of the last time
// (old), those of now (new), and those of the graph of all who are concerned.
type again struct {
	was     *kept
	sets    []Set
	ids     []string
	gone    func(id string) Set
	scratch Scratch

	to, from []int32 // old set -> the same now, and back; -1: there is none
	spans            // of new nodes
	notes    []setNote

	hard     table           // strong values in sets that came or went,
	met      pile[uint64]    // and who else has them: number << 32 | old node
	force    map[uint64]bool // of these, those that joined nobody and do now
	names    table           // names there
	named    []changedName   // by number
	soft     softTable       // soft keys there
	split    softTable       // and those of people who are others than before
	pull     []int32         // firsts of people who are concerned, too
	fresh    []*newMeeting   // whom these have meet each other,
	heard    *heard          // what is said of them,
	read     bool            // and whether that is known, while the same people are touched
	first1   []int32         // old node -> first node of the same person,
	saying   bool            // somebody's records say something beside their keys
	before   map[int32]int32 // and of who it was before soft keys joined them, where they did
	touched  nodeset         // firsts of people who may be others than before
	included nodeset         // and of those whom these have to do with
	loose    nodeset         // old nodes that have a value of theirs that joins nobody
	want     nodeset         // old nodes that are looked at
	holds    []uint8         // what these say; nil: nothing

	g      *graph
	f      forest
	olds   []int32         // node of the graph -> old one; -1: it is new
	news   []int32         // and new one
	near   int             // of these, who was asked for last
	setOf  []int32         // set of the graph -> set
	tags   []uint8         // value -> what was noted of it
	turns  map[uint64]bool // values that nothing changed in but who has them with what: whether they join nobody
	at     int             // cursor in what was noted
	people map[int32]int32 // old person -> person of the graph
	meets  tape            // as they are now
}

const tagChanged uint8 = 1 << 6

// changedName is a name in sets that came or went: how many records have it.
type changedName struct {
	gone, fresh, stay uint32
	last              int32 // that has it
	who               int32 // first node of the one person who has it otherwise; -1: nobody, -2: several
}

// pile is a list that grows without being copied.
type pile[T any] [][]T

func (p *pile[T]) add(x T) {
	last := len(*p) - 1
	if last < 0 || len((*p)[last]) == cap((*p)[last]) {
		*p = append(*p, make([]T, 0, 1<<14))
		last++
	}
	(*p)[last] = append((*p)[last], x)
}

// nodeset is bits of nodes.
type nodeset []uint64

func newNodeset(n int32) nodeset { return make(nodeset, n/64+1) }

func (s nodeset) has(n int32) bool { return s[n/64]>>(n%64)&1 != 0 }
func (s nodeset) set(n int32)      { s[n/64] |= 1 << (n % 64) }

func (s nodeset) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// some says whether one from one to another is set.
func (s nodeset) some(from, to int32) bool {
	for n := from; n < to; n++ {
		if n%64 == 0 && to-n >= 64 {
			if s[n/64] != 0 {
				return true
			}
			n += 63
		} else if s.has(n) {
			return true
		}
	}
	return false
}

// match finds the sets that were there the last time. Those that stay must lie in
// the same order: on it depends what people tell.
func (a *again) match() error {
	old := a.was.sets
	a.to, a.from = make([]int32, len(old)), make([]int32, len(a.sets))
	for i := range a.to {
		a.to[i] = -1
	}
	if len(a.ids) != len(a.sets) || !slices.IsSorted(a.ids) || !slices.IsSortedFunc(old, func(x, y setNote) int { return strings.Compare(x.id, y.id) }) {
		return errAnew
	}
	i := 0
	for j, id := range a.ids {
		for i < len(old) && old[i].id < id {
			i++
		}
		if a.from[j] = -1; i < len(old) && old[i].id == id {
			a.from[j], a.to[i] = int32(i), int32(j)
			i++
		}
	}
	return nil
}

// study reads the sets that came or went.
func (a *again) study(most int) error {
	a.names.list, a.named = nil, nil
	read := func(s Set, fresh bool) (n setNote, err error) {
		keys := 0
		var of []Key
		n, err = s.walk(func(_ int32, run []Key) { of = append(of, run...) }, func(int32) {
			if len(of) > 16 {
				slices.SortFunc(of, less)
			}
			for i, k := range of {
				if twice(of, i) {
					continue
				}
				keys++
				if strong(k.Type) {
					a.hard.add(value(k))
				} else if k.Type == KeyName {
					n, first := a.names.add(value(k))
					if first {
						a.named = append(a.named, changedName{})
					}
					if fresh {
						a.named[n].fresh++
					} else {
						a.named[n].gone++
					}
				}
			}
			of = of[:0]
		}, func(_ int32, run []Key) {
			for _, k := range run {
				if k.Type != KeyHolds {
					a.soft.add(k)
				}
			}
		})
		n.keys = keys
		return n, err
	}
	held, changed := 0, int32(0)
	for i, to := range a.to {
		if to >= 0 {
			continue
		}
		if n, err := read(a.gone(a.was.sets[i].id), false); err != nil || n.nodes != a.was.sets[i].nodes {
			return errAnew
		}
		changed += a.was.sets[i].nodes
	}
	first := []int32{0}
	for i, from := range a.from {
		var n setNote
		if from >= 0 {
			n = a.was.sets[from]
		} else {
			var err error
			if n, err = read(a.sets[i], true); err != nil {
				return err
			}
			n.id = a.ids[i]
			changed += n.nodes
		}
		held += n.keys + recordKeys*int(n.nodes)
		a.notes = append(a.notes, n)
		first = append(first, first[i]+n.nodes)
	}
	a.was.drawing = a.was.drawing && held > most
	if held > most && !a.was.drawing || float64(changed) > mostAgain*float64(first[len(first)-1]) || held/recordKeys > math.MaxInt32/16 {
		return errAnew
	}
	a.spans = newSpans(first)
	return nil
}

// newOf is the new node that is an old one; -1: it is gone.
func (a *again) newOf(old int32) int32 {
	set := a.was.spans.set(old)
	to := a.to[set]
	if to < 0 {
		return -1
	}
	return old - a.was.first[set] + a.first[to]
}

// whoIsWho finds the person of each old node.
func (a *again) whoIsWho() error {
	n := a.was.first[len(a.was.first)-1]
	a.first1 = make([]int32, n)
	a.before = map[int32]int32{}
	p := personScanner{scanner: scanner{b: a.was.people}}
	met := 0
	for p.next() {
		for i, node := range p.nodes {
			if node < 0 || node >= n || i > 0 && node <= p.nodes[i-1] {
				return errAnew
			}
			a.first1[node] = p.nodes[0]
		}
		a.saying = a.saying || p.has(personHolds)
		if met += len(p.nodes); !p.has(personSeveral) {
			continue
		}
		if !p.tell() {
			return errAnew
		}
		for i, w := range p.were {
			if int(w) >= len(p.nodes) {
				return errAnew
			}
			a.before[p.nodes[i]] = p.nodes[w]
		}
	}
	a.was.pairs = p.b
	if p.bad || met != int(n) {
		return errAnew
	}
	return nil
}

// person is who an old node was before soft keys joined them with others.
func (a *again) person(old int32) int32 {
	if p, ok := a.before[old]; ok {
		return p
	}
	return a.first1[old]
}

// meetHard finds who else has what is in sets that came or went.
func (a *again) meetHard() error {
	a.met = pile[uint64]{}
	for i := range a.named {
		a.named[i].stay, a.named[i].last, a.named[i].who = 0, -1, -1
	}
	through := newSieve(&a.hard, &a.names)
	for i, from := range a.from {
		if from < 0 {
			continue
		}
		first := a.was.first[from]
		if err := a.sets[i].sift(hardHalf, &a.notes[i], through, func(at int32, k *Key) {
			if k.Type == KeyName {
				if n := a.names.findKey(k); n >= 0 {
					a.keeps(&a.named[n], first+at)
				}
			} else if strong(k.Type) {
				if n := a.hard.findKey(k); n >= 0 {
					a.met.add(uint64(n)<<32 | uint64(first+at))
				}
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

// keeps notes that an old node of a set that stays has a name.
func (a *again) keeps(c *changedName, old int32) {
	if c.last == old {
		return
	}
	c.stay++
	c.last = old
	if c.who == -1 {
		c.who = a.first1[old]
	} else if c.who >= 0 && c.who != a.first1[old] {
		c.who = -2
	}
}

// touch finds out who may be somebody else now.
func (a *again) touch() {
	n := int32(len(a.first1))
	a.touched, a.loose = newNodeset(n), newNodeset(n)
	for i, to := range a.to {
		if to < 0 {
			for node := a.was.first[i]; node < a.was.first[i+1]; node++ {
				a.touched.set(a.first1[node])
			}
		}
	}
	nobody := make([]bool, len(a.hard.list))
	for i, print := range a.hard.list {
		tag, _ := a.was.tag(print)
		nobody[i] = tag&valueHub != 0 && !a.force[print]
	}
	for _, part := range a.met {
		for _, m := range part {
			if node := int32(uint32(m)); nobody[m>>32] {
				a.loose.set(node)
			} else {
				a.touched.set(a.first1[node])
			}
		}
	}
}

// include finds who is looked at: who may be somebody else, and whom these have to
// do with.
func (a *again) include() error {
	a.included = slices.Clone(a.touched)
	for _, first := range a.pull {
		a.included.set(first)
	}
	for _, c := range a.named {
		// Only whether somebody has a name alone is told of it.
		if c.who >= 0 && (c.gone == 0) != (c.fresh == 0) {
			a.included.set(c.who)
		}
	}
	n := int32(len(a.first1))
	m := meetingScanner{scanner: scanner{b: a.was.met}}
	for m.next() {
		for _, old := range m.people {
			if old < 0 || old >= n {
				return errAnew
			}
		}
		if a.soft.find(m.print) >= 0 || a.touches(&m) {
			a.bringApart(&m)
		}
	}
	a.want, a.holds = newNodeset(n), nil
	for node, first := range a.first1 {
		if a.included.has(first) {
			a.want.set(int32(node))
		}
	}
	if float64(a.want.count()+a.loose.count()) > mostAgain*float64(n) {
		return errAnew
	}
	if a.saying {
		a.sayings()
	}
	return nil
}

// sayings reads what records of those who are looked at say beside their keys.
func (a *again) sayings() {
	p := personScanner{scanner: scanner{b: a.was.people}}
	for p.next() {
		if !a.included.has(p.nodes[0]) || !p.has(personHolds) || !p.tell() {
			continue
		}
		if a.holds == nil {
			a.holds = make([]uint8, len(a.first1))
		}
		for i, node := range p.nodes {
			a.holds[node] = p.holds[i]
		}
	}
}

// round joins those whom changes touch.
func (a *again) round() error {
	a.touch()
	if err := a.include(); err != nil {
		return err
	}
	if err := a.graph(); err != nil {
		return err
	}
	if err := a.findHubs(); err != nil {
		a.read = false // who is touched will be others
		return err
	}
	var err error
	if a.f, err = a.g.join(); err != nil {
		return err
	}
	a.g.called = a.called()
	return a.remeet()
}

func (a *again) close() {
	if a.g != nil {
		a.g.close()
	}
	a.meets.close()
	a.g = nil
}

package attack

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/chain"
)

// sayings are what findings say of stores. Of a thousand files most say the same:
// it is kept once.
type sayings struct {
	known map[string]string
	room  []byte
}

func newSayings() *sayings { return &sayings{known: map[string]string{}} }

// of is what the findings say of a store, as one of many or exactly.
func (k *sayings) of(sights []sight, r *resolution) string {
	b := k.room[:0]
	for i := range sights {
		x := &sights[i]
		b = append(append(b, x.control...), ':')
		for j := range x.findings {
			if r == nil {
				b = x.findings[j].say(b)
				continue
			}
			f := r.rounded(x.findings[j])
			b = f.say(b)
		}
	}
	k.room = b
	s, ok := k.known[string(b)]
	if !ok {
		s = string(b)
		k.known[s] = s
	}
	return s
}

// say appends all that is told of a finding.
func (f *based) say(b []byte) []byte {
	b = append(append(b, f.Check...), ' ')
	b = append(strconv.AppendInt(b, int64(f.Grip), 10), ' ')
	b = append(append(b, f.how...), ' ')
	for _, x := range [...]float64{f.age, f.of, f.share} {
		b = append(strconv.AppendFloat(b, x, 'g', -1, 64), ' ')
	}
	b = append(strconv.AppendBool(b, f.Unnoticed), ' ')
	return append(strconv.AppendBool(b, f.TurnsAway), ';')
}

// told is what findings say of a store that is one of many.
func (p *store) told(r *resolution, which func(based) bool) (out []string) {
	for _, x := range p.sights {
		for _, f := range x.findings {
			if which(f) {
				f = r.rounded(f)
				out = append(out, x.control+": "+string(f.say(nil)))
			}
		}
	}
	return out
}

// apart are the stores that are told alone, and those of many that stand
// together: of which the findings say the same, and which stand for the same
// nodes. What stands for a node alone stays alone, and so does what visitors notice.
func apart(all []*store, stores map[string]*store, real map[string][]instance, many bool) (alone []*store, together [][]*store) {
	if !many {
		return all, nil
	}
	for _, kind := range slices.Sorted(maps.Keys(real)) {
		for i, n := range real[kind] {
			for _, subject := range n.subjects {
				p := stores[subject]
				switch {
				case p == nil:
				case len(n.subjects) == 1:
					p.own = true
				default:
					p.where += fmt.Sprintf("|%s %d", kind, i)
				}
			}
		}
	}
	at := map[string]int{}
	for _, p := range all {
		if p.own || p.noticed() {
			alone = append(alone, p)
			continue
		}
		key := p.roughly + p.where
		i, ok := at[key]
		if !ok {
			i = len(together)
			at[key], together = i, append(together, nil)
		}
		together[i] = append(together[i], p)
	}
	slices.SortFunc(together, func(a, b []*store) int {
		return cmp.Or(strings.Compare(a[0].roughly, b[0].roughly), strings.Compare(a[0].where, b[0].where))
	})
	return alone, together
}

// settled puts those that are less than a part of all stores to the many that
// are most like them, where the same is to be mended in both: one file that could
// not be read to its end does not make a kind of its own.
func (r *resolution) settled(together [][]*store) [][]*store {
	var all float64
	for _, like := range together {
		all += float64(len(like))
	}
	rare := func(like []*store) bool { return r.parts*float64(len(like)) < all }
	out := make([][]*store, 0, len(together))
	for _, like := range together {
		if !rare(like) {
			out = append(out, like)
		}
	}
	many := len(out)
	for _, like := range together {
		if !rare(like) {
			continue
		}
		best, least := -1, math.MaxInt
		for i, o := range out[:many] {
			if !r.mendsAlike(o[0], like[0]) {
				continue
			}
			if d := r.distance(o[0], like[0]); d < least {
				best, least = i, d
			}
		}
		if best < 0 {
			out = append(out, like)
			continue
		}
		out[best] = append(slices.Clip(out[best]), like...)
	}
	return out
}

// mendsAlike says whether the same is to be mended in two stores of the same nodes.
func (r *resolution) mendsAlike(a, b *store) bool {
	bad := func(f based) bool { return f.Grip == chain.Broken || f.Grip == chain.Weak }
	return a.where == b.where && slices.Equal(a.told(r, bad), b.told(r, bad)) &&
		slices.EqualFunc(a.repairs, b.repairs, func(x, y repair) bool { return x.control == y.control })
}

// distance is how many findings say something of one store that they do not say
// of another.
func (r *resolution) distance(a, b *store) (n int) {
	all := func(based) bool { return true }
	of := map[string]int{}
	for _, s := range a.told(r, all) {
		of[s]++
	}
	for _, s := range b.told(r, all) {
		of[s]--
	}
	for _, d := range of {
		n += max(d, -d)
	}
	return n
}

// counts is how many stand together, as it is told: their share of all of them in
// so many parts, and of all of them together a number in steps. Of those that are
// less than a part each counts the same, and they count together as many as they are.
func (r *resolution) count(together [][]*store) []int {
	var all, rare float64
	few := 0
	for _, like := range together {
		all += float64(len(like))
	}
	share := make([]float64, len(together))
	for i, like := range together {
		x := r.parts * float64(len(like)) / all
		if share[i] = math.Round(x); x < 1 {
			share[i], rare = 0, rare+x
			few++
		}
	}
	var sum float64
	for i := range share {
		if share[i] == 0 {
			share[i] = max(1, math.Round(rare)) / float64(few)
		}
		sum += share[i]
	}
	out := make([]int, len(together))
	for i := range out {
		out[i] = max(1, int(math.Round(stepped(all, r.counts)*share[i]/sum)))
	}
	return out
}

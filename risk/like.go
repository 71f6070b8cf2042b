package risk

import (
	"fmt"
	"math"
	"slices"
)

// Few is how many subjects alike each have a draw of their own.
const Few = 16

const (
	few       = Few
	sharesOf  = 8   // parts of equal size that stand for more of them
	likeDraws = 128 // from which the parts are made
)

// likeness is all that the model knows of the state of a control on a subject
// that no step of a campaign depends on, but for whose it is. The evidence is
// alike when its mean is within 1/64 and its weight within a fifth. Of subjects
// that are like too few others in that, it is enough when the mean is within an
// eighth and the weight within a factor of two: what hangs on each is little.
type likeness struct {
	control      string
	bad          bool
	least        float64
	mean, weight int
}

func (s *State) likeness(rough bool) likeness {
	fine, coarse := 64, 4
	if rough {
		fine, coarse = 8, 1
	}
	return likeness{s.Control, s.Bad, s.Least, int(math.Round(float64(fine) * s.A / (s.A + s.B))), int(math.Round(float64(coarse) * math.Log2(s.A+s.B)))}
}

// alikes are the states of many subjects that the model cannot tell apart.
// They come by their places in the model.
func (m *Model) alikes() (groups [][]int) {
	if m.Controls != nil || m.Additive || len(m.States) <= few {
		return nil
	}
	guards := make([]bool, len(m.States))
	for i := range m.Edges {
		for _, s := range m.Edges[i].States {
			guards[s] = true
		}
	}
	var may []int
	for i := range m.States {
		s := &m.States[i]
		if !s.Seen || s.Known || s.Face || s.Standing || guards[i] || s.Subject == "" || s.Subject == theFirm ||
			i+1 < len(m.States) && m.States[i+1].Face {
			continue
		}
		may = append(may, i)
	}
	for _, rough := range []bool{false, true} {
		at := map[likeness]int{}
		var like [][]int
		for _, i := range may {
			k := m.States[i].likeness(rough)
			g, ok := at[k]
			if !ok {
				g = len(like)
				at[k], like = g, append(like, nil)
			}
			like[g] = append(like[g], i)
		}
		may = may[:0]
		for _, g := range like {
			if m.subjects(g) > few {
				groups = append(groups, g)
			} else {
				may = append(may, g...)
			}
		}
		slices.Sort(may)
	}
	slices.SortFunc(groups, slices.Compare)
	return groups
}

// subjects are those that the states stand for.
func (m *Model) subjects(states []int) (n int) {
	for _, i := range states {
		n += max(1, m.States[i].Many)
	}
	return n
}

// pooled is the model in which of many subjects alike a few stand for all: the
// parts of equal size of the distribution that each of them is drawn from. What
// such states do goes by their mean over the subjects alone, and the mean of
// many draws is that of their distribution. The rest of the model keeps its
// random numbers.
func (m *Model) pooled(had *engine) (small *Model, to, place []int32, pools []pool) {
	groups := m.alikes()
	if len(groups) == 0 {
		return m, nil, nil, nil
	}
	of := make([]int, len(m.States)) // 1 + its group
	for g, members := range groups {
		for _, i := range members {
			of[i] = g + 1
		}
	}
	to = make([]int32, len(m.States))
	first := make([]int32, len(groups))
	n := int32(0)
	for i := range m.States {
		g := of[i] - 1
		switch {
		case g < 0:
			to[i], place, n = n, append(place, int32(i)), n+1
		case groups[g][0] == i:
			first[g] = n
			for range sharesOf {
				place = append(place, int32(i))
			}
			n += sharesOf
			fallthrough
		default:
			to[i] = first[g]
		}
	}
	shrink := func(o *Model) *Model {
		c := *o
		c.States, c.Edges = make([]State, 0, n), slices.Clone(o.Edges)
		for i, s := range o.States {
			if of[i] == 0 {
				c.States = append(c.States, s)
				continue
			}
			members := groups[of[i]-1]
			if members[0] != i {
				continue
			}
			parts := o.parts(members, had)
			if o == m {
				pools = append(pools, pool{members, parts})
			}
			for _, x := range parts {
				s.A, s.B, s.Known, s.subjects = x, 1-x, true, o.subjects(members)
				c.States = append(c.States, s)
			}
		}
		for e := range c.Edges {
			if had := c.Edges[e].States; len(had) > 0 {
				now := make([]int, len(had))
				for k, s := range had {
					now[k] = int(to[s])
				}
				c.Edges[e].States = now
			}
		}
		return &c
	}
	small = shrink(m)
	small.Variants = nil
	for _, o := range m.Variants {
		if len(o.States) == len(m.States) { // else compile says so
			o = shrink(o)
		}
		small.Variants = append(small.Variants, o)
	}
	return small, to, place, pools
}

// pool is some subjects alike, and what stands for them.
type pool struct {
	members []int
	parts   [sharesOf]float64
}

// parts is their distribution, as it was worked out before where they are the same.
func (m *Model) parts(members []int, had *engine) [sharesOf]float64 {
	if had != nil {
		for _, k := range had.pools {
			if k.members[0] != members[0] || !slices.Equal(k.members, members) {
				continue
			}
			if !slices.ContainsFunc(members, func(i int) bool {
				a, b := &m.States[i], &had.whole.States[i]
				return a.A != b.A || a.B != b.B || a.Many != b.Many
			}) {
				return k.parts
			}
		}
	}
	return m.distribution(members)
}

// distribution is what the states of many subjects are drawn from, as the means
// of so many parts of equal probability, whose mean is exactly its own.
func (m *Model) distribution(members []int) (parts [sharesOf]float64) {
	at := stream(place(0, forShuffle))
	draws := make([]float64, likeDraws)
	var want float64
	all := m.subjects(members)
	next, upTo := 0, 0 // subjects of the members before next
	for i := range draws {
		for upTo <= i*all/likeDraws {
			upTo += max(1, m.States[members[next]].Many)
			next++
		}
		s := &m.States[members[next-1]]
		draws[i] = at.beta(s.A, s.B)
	}
	for _, i := range members {
		s := &m.States[i]
		want += s.A / (s.A + s.B) * float64(max(1, s.Many)) / float64(all)
	}
	slices.Sort(draws)
	var had float64
	for i, x := range draws {
		parts[i*sharesOf/likeDraws] += x * sharesOf / likeDraws
		had += x / likeDraws
	}
	for i, x := range parts {
		if had > want {
			parts[i] = min(1, float64(x*want/had))
		} else if had < 1 {
			parts[i] = 1 - float64((1-x)*(1-want)/(1-had))
		}
	}
	return parts
}

// raised brings states of the whole model to the state of practice. One of many
// alike moves the mean of them all by its share, and so do several that stand together.
func (g *engine) raised(states []int) []move {
	if g.to == nil {
		return atLeast(states, g.sop)
	}
	var out []move
	for _, i := range states {
		r := int(g.to[i])
		if g.m.States[r].subjects == 0 {
			out = append(out, move{state: r, to: g.sop(r)})
			continue
		}
		for k := range sharesOf {
			out = append(out, move{state: r + k, to: g.sop(r), subjects: max(1, g.whole.States[i].Many)})
		}
	}
	return joined(out)
}

// joined sorts moves and adds up those of subjects that are alike.
func joined(moves []move) []move {
	slices.SortFunc(moves, byState)
	out := moves[:0]
	for _, mv := range moves {
		if n := len(out); n > 0 && mv.subjects > 0 && out[n-1].subjects > 0 && out[n-1].state == mv.state && out[n-1].to == mv.to {
			out[n-1].subjects += mv.subjects
			continue
		}
		out = append(out, mv)
	}
	return out
}

// gathered makes one fix of those that cost the same and mend the same control
// of subjects that are alike: to choose one and not another is no choice. Under
// a budget they stay apart as 1, 2, 4 and so on, so that any number can be had.
func (g *engine) gathered(fixes []Fix, limited bool) []Fix {
	out := make([]Fix, 0, len(fixes))
	at := map[string]int{}
	for _, f := range fixes {
		moves := g.raised(f.States)
		alike := len(moves) > 0 && len(f.Set) == 0 && len(f.Edges) == 0 &&
			!slices.ContainsFunc(moves, func(mv move) bool { return mv.subjects == 0 })
		if !alike {
			one := f
			if f.Many > 1 {
				one.EUR, one.Minutes = f.cost()
				one.like = []Fix{f}
			}
			out = append(out, one)
			continue
		}
		k := fmt.Sprint(ofOne(moves, f.Many), f.EUR, f.Minutes, f.Unseen)
		i, ok := at[k]
		if ok && limited {
			if n := len(out[i].like); out[i].room == n {
				ok = false
			}
		}
		if !ok {
			room := 0
			if had, again := at[k]; limited {
				if room = 1; again {
					room = 2 * out[had].room
				}
			}
			i = len(out)
			at[k] = i
			one := f
			one.EUR, one.Minutes, one.room = 0, 0, room
			out = append(out, one)
		}
		all := &out[i]
		eur, minutes := f.cost()
		all.EUR, all.Minutes = all.EUR+eur, all.Minutes+minutes
		all.like, all.moves = append(all.like, f), append(all.moves, moves...)
	}
	for i := range out {
		out[i].moves = joined(out[i].moves)
	}
	return out
}

// ofOne are the moves of one of so many subjects that are alike.
func ofOne(moves []move, many int) []move {
	out := slices.Clone(moves)
	for i := range out {
		out[i].subjects /= max(1, many)
	}
	return out
}

// cost is that of all whom a fix mends.
func (f *Fix) cost() (eur, minutes float64) {
	n := float64(max(1, f.Many))
	return float64(n * f.EUR), float64(n * f.Minutes)
}

// subjects are how many fixes of one subject each it comes to.
func (f *Fix) subjects() (n int) {
	for _, o := range f.each() {
		n += max(1, o.Many)
	}
	return n
}

// each are the fixes that one stands for.
func (f *Fix) each() []Fix {
	if len(f.like) == 0 {
		return []Fix{*f}
	}
	return f.like
}

// over is a range shared among n.
func (r Range) over(n int) Range {
	k := float64(n)
	return Range{r.Low / k, r.Best / k, r.High / k}
}

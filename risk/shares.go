package risk

import "math/bits"

// Share is how much a link contributes to what could be saved.
type Share struct {
	Link  string  `json:"link"`
	Share float64 `json:"eur"` // EUR a year; over all links they add up to the loss above the state of practice
}

const (
	shareWorlds = 64
	exactLinks  = 10 // up to here every order of repair counts, else so many random ones:
	orders      = 200
)

// Shares are the Shapley values of the links: the mean of what bringing a link
// to the state of practice saves, over all orders in which the links could be
// repaired. It says who contributes how much; it does not say what to do first.
func Shares(m *Model, opt Options) ([]Share, error) {
	g, err := compile(m)
	if err != nil {
		return nil, err
	}
	return g.shares(opt), nil
}

func (g *engine) shares(opt Options) []Share {
	n := len(g.links)
	moves := make([][]move, n)
	for i, l := range g.links {
		all, _, _ := g.statesOf(l)
		moves[i] = atLeast(all, g.sop)
	}
	value := map[uint64]float64{0: 0}
	weigh := func(sets []uint64) {
		var list []scenario
		for _, s := range sets {
			var sc scenario
			for w := s; w != 0; w &= w - 1 {
				sc.moves = append(sc.moves, moves[bits.TrailingZeros64(w)]...)
			}
			list = append(list, sc)
		}
		for i, d := range g.play(opt.Seed, 0, min(shareWorlds, opt.worlds()), 1, list, 0).drops {
			value[sets[i]] = mean(totals(d))
		}
	}
	out := make([]Share, n)
	for i, l := range g.links {
		out[i].Link = l
	}
	if n <= exactLinks {
		var sets []uint64
		for s := uint64(1); s < 1<<n; s++ {
			sets = append(sets, s)
		}
		weigh(sets)
		weight := make([]float64, n) // by the number of links repaired before: k! (n-1-k)! / n!
		for k := range weight {
			weight[k] = 1 / float64(n)
			for i := range k {
				weight[k] = float64(weight[k]*float64(i+1)) / float64(n-1-i)
			}
		}
		for s := range uint64(1) << n {
			for i := range n {
				if s>>i&1 == 0 {
					out[i].Share += float64(weight[bits.OnesCount64(s)] * (value[s|1<<i] - value[s]))
				}
			}
		}
		return out
	}
	shuffle := stream(place(opt.Seed, uint64(n)))
	order := make([]int, n)
	for range orders {
		for i := range order {
			order[i] = i
		}
		for i := n - 1; i > 0; i-- {
			j := int(shuffle.next() % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		var sets []uint64
		var s uint64
		for _, i := range order {
			s |= 1 << i
			if _, ok := value[s]; !ok {
				sets = append(sets, s)
			}
		}
		weigh(sets)
		s = 0
		for _, i := range order {
			out[i].Share += (value[s|1<<i] - value[s]) / orders
			s |= 1 << i
		}
	}
	return out
}

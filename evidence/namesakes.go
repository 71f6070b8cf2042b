package evidence

// namesakes adds up, for each set, the pairs of people in it who have one name and
// different days of birth. w is how many people the one stands for who has a node.
func (g *graph) namesakes(w func(node int32) float64, in []float64) error {
	var had stamped
	return g.eachGroup(func(name word, nodes []int32) {
		if name.typ() != KeyName {
			return
		}
		g.inSets(nodes, func(nodes []int32) {
			if len(nodes) < 2 {
				return
			}
			some := false
			for _, n := range nodes {
				some = some || g.mask[n]&(1<<KeyNameBirth) != 0
			}
			if !some {
				return
			}
			words := 0
			for _, n := range nodes {
				words += g.count(n)
			}
			had.empty(words)
			k := 0.0
			for _, n := range nodes {
				if g.mask[n]&(1<<KeyNameBirth) == 0 {
					continue
				}
				alone := true
				for _, x := range g.of(n) {
					if x.typ() != KeyNameBirth {
						continue
					}
					alone = false
					if x&lone != 0 {
						k += w(n)
					} else if _, ok := had.first(uint64(x), 0); !ok {
						k += w(n)
					}
				}
				if alone {
					k += w(n)
				}
			}
			if k > 1 {
				in[g.set(nodes[0])] += k * (k - 1) / 2
			}
		})
	})
}

package risk

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Override is a number that a firm knows better than the constants do: one
// value (Low = Best = High), or a 90 % range around a median.
type Override struct {
	ID   string  `json:"id"`
	Low  float64 `json:"low"`
	Best float64 `json:"best"`
	High float64 `json:"high"`
	Was  float64 `json:"was"` // what the constants say
	Unit string  `json:"unit,omitempty"`
}

// rangeVariants is how many values of a range are drawn, one for every so many worlds.
const rangeVariants = 16

// z90 is half the width of a 90 % interval in standard deviations.
var z90 = quantile(1 - tail)

// Override applies what a firm knows better. One set of constants comes back,
// or several when ranges are among it: worlds take turns. The list comes back
// with what stood there before. Unknown ids and impossible values are errors.
func (c *Constants) Override(list []Override) ([]*Constants, []Override, error) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Override) int { return cmp.Compare(a.ID, b.ID) })
	if len(list) == 0 {
		return []*Constants{c}, nil, nil
	}
	n := 1
	for i := range list {
		o := &list[i]
		was, unit, ok := c.Number(o.ID)
		if !ok {
			return nil, nil, c.unknown(o.ID)
		}
		o.Was, o.Unit = was, unit
		if o.Low == o.High {
			continue
		}
		if !(o.Low > 0) || o.Low > o.Best || o.Best > o.High {
			return nil, nil, fmt.Errorf("set %s to %g .. %g: a range begins above 0 and rises\n  hint: give one value, or as in [40, 90]", o.ID, o.Low, o.High)
		}
		for _, end := range []float64{o.Low, o.Best, o.High} { // its ends must be possible, too
			if _, err := c.With(map[string]float64{o.ID: end}); err != nil {
				return nil, nil, err
			}
		}
		n = rangeVariants
	}
	order := make([][]int, len(list))
	for i := range order {
		order[i] = shuffled(uint64(i), n)
	}
	var out []*Constants
	for v := range n {
		change := map[string]float64{}
		for i, o := range list {
			x := o.Best
			if o.Low != o.High {
				q := (float64(order[i][v]) + half) / float64(n)
				sigma := math.Log(o.High/o.Low) / float64(2*z90)
				x = float64(o.Best * math.Exp(float64(sigma*quantile(q))))
				if bounded(o.Unit) {
					x = min(x, 1-1e-6)
				}
			}
			change[o.ID] = x
		}
		k, err := c.With(change)
		if err != nil {
			return nil, nil, err
		}
		for i := range k.Values {
			if _, own := change[k.Values[i].ID]; own {
				k.Values[i].Mark, k.Values[i].Source = "yours", ""
			}
		}
		out = append(out, k)
	}
	return out, list, nil
}

// shuffled are the n parts of a range in an order of its own, so that several
// ranges do not rise together. The first is the middle one: what is not drawn
// from worlds, as the price of a repair, is taken from the first variant.
func shuffled(number uint64, n int) []int {
	var rest []int
	for i := range n {
		if i != n/2 {
			rest = append(rest, i)
		}
	}
	slices.SortFunc(rest, func(a, b int) int { return cmp.Compare(place(number, uint64(a)), place(number, uint64(b))) })
	return append([]int{n / 2}, rest...)
}

// Middle is the median of a range of which only the ends are known.
func Middle(low, high float64) float64 {
	if low > 0 {
		return math.Sqrt(float64(low * high))
	}
	return half * (low + high)
}

// Number is the constant, or the number of a control, that an id names.
func (c *Constants) Number(id string) (value float64, unit string, ok bool) {
	if i, ok := c.byID[id]; ok {
		return c.Values[i].Value, c.Values[i].Unit, true
	}
	for _, k := range c.List {
		for _, n := range k.numbers() {
			if k.ID+"."+n.field == id {
				return n.value, n.unit, true
			}
		}
	}
	return 0, "", false
}

type number struct {
	field, unit string
	value       float64
}

func (k *Control) numbers() []number {
	out := []number{{"m", "share of firms", k.M}, {"sop", "share", k.SoP}, {"g", "weight", k.G}, {"h", "share of visitors", k.H},
		{"half", "days", k.Half}, {"minutes", "minutes", float64(k.Minutes)}}
	for _, v := range append(slices.Clone(Vectors), "L", "backup") {
		out = append(out, number{"eps." + v, "share of attempts", k.Eps[v]})
	}
	return out
}

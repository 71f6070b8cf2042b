package risk

import (
	"math"
	"slices"
)

// spread is the mean and the interval over the worlds. Where campaigns were
// sampled, part of what the worlds differ by is the luck of those campaigns and
// not what is unknown: two halves of them tell how much, and it is taken out.
func (r *grapher) spread(total, odd []float64) Spread {
	m := mean(total)
	if r.sure {
		return Spread{m, m, m, m}
	}
	keep := 1.0
	if r.exact == nil {
		var both, all float64
		mo := mean(odd)
		for i, x := range total {
			o := odd[i] - mo
			both += float64(4 * o * (x - m - o))
			all += float64((x - m) * (x - m))
		}
		if all > 0 {
			keep = math.Sqrt(min(1, max(0, both/all)))
		}
	}
	x := slices.Clone(total)
	for i := range x {
		x[i] = m + float64(keep*(x[i]-m))
	}
	slices.Sort(x)
	at := func(q float64) float64 { return x[min(len(x)-1, int(float64(q*float64(len(x)))))] }
	return Spread{Mean: m, Low: at(tail), Best: at(half), High: at(1 - tail)}
}

// standardError of the mean of independent numbers.
func standardError(x []float64) float64 {
	if len(x) < 2 {
		return 0
	}
	m := mean(x)
	var sum float64
	for _, v := range x {
		sum += float64((v - m) * (v - m))
	}
	n := float64(len(x))
	return math.Sqrt(sum / (n * (n - 1)))
}

// rounded takes from numbers what is below the accuracy of arithmetic, so that
// what is equal ties.
func rounded(rows [][]float64) [][]float64 {
	var most float64
	for _, r := range rows {
		for _, x := range r {
			most = max(most, math.Abs(x))
		}
	}
	grid := math.Ldexp(most, -40)
	out := make([][]float64, len(rows))
	for i, r := range rows {
		out[i] = slices.Clone(r)
		for j, x := range r {
			if grid > 0 {
				out[i][j] = math.Round(x/grid) * grid
			}
		}
	}
	return out
}

// firstOfMeans shares the first place among the rows whose mean cannot be told
// from the largest: all that differs is the luck of sampling.
func firstOfMeans(rows [][]float64) []float64 {
	out := make([]float64, len(rows))
	best := -1
	for i, r := range rows {
		if best < 0 || mean(r) > mean(rows[best]) {
			best = i
		}
	}
	var ties []int
	for i, r := range rows {
		more := make([]float64, len(r))
		var size float64
		for w := range r {
			more[w] = rows[best][w] - r[w]
			size = max(size, math.Abs(rows[best][w]))
		}
		if mean(more) <= max(float64(2*standardError(more)), math.Ldexp(size, -40)) {
			ties = append(ties, i)
		}
	}
	for _, i := range ties {
		out[i] = 1 / float64(len(ties))
	}
	return out
}

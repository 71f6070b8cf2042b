package data

import (
	"fmt"
	"math"

	"github.com/weaklink/weaklink/facts"
)

// Of a table that there is no time for, each row is read with the same chance,
// and none of the others: its numbers are estimates without bias, and how far
// off they are is known. A sample of blocks would be read faster and know
// nothing of that: rows that lie together are alike.

// sampleSeed is what the server draws with. It is the same each time, so that
// both readings, and the next look, see the same rows.
var sampleSeed = 1

// deviations is how many standard deviations 95 of 100 samples lie within.
const deviations = 2

// rangeOf is where the number of rows lies of which seen were drawn, each with
// the chance q: all numbers for which seen is within what chance does (the score
// interval; Wilson 1927).
func rangeOf(seen int64, q float64) (low, high int64) {
	at := func(seen, sign float64) float64 {
		spread := sign * deviations * math.Sqrt(q*(1-q))
		root := (spread + math.Sqrt(spread*spread+4*q*max(0, seen))) / (2 * q)
		return root * root
	}
	low = max(seen, int64(math.Floor(at(float64(seen)-.5, -1))))
	return low, int64(math.Ceil(at(float64(seen)+.5, 1)))
}

// estimated is how many there are of which seen were drawn.
func estimated(seen int64, q float64) int64 { return int64(math.Round(float64(seen) / q)) }

// estimate makes the numbers of a table of which a share q was read those of
// the whole table.
func estimate(s *facts.Store, q float64) {
	s.Records = estimated(s.Records, q)
	for i := range s.Columns {
		c := &s.Columns[i]
		c.Filled, c.Matched = estimated(c.Filled, q), estimated(c.Matched, q)
	}
	for i := range s.Categories {
		c := &s.Categories[i]
		c.Low, c.High = rangeOf(c.Records, q)
		c.Records = estimated(c.Records, q)
	}
	for i := range s.Years {
		s.Years[i].Records = estimated(s.Years[i].Records, q)
	}
	for i := range s.Secrets {
		s.Secrets[i].Count = estimated(s.Secrets[i].Count, q)
	}
}

// estimatePeople is how many people a table is about of which the sample names
// those, in so many records. If each had as many records, that number is the one
// with which a sample names each of them that often. If they have not, there are
// more, and never more than if each had one.
func estimatePeople(seen facts.People, records int64, q float64) facts.People {
	if seen.Best == 0 {
		_, seen.High = rangeOf(0, q)
		return seen
	}
	each := func(m float64) float64 { return -math.Expm1(m * math.Log1p(-q)) } // the chance to be named
	named := func(records float64) float64 {
		often := max(1, records/float64(seen.Best))
		m, most := 1.0, 2.0
		for most < 1e9 && most*q/each(most) < often {
			most *= 2
		}
		for range 60 {
			if mid := (m + most) / 2; mid*q/each(mid) < often {
				m = mid
			} else {
				most = mid
			}
		}
		return each(m)
	}
	p := named(float64(records))
	// How often somebody comes again is chance as well.
	again := float64(max(0, records-seen.Best))
	low, _ := rangeOf(seen.Low, named(float64(records)+deviations*math.Sqrt(again+1)))
	_, high := rangeOf(seen.High, q)
	return facts.People{Low: low, Best: min(high, max(low, estimated(seen.Best, p))), High: high}
}

// sampledWords says what the numbers of such a table are.
func sampledWords(q float64) string {
	_, none := rangeOf(0, q)
	return fmt.Sprintf("only %.2g %% of its rows, taken at random, were read for lack of time; its numbers are estimates, and what none of those rows held is in fewer than %d rows of it (95 %%)", q*100, none)
}

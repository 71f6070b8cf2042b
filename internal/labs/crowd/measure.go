package crowd

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/evidence"
)

// Measured is how well people were told apart.
type Measured struct {
	Planted int
	Counted evidence.People
	Records int     // keys were found of
	Told    int     // of these, whom they are about is known
	Pairs   float64 // records that were joined, two by two
	Right   float64 // share of Pairs that is about one person
	Found   float64 // share of the pairs about one person that was joined
}

func (m Measured) String() string {
	return fmt.Sprintf("%d people planted, %d counted (%d to %d), %+.2f %%; %d records, %.0f pairs joined, %.2f %% of them rightly; %.2f %% of all pairs found",
		m.Planted, m.Counted.Best, m.Counted.Low, m.Counted.High, 100*m.Off(), m.Records, m.Pairs, 100*m.Right, 100*m.Found)
}

// Off is how far the count is from the truth, as a share.
func (m Measured) Off() float64 { return float64(m.Counted.Best)/float64(m.Planted) - 1 }

// Measure holds a count against the truth. print makes the key of a value as
// the collector does; kind is email, phone, iban or name.
func (c *Crowd) Measure(sets []evidence.Set, print func(kind, value string) evidence.Key) (Measured, error) {
	type value struct {
		t evidence.KeyType
		p uint64
	}
	owners := map[value][]int32{}
	for _, w := range c.truth {
		k := print(w.kind, w.value)
		v := value{k.Type, k.Print}
		if o := owners[v]; len(o) == 0 || o[len(o)-1] != w.who {
			owners[v] = append(o, w.who)
		}
	}
	m := Measured{Planted: len(c.People)}
	about := make([]map[uint32]int32, len(sets))
	for i, set := range sets {
		votes := map[uint32]map[int32]int{}
		for _, k := range set.Keys {
			for _, who := range owners[value{k.Type, k.Print}] {
				if votes[k.Record] == nil {
					votes[k.Record] = map[int32]int{}
				}
				if k.Type == evidence.KeyName {
					votes[k.Record][who]++
				} else {
					votes[k.Record][who] += 2
				}
			}
		}
		about[i] = map[uint32]int32{}
		for r, v := range votes {
			best, most, tie := int32(-1), 0, false
			for who, n := range v {
				if n > most {
					best, most, tie = who, n, false
				} else if n == most {
					tie = true
				}
			}
			if !tie {
				about[i][r] = best
			}
		}
	}
	again := make([]evidence.Set, len(sets))
	for i, s := range sets {
		again[i] = evidence.Set{Keys: slices.Clone(s.Keys), Soft: s.Soft}
	}
	n, err := evidence.Join(again, nil)
	if err != nil {
		return m, err
	}
	m.Counted = n.Union
	assigned, err := evidence.Assign(sets)
	if err != nil {
		return m, err
	}
	joined := map[int32]map[int32]float64{} // person as counted -> as planted -> records
	planted := map[int32]float64{}
	for i, of := range assigned {
		for r, person := range of {
			m.Records++
			who, ok := about[i][r]
			if !ok {
				continue
			}
			m.Told++
			if joined[person] == nil {
				joined[person] = map[int32]float64{}
			}
			joined[person][who]++
			planted[who]++
		}
	}
	var right, all float64
	for _, of := range joined {
		n := 0.0
		for _, k := range of {
			right += k * (k - 1) / 2
			n += k
		}
		m.Pairs += n * (n - 1) / 2
	}
	for _, k := range planted {
		all += k * (k - 1) / 2
	}
	m.Right, m.Found = right/m.Pairs, right/all
	return m, nil
}

package risk

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Two links that are as good as level are named in the order of the chain,
// whatever the draw; one that is clearly first is named wherever it stands.
func TestLevelLinksAreNamedTheSameWhateverTheDraw(t *testing.T) {
	g := &engine{links: []string{"data", "website", "hosting", "backups"}}
	named := func(seed uint64, means map[string]float64) string {
		r := rand.New(rand.NewPCG(seed, 1))
		rows := map[string][]float64{}
		var list [][]float64
		var ranked []Candidate
		for _, l := range g.links {
			if m, ok := means[l]; ok {
				row := make([]float64, 1024)
				for i := range row {
					row[i] = m * r.ExpFloat64()
				}
				rows[l], list = row, append(list, row)
				ranked = append(ranked, Candidate{Link: l, Drop: interval(row)})
			}
		}
		for i, p := range first(list) {
			ranked[i].Confidence = p
		}
		slices.SortFunc(ranked, byDrop)
		g.settle(ranked, rows)
		for i := 2; i < len(ranked); i++ {
			if ranked[i].Drop.Best > ranked[i-1].Drop.Best {
				t.Fatalf("the rest is out of order: %+v", ranked)
			}
		}
		return ranked[0].Link
	}
	first, ahead := map[string]int{}, map[string]int{}
	for seed := range uint64(200) {
		first[named(seed, map[string]float64{"website": 1, "hosting": .4, "backups": 1})]++
		ahead[named(seed, map[string]float64{"website": 1, "hosting": .4, "backups": 1.3})]++
	}
	if first["website"] < 185 { // of two level ones the draw alone would take either in 100
		t.Errorf("of level links: %v", first)
	}
	if ahead["backups"] < 195 {
		t.Errorf("of one that is clearly first: %v", ahead)
	}
}

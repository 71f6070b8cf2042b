package classify

// claim turns what a rule says of a find into the share of such finds that is
// right. It is fitted on documents that no rule had been made by when they were
// scored (half b of documents and the set called fresh, docs/why/classify.md): of
// finds said to be .7 there 139 of 144 were right, of .75 12 of 20, of .8 49 of 66,
// of .85 215 of 227, of .95 and more 99 in 100. What was wrong among them was mended
// by principle, which the claims take for half of it. On the next forms that no rule
// had been made by (docs/why/classify.md, second round) 46 of 46 finds said to be .6 were
// right, and of illness, belief and the like 30 of 30 said to be .62 and .75.
func claim(k Kind, p float64) float64 {
	if p < Sure || p >= 1 {
		return p
	}
	if p < .95 && (k == "health" || CategoryOf(k) == "special") {
		return min(.9, p+.2)
	}
	if p < .95 && CategoryOf(k) == "health" {
		return p
	}
	at := int(p*100 + .5)
	return claims[at]
}

var claims = func() (t [101]float64) {
	for i := range t {
		p := float64(i) / 100
		t[i] = p
		for j := 1; j < len(claimed); j++ {
			if a, b := claimed[j-1], claimed[j]; p >= a[0] && p <= b[0] {
				t[i] = float64(int(1000*(a[1]+(p-a[0])*(b[1]-a[1])/(b[0]-a[0]))+.5)) / 1000
				break
			}
		}
	}
	return t
}()

var claimed = [][2]float64{{.6, .86}, {.65, .88}, {.7, .9}, {.8, .92}, {.85, .95}, {.9, .96}, {.95, .97}, {.98, .98}, {1, 1}}

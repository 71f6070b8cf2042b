package risk

// Captured estimates how many things there are from two lists that know
// nothing of each other, after Chapman (1951), and what share of them was seen:
// first on one list, second on the other, both on both. Without a second list
// nothing can be told, and the share is 0.
func Captured(first, second, both int) (total, share float64) {
	if first <= 0 || second <= 0 || both < 0 || both > min(first, second) {
		return 0, 0
	}
	total = float64(float64(first+1)*float64(second+1))/float64(both+1) - 1
	return total, min(1, float64(first+second-both)/total)
}

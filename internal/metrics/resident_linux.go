package metrics

import (
	"fmt"
	"os"
)

// resident is the memory that the process holds; as good as the runtime knows
// where the system does not say.
func resident(otherwise uint64) float64 {
	raw, err := os.ReadFile("/proc/self/statm")
	var size, pages uint64
	if _, scanErr := fmt.Sscan(string(raw), &size, &pages); err != nil || scanErr != nil {
		return float64(otherwise)
	}
	return float64(pages * uint64(os.Getpagesize()))
}

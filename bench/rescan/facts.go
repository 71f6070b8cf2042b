package main

import (
	"encoding/json"
	"os"
	"syscall"
)

// peak is the most memory that a process had, in MB.
func peak(s *os.ProcessState) float64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return float64(u.Maxrss) / 1024
	}
	return 0
}

// unseenBefore is a fact without the moment and the run it was seen in.
func unseenBefore(line string) string {
	var it map[string]any
	if json.Unmarshal([]byte(line), &it) != nil {
		return line
	}
	for _, k := range []string{"digest", "run", "seen"} { // they hold these, or the moment
		delete(it, k)
	}
	out, err := json.Marshal(it)
	if err != nil {
		return line
	}
	return string(out)
}

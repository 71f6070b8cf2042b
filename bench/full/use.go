package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// use is what a run cost: seconds, and megabytes at their highest.
type use struct {
	wall, cpu, childCPU float64
	mem                 float64 // of the process
	child               float64 // of its largest child
	together            float64 // of the process and its children at one time
	largest             string  // name of that child
}

func (u use) String() string {
	s := fmt.Sprintf("wall %.2f s; process: cpu %.2f s, peak memory %.0f MB; children: cpu %.2f s", u.wall, u.cpu, u.mem, u.childCPU)
	if u.largest != "" {
		s += fmt.Sprintf(", largest %s %.0f MB; together %.0f MB", u.largest, u.child, u.together)
	}
	return s
}

// measure runs a command and looks at it and its children 50 times a second. A
// process keeps its own high-water mark, so that little is missed in between.
func measure(env []string, name string, args ...string) (use, error) {
	var u use
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return u, err
	}
	done := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				u.look(cmd.Process.Pid)
			}
		}
	}()
	err := wait(cmd.Process.Pid) // ended, and still there to be asked
	u.wall = time.Since(start).Seconds()
	close(done)
	<-ended
	if err == nil {
		u.cpu, u.childCPU, err = seconds(cmd.Process.Pid)
	}
	if e := cmd.Wait(); e != nil {
		tail := errs.String()
		return u, fmt.Errorf("%w: %s", e, tail[max(0, len(tail)-600):])
	}
	u.together = max(u.together, u.mem)
	return u, err
}

func (u *use) look(pid int) {
	self, now := memory(pid)
	u.mem = max(u.mem, self)
	for _, c := range children(pid, map[int]bool{}) {
		peak, rss := memory(c)
		now += rss
		if peak > u.child {
			u.child, u.largest = peak, comm(c)
		}
	}
	u.together = max(u.together, now)
}

// memory is the high-water mark and the present size of a process, in MB.
func memory(pid int) (peak, now float64) {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(raw)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kb, _ := strconv.ParseFloat(f[1], 64)
		switch f[0] {
		case "VmHWM:":
			peak = kb / 1024
		case "VmRSS:":
			now = kb / 1024
		}
	}
	return peak, now
}

// children are all descendants of a process.
func children(pid int, seen map[int]bool) []int {
	var out []int
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, l := range lists {
		raw, _ := os.ReadFile(l)
		for _, f := range strings.Fields(string(raw)) {
			if c, err := strconv.Atoi(f); err == nil && !seen[c] {
				seen[c] = true
				out = append(append(out, c), children(c, seen)...)
			}
		}
	}
	return out
}

func comm(pid int) string {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
	return strings.TrimSpace(string(raw))
}

// seconds are those of CPU that a process that has ended used itself, and
// those of the children it waited for.
func seconds(pid int) (own, children float64, err error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, err
	}
	f := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(f) < 15 {
		return 0, 0, fmt.Errorf("read /proc/%d/stat: too short", pid)
	}
	var ticks [4]float64 // user, system, children's user, children's system
	for i := range ticks {
		if ticks[i], err = strconv.ParseFloat(f[11+i], 64); err != nil {
			return 0, 0, err
		}
	}
	const perSecond = 100 // USER_HZ, the same on every Linux
	return (ticks[0] + ticks[1]) / perSecond, (ticks[2] + ticks[3]) / perSecond, nil
}

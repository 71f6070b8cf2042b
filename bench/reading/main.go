// Command reading makes one file of each kind that firms keep much in, and says
// how many MB of its text are read in a CPU second: all that is done with a file
// (opening, unpacking, judging, telling whom each record is about), without adding
// up the people in it, whose seconds stand beside, and what a scan does afterwards. With other builds of this command they take turns, file by
// file, and must see the same.
//
//	reading [-mb N] [-only NAME,…] [-rounds N] [-odd BAR] [-dir FOLDER] [OTHER…]
//	reading -look FOLDER [-cpuprofile FILE]
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

func main() {
	mb := flag.Int("mb", 50, "megabytes of text of each kind")
	only := flag.String("only", "", "names of kinds; empty: all")
	rounds := flag.Int("rounds", 1, "times that each is read; the best counts")
	dir := flag.String("dir", "", "where to make the files and leave them; empty: a temporary folder")
	odd := flag.Float64("odd", 0, "bar in MB a CPU second for texts that nobody writes; 0: none")
	folder := flag.String("look", "", "read this folder and say what that took")
	profile := flag.String("cpuprofile", "", "of -look")
	flag.Parse()
	var err error
	if *folder != "" {
		err = look(*folder, *profile)
	} else {
		err = run(*dir, *mb<<20, strings.FieldsFunc(*only, func(r rune) bool { return r == ',' }), *rounds, *odd, flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench reading:", err)
		os.Exit(1)
	}
}

func run(dir string, size int, only []string, rounds int, odd float64, others []string) error {
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	programs := append(others, self)
	var slow, unlike []string
	for _, k := range kinds {
		if len(only) > 0 && !slices.Contains(only, k.name) {
			continue
		}
		folder := filepath.Join(dir, k.name)
		bytes, err := k.in(folder, size)
		if err != nil {
			return err
		}
		best := make([]use, len(programs))
		for round := range rounds {
			for i, p := range programs {
				u, err := ask(p, folder)
				if err != nil {
					return err
				}
				if b := &best[i]; round == 0 || u.CPU < b.CPU {
					b.CPU, b.Counting = u.CPU, u.Counting
				}
				best[i].MB, best[i].Seen = max(best[i].MB, u.MB), u.Seen
			}
		}
		fmt.Printf("bench reading: %-9s %4.0f MB", k.name, float64(bytes)/1e6)
		for i, u := range best {
			speed := float64(bytes) / 1e6 / max(u.CPU, .001)
			fmt.Printf("  %6.1f MB/CPU s (%.2f s; counting %.2f s; %.0f MB of memory)", speed, u.CPU, u.Counting, u.MB)
			if i > 0 {
				fmt.Printf(" %.2f times", best[0].CPU/u.CPU)
				if u.Seen != best[0].Seen {
					unlike = append(unlike, k.name)
					fmt.Print(", UNLIKE")
				}
			}
			if i == len(best)-1 && k.odd && speed < odd {
				slow = append(slow, k.name)
			}
		}
		fmt.Println()
	}
	if len(slow) > 0 {
		return fmt.Errorf("bar not met, %.0f MB a CPU second: %s", odd, strings.Join(slow, ", "))
	}
	if len(unlike) > 0 {
		return fmt.Errorf("not the same is seen: %s", strings.Join(unlike, ", "))
	}
	return nil
}

// use is what a look took.
type use struct {
	CPU, MB  float64
	Counting float64 // seconds of CPU that adding up who is in it takes, which no longer depends on the format
	Seen     string  // digest of all facts and of who is counted in them
}

func ask(program, folder string) (u use, err error) {
	cmd := exec.Command(program, "-look", folder)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &u)
	}
	return u, err
}

func used() use {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return use{CPU: float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9, MB: float64(r.Maxrss) / 1024}
}

// Command classify measures internal/classify on corpora that it makes from a seed: how
// fast it reads, what it finds of what is there, and what it flags of what only
// looks like it. See bench/classify.sh.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/weaklink/weaklink/internal/classify"
)

var (
	seed   = flag.Uint64("seed", 1, "of everything that is made up")
	size   = flag.Int("mib", 48, "MiB of bulk")
	values = flag.String("values", "", "numbers of values.py, JSON lines")
	out    = flag.String("corpus", "", "write the bulk here too, for other tools")
	misses = flag.Int("misses", 3, "how many misses of a set to print")
)

func main() {
	flag.Parse()
	r := rand.New(rand.NewPCG(*seed, *seed))
	speed(r)
	sets(r)
	if *values != "" {
		numbers(r, *values)
	}
}

func cpu() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// yardstick is what one core does at least for every byte that it looks at.
func yardstick() float64 {
	text := []byte(strings.Repeat("the meeting was moved again because nobody had time, and 12 more\n", 1<<17))
	var class [256]byte
	for c := 'a'; c <= 'z'; c++ {
		class[c] = 1
	}
	best, sum := 1e9, 0
	for range 3 {
		start := cpu()
		for _, c := range text {
			if class[c] != 0 {
				sum++
			} else if c == '\n' {
				sum += 3
			}
		}
		best = min(best, cpu()-start)
	}
	if sum == 0 {
		return 0
	}
	return float64(len(text)) / 1e6 / best
}

func speed(r *rand.Rand) {
	classify.Scan([]byte("warm up"), func(classify.Find) bool { return true })
	total, spent := 0, 0.0
	yard := yardstick()
	fmt.Printf("speed yardstick, a loop over a table of bytes: %.0f MB/s CPU\n", yard)
	for _, part := range bulk(r, *size<<20) {
		if *out != "" {
			if err := os.WriteFile(*out+"/"+part.name, part.text, 0o644); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
		finds, best := 0, 1e9
		for range 3 {
			finds = 0
			start := cpu()
			classify.Scan(part.text, func(f classify.Find) bool { finds++; return true })
			best = min(best, cpu()-start)
		}
		fmt.Printf("speed %-6s %6.1f MB  %6.0f MB/s CPU  %d finds\n", part.name, float64(len(part.text))/1e6, float64(len(part.text))/1e6/best, finds)
		total, spent = total+len(part.text), spent+best
	}
	fmt.Printf("speed all    %6.1f MB  %6.0f MB/s CPU, %.2f of the yardstick\n", float64(total)/1e6, float64(total)/1e6/spent, float64(total)/1e6/spent/yard)
}

// flagged is what of a line is found with at least the confidence.
func flagged(line string, sure float64) []classify.Find {
	var out []classify.Find
	classify.Scan([]byte(line), func(f classify.Find) bool {
		if f.Confidence >= sure {
			out = append(out, f)
		}
		return true
	})
	return out
}

func sets(r *rand.Rand) {
	for _, s := range positives() {
		const n = 1000
		found, exact := 0, 0
		var missed []string
		for range n {
			v := s.make(r)
			before, after := filler(r), filler(r)
			line := before + " " + v + " " + after
			at := len(before) + 1
			hit := false
			for _, f := range flagged(line, .5) {
				if f.Kind == s.kind && f.Start < at+len(v) && f.End > at {
					hit = true
					if f.Start == at && f.End == at+len(v) {
						exact++
					}
					break
				}
			}
			if hit {
				found++
			} else if len(missed) < *misses {
				missed = append(missed, line)
			}
		}
		fmt.Printf("found %-28s %5.1f %%  exact %5.1f %%\n", s.name, float64(found)*100/n, float64(exact)*100/n)
		for _, m := range missed {
			fmt.Printf("      missed: %s\n", m)
		}
	}
	for _, s := range decoys() {
		const n = 1000
		wrong := 0
		kinds := map[classify.Kind]int{}
		var shown []string
		for range n {
			line := filler(r) + " " + s.make(r) + " " + filler(r)
			fs := flagged(line, .5)
			if len(fs) > 0 {
				wrong++
				kinds[fs[0].Kind]++
				if len(shown) < *misses {
					shown = append(shown, fmt.Sprintf("%s %q in: %s", fs[0].Kind, line[fs[0].Start:fs[0].End], line))
				}
			}
		}
		fmt.Printf("decoy %-28s %5.1f %% flagged %v\n", s.name, float64(wrong)*100/n, kinds)
		for _, m := range shown {
			fmt.Printf("      flagged: %s\n", m)
		}
	}
}

// numbers are those that another implementation calls valid, and others that it
// does not.
func numbers(r *rand.Rand, path string) {
	file, err := os.Open(path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer file.Close()
	type score struct{ n, found, bad, wrong int }
	scores := map[string]*score{}
	var kinds []string
	notes := map[string][]string{}
	in := bufio.NewScanner(file)
	for in.Scan() {
		var v struct {
			Kind, Value, Label, Bad string
			Bare                    bool
		}
		if err := json.Unmarshal(in.Bytes(), &v); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		s := scores[v.Kind]
		if s == nil {
			s = &score{}
			scores[v.Kind] = s
			kinds = append(kinds, v.Kind)
		}
		write := func(value string) (string, int) {
			lead := filler(r) + " "
			if !v.Bare || r.IntN(2) == 0 {
				lead += v.Label + []string{": ", " ", ":", " is ", " = ", "=\"", " (", " no. ", " #"}[r.IntN(9)]
			}
			return lead + value + []string{" ", ".", ", ", "\" ", ") "}[r.IntN(5)] + filler(r), len(lead)
		}
		line, at := write(v.Value)
		s.n++
		hit := false
		for _, f := range flagged(line, .5) {
			if string(f.Kind) == v.Kind && f.Start == at && f.End == at+len(v.Value) {
				hit = true
			}
		}
		if hit {
			s.found++
		} else if len(notes[v.Kind]) < *misses {
			notes[v.Kind] = append(notes[v.Kind], fmt.Sprintf("missed: %s -> %v", line, flagged(line, .3)))
		}
		if v.Bad == "" {
			continue
		}
		s.bad++
		line, at = write(v.Bad)
		for _, f := range flagged(line, .5) {
			if f.Start < at+len(v.Bad) && f.End > at {
				s.wrong++
				if len(notes[v.Kind]) < 2**misses {
					notes[v.Kind] = append(notes[v.Kind], fmt.Sprintf("flagged: %s as %s", line, f.Kind))
				}
				break
			}
		}
	}
	slices.Sort(kinds)
	all := score{}
	for _, k := range kinds {
		s := scores[k]
		all.n, all.found, all.bad, all.wrong = all.n+s.n, all.found+s.found, all.bad+s.bad, all.wrong+s.wrong
		fmt.Printf("number %-20s found %5.1f %% of %d, of broken ones flagged %5.1f %%\n", k, float64(s.found)*100/float64(s.n), s.n, float64(s.wrong)*100/float64(max(1, s.bad)))
		if s.found*100 < s.n*98 || s.wrong*100 > 2*s.bad {
			for _, m := range notes[k] {
				fmt.Println("       ", strings.TrimSpace(m))
			}
		}
	}
	fmt.Printf("number all of %d kinds      found %5.1f %% of %d, of broken ones flagged %5.2f %%\n", len(kinds), float64(all.found)*100/float64(all.n), all.n, float64(all.wrong)*100/float64(max(1, all.bad)))
}

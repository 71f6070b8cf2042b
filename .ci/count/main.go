// Command count reads `go test -json` on standard input, prints what failed in
// full, what was skipped by reason, and one closing line:
//
//	812 passed, 0 failed, 41 skipped
//
// It ends with 1 when something failed, when nothing ran, or, under CI, when
// more tests were skipped than the file given with -allowed says.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

func main() {
	allowed := flag.String("allowed", "", "file that holds the number of skips allowed in CI")
	flag.Parse()
	os.Exit(count(*allowed))
}

func count(allowed string) int {
	var passed, failed, skipped int
	output := map[string][]string{}
	reasons := map[string]int{}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var e event
		if json.Unmarshal(in.Bytes(), &e) != nil {
			fmt.Println(in.Text())
			continue
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output":
			output[key] = append(output[key], e.Output)
		case "build-output":
			fmt.Print(e.Output)
		case "pass":
			if e.Test != "" {
				passed++
			} else if e.Elapsed > 20 {
				fmt.Printf("slow: %s %.0f s\n", e.Package, e.Elapsed)
			}
			delete(output, key)
		case "skip":
			if e.Test != "" {
				skipped++
				reasons[reason(output[key])]++
			}
			delete(output, key)
		case "fail":
			if e.Test != "" {
				failed++
			} else if failed == 0 {
				failed++ // a package that does not build, or that died
			}
			fmt.Printf("FAIL %s\n%s", key, strings.Join(output[key], ""))
			delete(output, key)
		}
	}
	names := make([]string, 0, len(reasons))
	for r := range reasons {
		names = append(names, r)
	}
	slices.Sort(names)
	for _, r := range names {
		fmt.Printf("skipped %d: %s\n", reasons[r], r)
	}
	code := 0
	if failed > 0 || passed == 0 {
		code = 1
	}
	if limit, err := limitOf(allowed); err != nil {
		fmt.Println(err)
		code = 1
	} else if os.Getenv("CI") != "" && skipped > limit {
		fmt.Printf("%d tests were skipped, %s allows %d: install what they need, or say why not\n", skipped, allowed, limit)
		code = 1
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	return code
}

// reason is the last line that a skipped test printed itself, without its place.
func reason(lines []string) string {
	for _, l := range slices.Backward(lines) {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "---") || strings.HasPrefix(l, "===") {
			continue
		}
		if _, say, ok := strings.Cut(l, ".go:"); ok {
			if _, say, ok := strings.Cut(say, ": "); ok {
				return say
			}
		}
		return l
	}
	return "no reason given"
}

func limitOf(path string) (int, error) {
	if path == "" {
		return 0, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return 0, fmt.Errorf("read how many skips are allowed: %w", err)
	}
	for line := range strings.Lines(string(raw)) {
		if line, _, _ = strings.Cut(line, "#"); strings.TrimSpace(line) != "" {
			return strconv.Atoi(strings.TrimSpace(line))
		}
	}
	return 0, fmt.Errorf("%s holds no number", path)
}

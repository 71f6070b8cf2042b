// Command rescan measures a second scan of a folder in which one file in a
// hundred changed, and holds its result against that of a first scan that sees
// the same folder.
//
//	rescan [-mb N] [-files N] [-seed S] [-share SHARE] [-keep FOLDER] WEAKLINK
//
// It fails when the second scan costs more than SHARE of the first one's CPU
// seconds (user + system), or says anything else than a full one.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	mb := flag.Int("mb", 400, "megabytes in the folder")
	files := flag.Int("files", 3000, "files in it")
	seed := flag.Uint64("seed", 7, "of chance")
	share := flag.Float64("share", .05, "bar: CPU seconds of the second scan, as a share of the first")
	keep := flag.String("keep", "", "leave folder and homes here")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "rescan: name the program")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *mb, *files, *seed, *share, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "bench rescan:", err)
		os.Exit(1)
	}
}

func run(weaklink string, mb, files int, seed uint64, bar float64, dir string) error {
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	place, home, fresh := filepath.Join(dir, "files"), filepath.Join(dir, "home"), filepath.Join(dir, "fresh")
	r := rand.New(rand.NewPCG(seed, 3))
	all, err := write(place, mb<<20, files, r)
	if err != nil {
		return err
	}
	time.Sleep(3 * time.Second) // what changed this very moment is never taken for unchanged

	first, err := scan(weaklink, home, place)
	if err != nil {
		return err
	}
	fmt.Printf("first:  %s\n", first)
	n, err := change(place, all, max(1, len(all)/100), r)
	if err != nil {
		return err
	}
	time.Sleep(3 * time.Second)
	second, err := scan(weaklink, home, place)
	if err != nil {
		return err
	}
	fmt.Printf("second: %s after %d files of %d changed\n", second, n, len(all))

	// Somebody else who sees the folder for the first time, with the same key, so
	// that fingerprints can be compared.
	if err := os.MkdirAll(fresh, 0o700); err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(fresh, "keys"), os.DirFS(filepath.Join(home, "keys"))); err != nil {
		return err
	}
	if err := filepath.WalkDir(filepath.Join(fresh, "keys"), func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return os.Chmod(p, 0o600)
	}); err != nil {
		return err
	}
	full, err := scan(weaklink, fresh, place)
	if err != nil {
		return err
	}
	fmt.Printf("full:   %s\n", full)
	if err := same(weaklink, home, fresh); err != nil {
		return err
	}
	ratio := second.cpu / first.cpu
	fmt.Printf("the second scan costs %.1f %% of the first and says what a full one says\n", 100*ratio)
	if ratio > bar {
		return fmt.Errorf("bar not met: %.0f %%", 100*bar)
	}
	return nil
}

// cost is what a scan cost.
type cost struct{ wall, cpu, mb float64 }

func (c cost) String() string {
	return fmt.Sprintf("wall %.2f s, cpu %.2f s, peak memory %.0f MB", c.wall, c.cpu, c.mb)
}

func scan(weaklink, home, place string) (cost, error) {
	cmd := exec.Command(weaklink, "scan", place, "-o", filepath.Join(home, "report.json"))
	cmd.Env = append(os.Environ(), "WEAKLINK_DATA="+home)
	if err := os.MkdirAll(home, 0o700); err != nil {
		return cost{}, err
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return cost{}, fmt.Errorf("%w\n%s", err, said.Bytes())
	}
	s := cmd.ProcessState
	return cost{time.Since(start).Seconds(), (s.UserTime() + s.SystemTime()).Seconds(), peak(s)}, nil
}

// same says whether the newest runs of two homes saw the same.
func same(weaklink, a, b string) error {
	var said [2][]string
	for i, home := range []string{a, b} {
		cmd := exec.Command(weaklink, "facts")
		cmd.Env = append(os.Environ(), "WEAKLINK_DATA="+home)
		out, err := cmd.Output()
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(out)) {
			said[i] = append(said[i], unseenBefore(strings.TrimSpace(line)))
		}
		slices.Sort(said[i])
	}
	if len(said[0]) < 2 {
		return errors.New("nothing was seen")
	}
	for i := range max(len(said[0]), len(said[1])) {
		x, y := at(said[0], i), at(said[1], i)
		if x != y {
			return fmt.Errorf("the second scan and a full one differ:\n%.600s\n%.600s", x, y)
		}
	}
	fmt.Printf("%d facts, the same in both\n", len(said[0]))
	return nil
}

func at(all []string, i int) string {
	if i < len(all) {
		return all[i]
	}
	return "(nothing)"
}

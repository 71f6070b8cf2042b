package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/store/storetest"
)

const victim = "WEAKLINK_TEST_VICTIM"

const factsEach = 5

// beTheVictim makes this process one that writes until it is killed, when the
// test below started it. It says what it has sealed only after the store did.
func beTheVictim() {
	path := os.Getenv(victim)
	if path == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	db, err := store.Open(ctx, path)
	run := storetest.NewRun("grocer", 1)
	if err == nil {
		err = db.Begin(ctx, run)
	}
	for n := 0; err == nil; n++ {
		target := fmt.Sprint("target", n)
		for i := 0; i < factsEach && err == nil; i++ {
			err = db.Fact(ctx, run.ID, target, "c", fact(n, i))
		}
		if err == nil {
			err = db.Seal(ctx, run.ID, evidence.Sighting{Target: target, Collector: "c", Seen: run.Started}, chain.TargetState{Target: target, Complete: true})
		}
		if err == nil {
			_, err = fmt.Println(target)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func fact(target, i int) evidence.Item {
	it, err := evidence.Kind[string]{Name: "website.page", Version: 1}.Item(fmt.Sprintf("page:%d/%d", target, i), evidence.Scanned, strings.Repeat("x", 500))
	if err != nil {
		panic(err)
	}
	return it
}

func TestAKilledProcessLosesNothingThatWasSealed(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "weaklink.db")
	for round, after := range []int{1, 7, 40} {
		file := fmt.Sprint(path, round)
		cmd := exec.Command(self, "-test.run=^$")
		cmd.Env = append(os.Environ(), victim+"="+file)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var sealed []string
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if sealed = append(sealed, lines.Text()); len(sealed) == after {
				cmd.Process.Kill() // what it still said before it died is read, too
			}
		}
		cmd.Wait()
		if len(sealed) < after {
			t.Fatalf("the process died of something else after %d seals", len(sealed))
		}

		db := openAt(t, file)
		run, done, err := db.Unfinished(t.Context(), "grocer")
		if err != nil {
			t.Fatal(err)
		}
		kept := map[string]bool{}
		for _, s := range done {
			kept[s.Target] = true
		}
		items, at, err := db.Facts(t.Context(), run.ID)
		if err != nil {
			t.Fatal(err)
		}
		facts := map[string]int{}
		for _, it := range items {
			if err := it.Verify(); err != nil {
				t.Error(err)
			}
			facts[at[it.Digest].Target]++
		}
		for _, target := range sealed {
			if !kept[target] || facts[target] != factsEach {
				t.Errorf("%s was sealed; kept: %v with %d facts", target, kept[target], facts[target])
			}
		}
		run.Finished = run.Started.Add(time.Hour)
		if _, err := db.Finish(t.Context(), run, nil, func(string) bool { return false }, nil); err != nil {
			t.Errorf("the killed run cannot be taken up again: %v", err)
		}
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/weaklink/weaklink/internal/labs"
)

type demoReport struct {
	Schema string `json:"schema"`
	Before verdictOf
	After  verdictOf
}

func demoOnce(args ...string) (r demoReport, err error) {
	var out, errs bytes.Buffer
	code := run(context.Background(), append([]string{"demo", "--format", "json"}, args...), console{in: strings.NewReader(""), out: &out, err: &errs, width: narrow})
	if code != exitDone {
		return r, fmt.Errorf("demo %v ended with %d: %s", args, code, errs.String())
	}
	return r, json.Unmarshal(out.Bytes(), &r)
}

type verdictOf struct {
	Verdict struct {
		Sentence string  `json:"sentence"`
		Link     *string `json:"link"`
		Wording  string  `json:"wording"`
	} `json:"verdict"`
}

func (v verdictOf) link() string {
	if v.Verdict.Link == nil {
		return ""
	}
	return *v.Verdict.Link
}

// Each planted weakness alone is what the verdict names, whatever the seed.
func TestTheVerdictFollowsEachWeakness(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	for _, w := range labs.GrocerWeaknesses() {
		t.Run(w.Name, func(t *testing.T) {
			t.Parallel()
			for _, seed := range []string{"1", "2", "3"} {
				r, err := demoOnce("--only", w.Name, "--seed", seed)
				if err != nil {
					t.Fatal(err)
				}
				if r.Before.link() != w.Link {
					t.Errorf("seed %s: planted %s in %s, named %q: %s", seed, w.Name, w.Link, r.Before.link(), r.Before.Verdict.Sentence)
				}
			}
		})
	}
}

// Two demos, each of which looks at the grocer as planted and then without
// something: the tests below share them.
var (
	withoutAll = sync.OnceValues(func() (demoReport, error) {
		var all []string
		for _, w := range labs.GrocerWeaknesses() {
			all = append(all, w.Name)
		}
		return demoOnce("--without", strings.Join(all, ","))
	})
	withoutDump = sync.OnceValues(func() (demoReport, error) { return demoOnce("--without", "dump,git") })
)

// With nothing planted no link is named; and leaving a weakness out changes the sentence.
func TestTheVerdictFollowsItsAbsence(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: plays the demo without each weakness")
	}
	t.Parallel()
	r, err := withoutAll()
	if err != nil {
		t.Fatal(err)
	}
	if r.After.link() != "" {
		t.Errorf("nothing is planted and %s is named: %s", r.After.link(), r.After.Verdict.Sentence)
	}
	if r, err = withoutDump(); err != nil {
		t.Fatal(err)
	}
	if r.Before.link() != "website" || r.Before.Verdict.Sentence == r.After.Verdict.Sentence {
		t.Errorf("before: %s\nafter: %s", r.Before.Verdict.Sentence, r.After.Verdict.Sentence)
	}
}

// The same seed gives the same sentence on every machine: nothing in it comes
// from a port, a path or a clock.
func TestTheDemoSaysTheSameEverywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: plays the demo twice")
	}
	t.Parallel()
	a, err := withoutAll()
	if err != nil {
		t.Fatal(err)
	}
	b, err := withoutDump()
	if err != nil {
		t.Fatal(err)
	}
	if a.Before.Verdict.Sentence == "" || a.Before.Verdict.Sentence != b.Before.Verdict.Sentence {
		t.Errorf("%s\n%s", a.Before.Verdict.Sentence, b.Before.Verdict.Sentence)
	}
	if strings.Contains(a.Before.Verdict.Sentence, os.TempDir()) || strings.Contains(a.Before.Verdict.Sentence, "127.0.0.1") {
		t.Error(a.Before.Verdict.Sentence)
	}
}

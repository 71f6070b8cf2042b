package main

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// lists are small files as an office has them; every third kind holds nobody.
func lists(dir string, n int) error {
	for i := range n {
		path := filepath.Join(dir, fmt.Sprintf("department-%d", i%9), fmt.Sprintf("list-%d.csv", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		head := []string{"name,email", "article,price", "name,birth date,phone"}[i%3]
		text := head + "\n"
		for j := range 25 {
			text += []string{fmt.Sprintf("Anna Muster,anna.muster%d@mail%d.example.org\n", j, i), fmt.Sprintf("bread,%d.20\n", j),
				fmt.Sprintf("Petra Schmidt,19%02d-03-0%d,+49 30 9018%04d\n", 50+j, 1+j%9, i*25+j)}[i%3]
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sight is what one collector saw at one target.
type sight struct {
	evidence.Sighting
	items []evidence.Item
	gaps  []evidence.Gap
	state chain.TargetState
}

// world is what a firm's looks see.
type world struct {
	record scan.Record
	all    []*sight
}

// seenIn adds what the newest look of a database saw.
func (w *world) seenIn(ctx context.Context, path string) error {
	db, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	run, err := db.Run(ctx, "")
	if err != nil {
		return err
	}
	raw, err := db.Verdict(ctx, run.ID)
	if err != nil {
		return err
	}
	var rec scan.Record
	if err := json.Unmarshal(raw, &rec); err != nil {
		return err
	}
	if w.record.Firm.Name == "" {
		w.record.Firm, w.record.Answers = rec.Firm, rec.Answers
	}
	w.record.States = append(w.record.States, rec.States...)
	items, at, err := db.Facts(ctx, run.ID)
	if err != nil {
		return err
	}
	gaps, err := db.Gaps(ctx, run.ID)
	if err != nil {
		return err
	}
	sealed, err := db.Sealed(ctx, run.ID)
	if err != nil {
		return err
	}
	for key, state := range sealed {
		s := &sight{Sighting: evidence.Sighting{Target: key[0], Collector: key[1], Version: run.Version}, state: state}
		for _, it := range items {
			if a := at[it.Digest]; a.Target == s.Target && a.Collector == s.Collector && it.Kind != facts.DataUnion.Name {
				s.items = append(s.items, it)
			}
		}
		for _, g := range gaps {
			if g.Target == s.Target && !state.Complete {
				s.gaps = append(s.gaps, g)
			}
		}
		w.all = append(w.all, s)
	}
	slices.SortFunc(w.all, func(a, b *sight) int {
		return cmp.Or(cmp.Compare(a.Target, b.Target), cmp.Compare(a.Collector, b.Collector))
	})
	return nil
}

// month is how many days in a row see the same.
const month = 28

// there says whether a fact is there on a day: each is away for one month of
// forty, so that every month brings a few things that are new or gone.
func there(it evidence.Item, day int) bool {
	raw, err := hex.DecodeString(it.Digest[:8])
	return err != nil || (binary.BigEndian.Uint32(raw)+uint32(day/month))%40 != 0
}

// year keeps one look a day in a new database, the last of them today, which is
// judged as a scan does. The days before are judged with fewer samples, and one
// verdict serves a month: judging a whole year takes hours.
func (w *world) year(ctx context.Context, path string, runs int, version string) (facts int, err error) {
	db, err := store.Open(ctx, path)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	today := time.Now().UTC().Truncate(24 * time.Hour)
	var j *scan.Judgement
	var judged time.Time
	for day := range runs {
		started := today.AddDate(0, 0, day+1-runs).Add(-20 * time.Hour)
		rec := w.record
		last := day == runs-1
		if rec.Samples = 1024; last {
			rec.Samples = 0
		}
		var millis [8]byte
		binary.BigEndian.PutUint64(millis[:], uint64(started.UnixMilli())<<16)
		run := chain.Run{ID: fmt.Sprintf("%x-%x-7000-8000-%012x", millis[:4], millis[4:6], day), Firm: rec.Firm.Name, Started: started, Now: started.Truncate(24 * time.Hour), Version: version}
		if err := db.Begin(ctx, run); err != nil {
			return 0, err
		}
		var items []evidence.Item
		at := map[string]evidence.Sighting{}
		for _, s := range w.all {
			s.Seen = started
			for _, it := range s.items {
				if !there(it, day) || at[it.Digest].Target != "" {
					continue
				}
				if err := db.Fact(ctx, run.ID, s.Target, s.Collector, it); err != nil {
					return 0, err
				}
				items, at[it.Digest] = append(items, it), s.Sighting
			}
			for _, g := range s.gaps {
				if err := db.Gap(ctx, run.ID, s.Collector, g); err != nil {
					return 0, err
				}
			}
			if err := db.Seal(ctx, run.ID, s.Sighting, s.state); err != nil {
				return 0, err
			}
		}
		slices.SortFunc(items, func(a, b evidence.Item) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Digest, b.Digest))
		})
		run.Root = evidence.Root(items)
		raw, err := hex.DecodeString(run.Root[:16])
		if err != nil {
			return 0, err
		}
		run.Seed = binary.BigEndian.Uint64(raw)
		if day%month == 0 || last {
			judged = run.Now
			j, err = scan.Judge(scan.Case{Facts: items, Seen: at, States: rec.States, Firm: rec.Firm, Answers: rec.Answers, Now: judged, Seed: &run.Seed, Samples: rec.Samples})
			if err != nil {
				return 0, fmt.Errorf("judge day %d: %w", day, err)
			}
		}
		run.Now = judged
		rec.Now, rec.Seed, rec.Version, rec.Findings, rec.Verdict, rec.Advice = run.Now, run.Seed, version, j.Findings, j.Verdict, j.Advice
		body, err := json.Marshal(rec)
		if err != nil {
			return 0, err
		}
		run.Model, run.Finished = j.Verdict.Model, started.Add(3*time.Minute)
		if _, err := db.Finish(ctx, run, j.Findings, func(string) bool { return true }, body); err != nil {
			return 0, err
		}
		facts = len(items)
	}
	return facts, nil
}

package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/web"
)

// proven is what a copy was shown to be, by its level (facts.BackupSet).
var proven = map[int]string{3: "restored", 4: "restored, and it starts", 5: "restored, and it is right", 6: "restored, and nothing is missing"}

// drills are the copies of a firm that were brought back, the newest first, from
// all that was ever seen of its copies; and what was said about one, as said.
func (h *home) drills(ctx context.Context, firm string) (list []web.Drill, copies bool, err error) {
	sets, first, err := h.Every(ctx, firm, facts.BackupsSet.Name)
	if err != nil {
		return nil, false, err
	}
	for _, it := range sets {
		s, err := facts.BackupsSet.Decode(it)
		if err != nil {
			continue // of a version that this build does not know
		}
		copies = true
		if s.Level < 3 && s.Minutes == 0 {
			continue
		}
		d := web.Drill{On: first[it.Digest], Copy: s.Name, Minutes: s.Minutes, Passed: s.Level >= 3 && s.Whole != "no", How: proven[s.Level], Why: s.Why}
		if t, err := time.Parse(time.RFC3339, s.Taken); err == nil {
			d.Taken = t.Format("2 January 2006")
		}
		if d.How == "" {
			d.How = fmt.Sprintf("level %d of 6", s.Level)
		}
		list = append(list, d)
	}
	said, _, err := h.Every(ctx, firm, facts.FirmAnswer.Name)
	if err != nil {
		return nil, false, err
	}
	for _, it := range said {
		a, err := facts.FirmAnswer.Decode(it)
		if err != nil || a.ID != "backups.last-restore" || a.Value == "no" || a.Value == "unknown" || a.Value == "" {
			continue
		}
		on, err := time.Parse(time.DateOnly, cmp.Or(a.On, a.Value))
		if err != nil {
			continue
		}
		list = append(list, web.Drill{On: on, Copy: "a copy", Passed: true, How: "so it was answered", OnlySaid: true})
	}
	slices.SortStableFunc(list, func(a, b web.Drill) int { return b.On.Compare(a.On) })
	return list, copies, nil
}

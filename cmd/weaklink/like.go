package main

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// like is a hint with the ids that s was most likely meant to be.
func like(s string, known []string) string {
	type scored struct {
		id    string
		score float64
	}
	var all []scored
	want := pairsOf(s)
	for _, id := range known {
		have := pairsOf(id)
		both := 0
		for p := range want {
			if have[p] {
				both++
			}
		}
		x := 2 * float64(both) / float64(max(1, len(want)+len(have))) // Dice's coefficient over pairs of letters
		if l := strings.ToLower(s); len(l) > 2 && strings.Contains(strings.ToLower(id), l) {
			x++
		}
		all = append(all, scored{id, x})
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var near []string
	for _, x := range all {
		if len(near) < 3 && x.score >= .45 && !slices.Contains(near, x.id) {
			near = append(near, x.id)
		}
	}
	if len(near) == 0 {
		return "ids stand in the JSON of `weaklink plan`; numbers of the model as CONTROL.m or in `weaklink why LINK`"
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}

func pairsOf(s string) map[string]bool {
	s = " " + strings.ToLower(s) + " "
	out := map[string]bool{}
	for i := range len(s) - 1 {
		out[s[i:i+2]] = true
	}
	return out
}

// parseNumber reads a number; none that has no end.
func parseNumber(s string) (float64, bool) {
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// completeFix offers what is weak or broken in the newest run.
func (a *app) completeFix(cmd *cobra.Command, args []string, done string) ([]string, cobra.ShellCompDirective) {
	return a.completeList(cmd, args, done, false)
}

// completeSet offers the controls and the numbers of the model.
func (a *app) completeSet(cmd *cobra.Command, args []string, done string) ([]string, cobra.ShellCompDirective) {
	return a.completeList(cmd, args, done, true)
}

func (a *app) completeList(cmd *cobra.Command, args []string, done string, set bool) ([]string, cobra.ShellCompDirective) {
	none := cobra.ShellCompDirectiveNoFileComp
	h, err := a.open(cmd.Context())
	if err != nil {
		return nil, none
	}
	defer h.Close()
	id := ""
	if len(args) > 0 {
		id = args[0]
	}
	_, q, err := a.reopen(cmd.Context(), h, id)
	if err != nil {
		return nil, none
	}
	head := "" // what stands before the last comma
	if at := strings.LastIndex(done, ","); at >= 0 {
		head = done[:at+1]
	}
	ids := fixable(q)
	if set {
		ids = settable(q)
		for _, s := range q.Model.States {
			if s.Subject != "" && !s.Face {
				ids = append(ids, s.Control+"@"+s.Subject)
			}
		}
	}
	var out []string
	for _, id := range ids {
		if strings.HasPrefix(head+id, done) {
			if set {
				id += "="
			}
			out = append(out, head+id)
		}
	}
	if set {
		none |= cobra.ShellCompDirectiveNoSpace
	}
	return out, none
}

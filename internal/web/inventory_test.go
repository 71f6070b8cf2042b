package web

import (
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	reporthtml "github.com/weaklink/weaklink/internal/report/html"
	"github.com/weaklink/weaklink/internal/report/reporttest"
	"github.com/weaklink/weaklink/risk"
)

// The sentence that a link's page begins with can be read by an owner, whichever
// control of whichever link does not hold, and so can that of the client data.
func TestFirstSentencesHaveNoWordOfTheTrade(t *testing.T) {
	bad, seen := map[chain.Link]int{}, map[string]bool{}
	for seed := range uint64(40) {
		for _, o := range []reporttest.Options{{Findings: 60, Stores: int(seed % 4), Whole: seed%2 == 0, Carried: seed%3 == 0}, {Findings: 5}, {Wording: risk.Unknown}, {Findings: 9, Wording: risk.None, Whole: true}} {
			v := reporthtml.NewView(reporttest.Model(seed, o))
			all := []string{dataSentence(v)}
			for _, l := range chain.Links() {
				p := newLinkPage(v, l)
				if len(p.Bad) > 0 {
					bad[l]++
					seen[p.Bad[0].Control] = true
				}
				all = append(all, p.Sentence)
			}
			for _, s := range all {
				if w := report.OfTheTrade(s); w != "" || !strings.HasSuffix(s, ".") && !strings.Contains(s, "carries it") || strings.ToUpper(s[:1]) != s[:1] || report.Words(s) > 30 {
					t.Errorf("%q (%s)", s, w)
				}
			}
		}
	}
	for _, l := range chain.Links() {
		if bad[l] < 10 {
			t.Errorf("%s was weak or broken only %d times", l, bad[l])
		}
	}
	if len(seen) < 25 {
		t.Errorf("only %d controls came first", len(seen))
	}
}

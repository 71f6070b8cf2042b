package scan

import (
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"

	_ "github.com/weaklink/weaklink/checks/policies"
)

func judgedBy(t *testing.T, answers map[string]checks.Answer, more ...evidence.Item) (*Judgement, []evidence.Item) {
	t.Helper()
	items, err := answered(answers)
	if err != nil {
		t.Fatal(err)
	}
	items = append(items, more...)
	sortFacts(items)
	j, err := Judge(Case{Facts: items, Firm: chain.Firm{Name: "grocer", Staff: 7}, Answers: answers, Samples: 512, Seed: new(uint64(1))})
	if err != nil {
		t.Fatal(err)
	}
	return j, items
}

func about(j *Judgement, check string) chain.Finding {
	for _, f := range j.Findings {
		if f.Check == check {
			return f
		}
	}
	return chain.Finding{}
}

func TestAnAnswerIsWeighedAsNoMoreThanAClaim(t *testing.T) {
	const id = "policies.callback-rule"
	j, items := judgedBy(t, map[string]checks.Answer{id: {Value: "no"}})
	f := about(j, id)
	if f.Grip != chain.Weak || len(f.Evidence) != 1 || items[0].Method != evidence.Claimed || f.Evidence[0] != items[0].Digest {
		t.Errorf("%+v on %+v", f, items)
	}
	if j.Verdict.Link != "policies" || j.Verdict.Wording == risk.Is {
		t.Errorf("answers alone say %q of %q", j.Verdict.Wording, j.Verdict.Link)
	}
	if _, items = judgedBy(t, map[string]checks.Answer{id: {Value: "yes", File: "docs/payments.pdf"}}); items[0].Method != evidence.Documented || strings.Contains(string(items[0].Body), "payments.pdf") {
		t.Errorf("%+v", items)
	}
}

func TestAnAnswerThatTheRulesContradictIsAFinding(t *testing.T) {
	const id = "policies.callback-rule"
	folder := func(clauses ...facts.PolicyClause) evidence.Item {
		it, err := facts.PoliciesFolder.Item("firm", evidence.Documented, facts.PolicyFolder{Target: "rules", Documents: []facts.PolicyDocument{{Name: "rules.md", Clauses: clauses}}})
		if err != nil {
			t.Fatal(err)
		}
		return it
	}
	j, _ := judgedBy(t, map[string]checks.Answer{id: {Value: "no"}}, folder(facts.PolicyClause{ID: "call-back"}))
	if f := about(j, id); f.Grip != chain.Weak || !strings.Contains(f.Say, "contradict") || len(f.Evidence) != 2 {
		t.Errorf("%+v", f)
	}
	j, _ = judgedBy(t, map[string]checks.Answer{id: {Value: "yes"}}, folder())
	if f := about(j, id); f.Grip != chain.Weak || !strings.Contains(f.Say, "not borne out") {
		t.Errorf("%+v", f)
	}
	// What was seen, not only claimed, may be named for sure.
	j, _ = judgedBy(t, nil, folder())
	if j.Verdict.Link != "policies" || j.Verdict.Wording != risk.Is {
		t.Errorf("%q of %q", j.Verdict.Wording, j.Verdict.Link)
	}
}

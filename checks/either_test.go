package checks_test

import (
	"slices"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
)

type seen struct{ N int }
type said struct{ ID string }

var (
	seenKind = evidence.Kind[seen]{Name: "policies.seen", Version: 1}
	saidKind = evidence.Kind[said]{Name: "policies.said", Version: 1}
)

var either = checks.Either(checks.Doc{ID: "policies.either-test", Asks: "?", Matters: "m", Fix: "f", Proof: "p", Control: "incident-plan", Who: checks.Owner, Minutes: [2]int{1, 2}},
	checks.Source[seen]{Kind: seenKind}, checks.Source[said]{Kind: saidKind, Keep: func(s said) bool { return s.ID == "mine" }},
	func(_ checks.Scene, a []seen, b []said) []checks.Verdict {
		return []checks.Verdict{{Subject: "firm", Grip: chain.Holds, Say: "x", Pass: len(a), Of: len(b)}}
	})

func item[T any](t *testing.T, k evidence.Kind[T], body T) evidence.Item {
	t.Helper()
	it, err := k.Item("firm", evidence.Claimed, body)
	if err != nil {
		t.Fatal(err)
	}
	return it
}

// A check that hears answers is called for either, and rests on no answer to
// another question.
func TestEitherKindIsEnoughAndOnlyWhatIsKeptIsEvidence(t *testing.T) {
	a, mine, other := item(t, seenKind, seen{1}), item(t, saidKind, said{"mine"}), item(t, saidKind, said{"other"})
	broken := a
	broken.Body = []byte(`{"N":"many"}`)
	for _, c := range []struct {
		items    []evidence.Item
		pass, of int
		evidence []string
	}{
		{[]evidence.Item{a, mine, other}, 1, 1, []string{a.Digest, mine.Digest}},
		{[]evidence.Item{a, other}, 1, 0, []string{a.Digest}},
		{[]evidence.Item{mine}, 0, 1, []string{mine.Digest}},
	} {
		got := either.Judge(checks.Scene{}, c.items)
		if len(got) != 1 || got[0].Pass != c.pass || got[0].Of != c.of || !slices.Equal(got[0].Evidence, c.evidence) {
			t.Errorf("%d facts: %+v", len(c.items), got)
		}
	}
	if got := either.Judge(checks.Scene{}, []evidence.Item{other}); len(got) != 0 {
		t.Errorf("an answer to another question is judged: %+v", got)
	}
	if got := either.Judge(checks.Scene{}, []evidence.Item{broken}); len(got) != 1 || got[0].Grip != chain.Unseen {
		t.Errorf("a fact that cannot be read: %+v", got)
	}
	if !slices.Equal(either.Kinds, []string{"policies.seen", "policies.said"}) {
		t.Errorf("kinds %v", either.Kinds)
	}
}

func TestQuestionsWithAMistakeStopTheProgram(t *testing.T) {
	for what, raw := range map[string]string{
		"no words": "- {id: policies.x}", "no link": `- {id: police.X, ask: a, "yes": b, "no": c, control: d}`, "unknown key": `- {id: policies.x, ask: a, "yes": b, "no": c, control: d, foo: e}`, "no list": "id: x",
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: taken", what)
				}
			}()
			checks.Ask([]byte(raw))
		}()
	}
}

package main

import (
	"slices"
	"testing"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// An answer that no check hears would be asked for in vain.
func TestEveryQuestionIsHeardByACheckOfItsControl(t *testing.T) {
	all := checks.Questions()
	if len(all) < 10 {
		t.Fatalf("only %d questions are asked", len(all))
	}
	for _, q := range all {
		c, ok := checks.Lookup(q.Check)
		if !ok || c.Doc.Control != q.Control || !slices.Contains(c.Kinds, facts.FirmAnswer.Name) {
			t.Errorf("%s: no check %s hears answers about %s", q.ID, q.Check, q.Control)
		}
	}
}

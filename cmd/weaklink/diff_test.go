package main

import (
	"testing"

	"github.com/weaklink/weaklink/chain"
)

// What another version or another model says otherwise is no change at the firm.
func TestOtherRulesAreNamed(t *testing.T) {
	a := chain.Run{Version: "v1.0.0", Model: "0123456789"}
	b, c := a, a
	b.Version, c.Model = "v1.1.0", "abcdefghij"
	if !judgedAlike(a, a) || judgedAlike(a, b) || judgedAlike(a, c) {
		t.Error("two runs are judged alike only by the same version and the same model")
	}
	for got, want := range map[string]string{otherRules(a, b): "weaklink v1.0.0, then v1.1.0", otherRules(a, c): "other numbers of the model (01234567, then abcdefgh)"} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

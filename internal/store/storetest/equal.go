package storetest

import (
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/evidence"
)

func equalRapid(r *rapid.T, want, got any) {
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		r.Fatalf("want - got +\n%s", diff)
	}
}

func gapAt(target string) evidence.Gap {
	return evidence.Gap{Target: target, Subject: target, Why: "it is locked", Next: "unlock it"}
}

package devices

import (
	"encoding/json"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
)

// A fact that says nothing makes nothing hold, and nothing fail, whichever check reads it.
func TestAnEmptyFactIsUnseen(t *testing.T) {
	for _, c := range checks.Registered() {
		for _, kind := range c.Kinds {
			for _, body := range []string{"{}", "null"} {
				it := evidence.Item{Kind: kind, Version: 1, Subject: "host:x", Digest: "x", Method: evidence.Enumerated, Body: json.RawMessage(body)}
				for _, f := range c.Judge(checks.Scene{Complete: func(string) bool { return true }}, []evidence.Item{it}) {
					if f.Grip != chain.Unseen {
						t.Errorf("%s of an empty %s %s: %s", c.Doc.ID, kind, f.Grip, f.Say)
					}
				}
			}
		}
	}
}

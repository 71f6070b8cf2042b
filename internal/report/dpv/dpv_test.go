package dpv

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

// What a JSON-LD reader would drop without a word or refuse is not there:
// a key without a meaning, an address that is none, a literal with more than its value.
func TestNothingOfTheDraftIsLostOnAReader(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		var b bytes.Buffer
		if err := Print(&b, m, map[string]string{"email": "pd:EmailAddress"}); err != nil {
			t.Fatal(name, err)
		}
		var all map[string]any
		if err := json.Unmarshal(b.Bytes(), &all); err != nil {
			t.Fatal(name, err)
		}
		known := all["@context"].(map[string]any)
		delete(all, "@context")
		var walk func(any)
		walk = func(v any) {
			switch v := v.(type) {
			case []any:
				for _, x := range v {
					walk(x)
				}
			case map[string]any:
				if _, literal := v["@value"]; literal && len(v) > 1 {
					t.Errorf("%s: a literal with more than its value: %v", name, v)
				}
				for k, x := range v {
					prefix, _, _ := strings.Cut(k, ":")
					if known[prefix] == nil && known[k] == nil && !strings.HasPrefix(k, "@") {
						t.Errorf("%s: %s means nothing", name, k)
					}
					if id, ok := x.(string); ok && (k == "@id" || k == "wl:of" || k == "wl:is") {
						if u, err := url.Parse(id); err != nil || u.Scheme != "urn" || strings.ContainsAny(id, " <>\"{}|\\^`#") {
							t.Errorf("%s: %s %q is no address", name, k, id)
						}
					}
					walk(x)
				}
			}
		}
		walk(all)
		if got, want := len(all["dpv:hasProcess"].([]any)), m.Data.Stores.Len()+m.Data.Guarded.Len(); got != want {
			t.Errorf("%s: %d processes for %d places", name, got, want)
		}
	}
}

// What cannot be seen is there by name, as unknown, with the question.
func TestWhatCannotBeSeenIsSaidToBeUnknown(t *testing.T) {
	m := reporttest.Kinds()["rich"]
	m.Suppliers = append(m.Suppliers, report.Supplier{Name: "Shopify", Carries: []string{"hosting", "payments"}, For: "site:https://shop.example", Proof: "an alias"})
	r := Make(m, map[string]string{"email": "pd:EmailAddress"})
	for _, p := range r.Processes {
		for _, u := range []Unknown{p.Purpose, p.Ground, p.Storage.Retention} {
			if u.Title != "unknown" || !strings.HasSuffix(u.Ask, "?") {
				t.Errorf("%s: %+v", p.ID, u)
			}
		}
		if len(p.Data) == 0 || p.Subjects.Best == 0 && p.Subjects.High == 0 || len(p.Measures) == 0 && p.Data[0].Guard == "" {
			t.Errorf("%s lacks what was seen: %+v", p.ID, p)
		}
	}
	if len(r.Recipients) != 1 || r.Recipients[0].Name != "Shopify" || !strings.Contains(r.Recipients[0].Ask, "contract") {
		t.Errorf("the supplier is no recipient: %+v", r.Recipients)
	}
	if len(r.Copies) == 0 {
		t.Error("no copy is told of")
	}
}

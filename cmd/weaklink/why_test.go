package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// The numbers of the model can be listed whole, by the beginning of an id and
// one by one, each with its mark and source; an unknown one is told apart.
func TestConstantsCanBeListed(t *testing.T) {
	list := func(want int, args ...string) (out constantList, errs string) {
		t.Helper()
		var b, e bytes.Buffer
		if code := run(t.Context(), append([]string{"why", "--constants", "--format", "json"}, args...), console{in: strings.NewReader(""), out: &b, err: &e, width: narrow}); code != want {
			t.Fatalf("%v: exit %d: %s", args, code, e.String())
		}
		if want == exitDone {
			if err := json.Unmarshal(b.Bytes(), &out); err != nil {
				t.Fatal(err)
			}
		}
		return out, e.String()
	}
	all, _ := list(exitDone)
	if len(all.Constants) < 250 {
		t.Errorf("%d numbers", len(all.Constants))
	}
	for _, k := range all.Constants {
		if k.Means == "" || k.Unit == "" || k.Mark == "" || k.Source == "" {
			t.Errorf("%+v", k)
		}
	}
	mfa, _ := list(exitDone, "mfa")
	if n := len(mfa.Constants); n < 6 || n > 12 || !strings.HasPrefix(mfa.Constants[0].ID, "mfa.") {
		t.Errorf("%d numbers of mfa", n)
	}
	one, _ := list(exitDone, "mfa.eps.X") // a number that is 0 can be asked for all the same
	if len(one.Constants) != 1 || one.Constants[0].Value != 0 || one.Constants[0].Line != "" {
		t.Errorf("%+v", one)
	}
	if _, errs := list(exitUsage, "no-such-number"); !strings.Contains(errs, "no-such-number") || !strings.Contains(errs, "hint") {
		t.Errorf("%s", errs)
	}
	var b bytes.Buffer
	if code := run(t.Context(), []string{"why", "--constants", "lambda0"}, console{in: strings.NewReader(""), out: &b, err: &b, width: narrow}); code != exitDone {
		t.Fatal(b.String())
	}
	for _, want := range []string{"lambda0.median = 0.0283 events/year", "[J, coalition-2026]", "weaklink whatif --set lambda0.median=0.014"} {
		if !strings.Contains(strings.Join(strings.Fields(b.String()), " "), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

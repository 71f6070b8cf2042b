package labs

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestRulesAreTheSameOnEveryMachine(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	read := func(plant ...string) map[string][]byte {
		dir := t.TempDir()
		if _, err := Rules(dir, now, plant...); err != nil {
			t.Fatal(err)
		}
		out := map[string][]byte{}
		for _, name := range []string{"house-rules.md", "payments.docx", "people.csv", "acknowledged.csv"} {
			b, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			out[name] = b
		}
		return out
	}
	a, b := read(), read()
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs from one time to the next", name)
		}
	}
	for weakness, file := range map[string]string{"never-reviewed": "house-rules.md", "no-callback-rule": "payments.docx", "not-acknowledged": "acknowledged.csv"} {
		got := read(weakness)
		if bytes.Equal(got[file], a[file]) {
			t.Errorf("%s leaves %s as it is", weakness, file)
		}
		for name := range got {
			if name != file && name != "acknowledged.csv" && !bytes.Equal(got[name], a[name]) {
				t.Errorf("%s changes %s too", weakness, name)
			}
		}
	}
	if strings.Contains(string(a["house-rules.md"]), "call back") {
		t.Error("the house rules speak of calling back, so leaving the rule out would change nothing")
	}
	if _, err := Rules(t.TempDir(), now, "no-such-thing"); err == nil {
		t.Error("an unknown weakness is taken")
	}
}

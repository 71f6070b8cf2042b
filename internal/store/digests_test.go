package store

import (
	"encoding/json"
	"slices"
	"testing"
)

// The short way to read a list of digests reads what JSON says.
func TestAListOfDigestsIsReadAsJSON(t *testing.T) {
	for _, list := range []string{`null`, `[]`, `["a"]`, `["a","b"]`, `["a", "b"]`, `["a\"b"]`, `["a\",\"b","c"]`, `[""]`, `["",""]`, `["a","b"`, `["a"b"]`, `{}`, ``, `["a,b","c"]`, `["é"]`} {
		var want []string
		wrong := json.Unmarshal([]byte(list), &want)
		got, err := digestsIn(list)
		if (err != nil) != (wrong != nil) || err == nil && (!slices.Equal(got, want) || (got == nil) != (want == nil)) {
			t.Errorf("%s: %q, %v; JSON says %q, %v", list, got, err, want, wrong)
		}
	}
}

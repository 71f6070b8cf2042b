package redact

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAPrinterPrintsAsItsKeyDoes(t *testing.T) {
	key := Key{1, 2, 3}
	p := key.Printer()
	rapid.Check(t, func(t *rapid.T) {
		kind, value := rapid.String().Draw(t, "kind"), rapid.String().Draw(t, "value")
		if p.Print(kind, value) != key.Print(kind, value) {
			t.Fatal("the fingerprints differ")
		}
	})
}

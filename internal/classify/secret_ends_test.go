package classify

import "testing"

// What is asked of the last letters of a name leaves out none of the words.
func TestEverySecretEndIsAsked(t *testing.T) {
	for _, w := range secretEnds {
		if name := append([]byte("my_"), w...); !endsSecret(name) {
			t.Errorf("%s", name)
		}
	}
	for _, name := range []string{"version", "action", "session", "monkeys", "market", "format"} {
		if endsSecret([]byte(name)) {
			t.Errorf("%s", name)
		}
	}
}

package classify

import "testing"

// Tokens of 350 services in 79 places, passwords and keys in the settings of some 400
// programs and in the talk of twelve languages, written down before the classifier was
// looked at. A service, a place and a form are in a, b or c by their names. It was mended
// by a.
func TestJudgeOfCredentials(t *testing.T) {
	judgeDocumentsOf(t, "credentials", []string{"a", "b", "c"}, nil, nil)
}

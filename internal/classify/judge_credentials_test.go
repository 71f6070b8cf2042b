package classify

import "testing"

// Tokens of 350 services in 79 places, passwords and keys in the settings of some 400
// programs and in the talk of twelve languages, written down before the classifier was
// looked at. A service, a place and a form are in a, b or c by their names; c was scored
// when the classifier had been mended by a and b. The floors are what it finds, not what
// it should: .97.
func TestJudgeOfCredentials(t *testing.T) {
	judgeDocumentsOf(t, "credentials", []string{"a", "b", "c"}, map[string]float64{"tokens": .84, "passwords": .81, "keys": .79}, map[string]float64{"decoys": .04})
}

// A fourth drawing: values in the lines of programs of many languages, in the places that
// scanners' own samples have, passwords by their place in a command, hashes of passwords.
// d2 was never looked at. The floors are what it finds, not what it should.
func TestJudgeOfLaterCredentials(t *testing.T) {
	judgeDocumentsOf(t, "later_credentials", []string{"d1", "d2"}, map[string]float64{"tokens": .8, "passwords": .82, "keys": .84, "hashes": .83}, map[string]float64{"decoys": .03})
}

package classify

import "testing"

// Columns of 236 more systems in 28 languages, with the habits of headers (numbered,
// abbreviated, prefixed, in two rows, none), drawn before the classifier was looked at.
func TestJudgeOfFifthTables(t *testing.T) { judgeExports(t, "fifth_tables", .87, .97) }

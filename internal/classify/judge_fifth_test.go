package classify

import "testing"

// Columns of 236 more systems in 28 languages, with the habits of headers (numbered,
// abbreviated, prefixed, in two rows, none), drawn before the classifier was looked at.
func TestJudgeOfFifthTables(t *testing.T) { judgeExports(t, "fifth_tables", .96, .97) }

// And of 73 more, drawn when the classifier had been mended by half a of those and
// scored before it was mended by these.
func TestJudgeOfSixthTables(t *testing.T) { judgeExports(t, "sixth_tables", .93, .97) }

// And of 38 more, drawn and scored at the end.
func TestJudgeOfSeventhTables(t *testing.T) { judgeExports(t, "seventh_tables", .93, .95) }

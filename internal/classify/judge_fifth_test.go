package classify

import "testing"

// Columns of 236 more systems in 28 languages, with the habits of headers (numbered,
// abbreviated, prefixed, in two rows, none), drawn before the classifier was looked at.
// Half b was never looked at: its figures are those of tables that nobody has seen.
func TestJudgeOfFifthTables(t *testing.T) { judgeExports(t, "fifth_tables", .97, .975) }

// And of 73 more, drawn when the classifier had been mended by half a of those, and of 38
// when it had been mended by half a of these; each scored before it was looked at.
func TestJudgeOfSixthTables(t *testing.T) { judgeExports(t, "sixth_tables", .98, .98) }

func TestJudgeOfSeventhTables(t *testing.T) { judgeExports(t, "seventh_tables", .98, .98) }

// And of 75 more, with columns whose names say nothing, settings of key and value, remarks
// with few values in them, sparse columns, guards of 50 makes, test data and things that
// only look like data of people; scored before the classifier was looked at.
func TestJudgeOfEighthTables(t *testing.T) { judgeExports(t, "eighth_tables", .93, .97) }

// And of 30 more, written when the classifier had been mended by half a of those.
func TestJudgeOfNinthTables(t *testing.T) { judgeExports(t, "ninth_tables", .9, .95) }

// And of 139 as servers keep them, with their types: the demonstration databases of
// engines, shops, records of patients, schools, payrolls, banks, in 28 languages. They
// were scored on servers before the classifier was looked at.
func TestJudgeOfTenthTables(t *testing.T) { judgeExports(t, "tenth_tables", .98, .98) }

// And of 67 more, drawn when the classifier had been mended by those.
func TestJudgeOfEleventhTables(t *testing.T) { judgeExports(t, "eleventh_tables", .96, .97) }

// And of 23 more, scored when all was mended; nothing was mended by them: their figures
// are those of tables that nobody has seen.
func TestJudgeOfTwelfthTables(t *testing.T) { judgeExports(t, "twelfth_tables", .85, .95) }

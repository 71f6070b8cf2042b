package classify

import "testing"

// A second round of forms and exports by another hand, drawn without a look at the
// classifier: identifiers of all kinds in forty ways of writing, secrets in the formats
// of 110 services and of programs' settings, and what is nobody's. Mended by half a
// (docs/why/classify.md has what was found before, and of half b before it was looked at).
func TestJudgeOfUnseenForms(t *testing.T) {
	judgeDocuments(t, "unseen", map[string]float64{"ids": .98, "core": .995, "secrets": .94}, map[string]float64{"nobody": .02})
}

// Forms drawn after that, a third and a fourth time, each scored before it was looked at.
func TestJudgeOfUnseenFormsAgain(t *testing.T) {
	judgeDocuments(t, "unseen2", map[string]float64{"ids": .98, "secrets": .95}, map[string]float64{"nobody": .02})
}

// Columns of 80 more systems.
func TestJudgeOfUnseenExports(t *testing.T) { judgeExports(t, "unseen_tables", .96, .98) }

// A third round by other hands: numbers in 130 ways of writing, text in other dresses (full width,
// the digits of other scripts, entities, escapes), secrets of 130 services, people in fourteen
// languages. Half b was drawn and scored when half a had been mended.
func TestJudgeOfStrangers(t *testing.T) {
	judgeDocuments(t, "unseen3", map[string]float64{"ids": .975, "core": .97, "secrets": .945, "prose": .74}, map[string]float64{"nobody": .01})
}

// A fourth round, as customers would measure: values in sentences of support, forms, logs, records, settings,
// and alone with no word at all (bare). plain are labelled identifiers that have nothing to check.
func TestJudgeOfCustomers(t *testing.T) {
	judgeDocuments(t, "unseen4", map[string]float64{"ids": .94, "core": .96, "plain": .88, "bare": .22, "people": .97}, map[string]float64{"nobody": .025, "near": .01})
}

// Forms that were written together with those, drawn when half a had been mended by.
func TestJudgeOfCustomersLater(t *testing.T) {
	judgeDocuments(t, "unseen5", map[string]float64{"ids": .88, "core": .96, "plain": .82, "bare": .2, "people": .97}, map[string]float64{"nobody": .01})
}

// A fifth round: each identifier by the names that stdnum's documentation, its issuers and its kind give it, values of
// @faker-js/faker and of libphonenumber's example numbers. Names and places are in a or b.
func TestJudgeOfOutsiders(t *testing.T) {
	judgeDocuments(t, "unseen6", map[string]float64{"ids": .95, "core": .99, "plain": .94}, map[string]float64{"nobody": .025, "near": .02})
}

// The same names in places and values drawn later.
func TestJudgeOfOutsidersLater(t *testing.T) {
	judgeDocuments(t, "unseen7", map[string]float64{"ids": .92, "core": .99, "plain": .9}, map[string]float64{"nobody": .02})
}

package data

import "testing"

// A survey names nobody, and yet each line says what somebody believes and suffers
// from; a recipe says what is in it.
func TestAnswersOfASurveyAreAboutPeople(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "survey.csv", "response,religion,ethnic group,consent\n1,Muslim,Asian,yes\n2,Christian,Black African,yes\n3,Hindu,Asian,no\n4,Christian,White British,yes\n")
	write(t, dir, "cases.csv", "patient,code,description\n81f0,44054006,Diabetes\n92aa,195967001,Asthma\n93bc,38341003,Hypertension\n97ff,195967001,Asthma\n")
	write(t, dir, "dishes.csv", "dish,allergens,price\nPad Thai,nuts,9.50\nLasagne,gluten,8.00\nCurry,lactose,9.00\nSoup,none,4.00\n")
	got := storesByName(t, dir)
	for _, name := range []string{"survey.csv", "cases.csv"} {
		if got[name].Detail != "special" {
			t.Errorf("%s: %q", name, got[name].Detail)
		}
	}
	if s, ok := got["dishes.csv"]; ok {
		t.Errorf("dishes.csv is listed: %+v", s.Categories)
	}
}

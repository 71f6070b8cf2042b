package classify

import (
	"slices"
	"testing"
)

// Every label is a term of the vocabulary and lies below personal data; what
// the GDPR calls special lies below the special categories, and nothing else.
func TestLabelsAreTermsOfDPV(t *testing.T) {
	for _, k := range Kinds() {
		above := Broader(k.DPV)
		if !slices.Contains(above, "dpv:PersonalData") {
			t.Errorf("%s: %s is no term below dpv:PersonalData: %v", k.Kind, k.DPV, above)
		}
		special := slices.Contains(above, "dpv:SpecialCategoryPersonalData")
		if want := k.Category == "special" || k.Category == "health"; want != special {
			if nationalByKind[k.Kind].of == ofHealth && special {
				continue // a number under which an illness is kept
			}
			if k.Kind == "criminal" && !special {
				continue // Article 10 has a rule of its own, as strict as that of Article 9
			}
			t.Errorf("%s: category %s, but special category in DPV: %v", k.Kind, k.Category, special)
		}
	}
	if got := Broader("pd:Street"); !slices.Equal(got, []string{"pd:PhysicalAddress", "pd:Contact", "pd:Location", "pd:Tracking", "dpv:PersonalData"}) {
		t.Errorf("above pd:Street: %v", got)
	}
}

package classify

import (
	"fmt"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"
)

// The tables say of every number what libphonenumber says.
func TestNumberingPlansAgreeWithLibphonenumber(t *testing.T) {
	codes := []string{"1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "54", "55", "57", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "234", "351", "352", "353", "354", "358", "359", "370", "371", "372", "380", "385", "386", "420", "421", "423", "800", "852", "870", "972"}
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom(codes).Draw(t, "code")
		d := code + rapid.StringMatching(`[0-9]{4,12}`).Draw(t, "number")
		gotCode, nsn, got := abroad([]byte(d))
		n, err := phonenumbers.Parse("+"+d, "ZZ")
		want := err == nil && phonenumbers.IsValidNumber(n)
		if got != want {
			t.Fatalf("+%s: %v, libphonenumber says %v", d, got, want)
		}
		if e := phonenumbers.Format(n, phonenumbers.E164); want && "+"+string(gotCode)+string(nsn) != e {
			t.Fatalf("+%s: +%s%s, libphonenumber says %s", d, gotCode, nsn, e)
		}
		if want {
			accepted++
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		region := rapid.SampledFrom(regions[:certainRegions]).Draw(t, "region")
		d := rapid.StringMatching(`0?[0-9]{6,11}`).Draw(t, "number")
		gotCode, nsn, got := allPlans().byRegion[region].home([]byte(d))
		n, err := phonenumbers.Parse(d, region)
		want := err == nil && phonenumbers.IsValidNumber(n)
		if want && !got && d[0] != '0' && fmt.Sprint(n.GetCountryCode()) == d[:len(fmt.Sprint(n.GetCountryCode()))] {
			return // a calling code without a plus: we ask for more digits
		}
		if got && !want && string(gotCode) == d[:len(gotCode)] {
			return // ... and do not ask whether it could be longer
		}
		if d[0] == '0' && d[1] == '0' {
			return // a number from abroad: not asked here
		}
		if got != want {
			t.Fatalf("%s in %s: %v, libphonenumber says %v", d, region, got, want)
		}
		if e := phonenumbers.Format(n, phonenumbers.E164); want && "+"+string(gotCode)+string(nsn) != e {
			t.Fatalf("%s in %s: +%s%s, libphonenumber says %s", d, region, gotCode, nsn, e)
		}
	})
	if accepted == 0 && !testing.Short() { // a short run draws few
		t.Error("no number was accepted")
	}
}

func TestEveryNumberingPlanKnowsItsExample(t *testing.T) {
	for region := range phonenumbers.GetSupportedRegions() {
		n := phonenumbers.GetExampleNumber(region)
		e := phonenumbers.Format(n, phonenumbers.E164)
		if _, _, ok := abroad([]byte(e[1:])); !ok {
			t.Errorf("%s: %s is no number", region, e)
		}
	}
}

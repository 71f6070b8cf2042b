package classify

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

var update = flag.Bool("update", false, "write plans.txt again from the library's metadata")

const plansHead = `# Numbering plans of the world, from the metadata of libphonenumber
# (https://github.com/google/libphonenumber), Copyright (C) 2009 The
# Libphonenumber Authors, under the Apache License, Version 2.0. Written by
# go test ./internal/classify -run PlansAre -update. Between tabs: region, calling code (* of its
# main region), national prefix, its replacement, all numbers, kinds of number.
# Of each: possible lengths (/ and those only dialled locally), pattern.
`

// plansOf writes what the library knows as plans.txt.
func plansOf(t *testing.T) string {
	coll, err := phonenumbers.MetadataCollection()
	if err != nil {
		t.Fatal(err)
	}
	list := func(lengths []int32) string {
		return strings.ReplaceAll(strings.Trim(fmt.Sprint(lengths), "[]"), " ", ",")
	}
	var b strings.Builder
	b.WriteString(plansHead)
	for _, m := range coll.GetMetadata() {
		code := fmt.Sprint(m.GetCountryCode())
		if m.GetMainCountryForCode() {
			code += "*"
		}
		general := m.GetGeneralDesc()
		local := ""
		if l := general.GetPossibleLengthLocalOnly(); len(l) > 0 {
			local = "/" + list(l)
		}
		f := []string{m.GetId(), code, m.GetNationalPrefixForParsing(), m.GetNationalPrefixTransformRule(), list(general.GetPossibleLength()) + local + " " + general.GetNationalNumberPattern()}
		for _, d := range []*phonenumbers.PhoneNumberDesc{m.GetPremiumRate(), m.GetTollFree(), m.GetSharedCost(), m.GetVoip(), m.GetPersonalNumber(), m.GetPager(),
			m.GetUan(), m.GetVoicemail(), m.GetFixedLine(), m.GetMobile()} {
			if p := d.GetNationalNumberPattern(); p != "" && p != "NA" {
				if k := list(d.GetPossibleLength()) + " " + p; !slices.Contains(f[5:], k) {
					f = append(f, k)
				}
			}
		}
		b.WriteString(strings.Join(f, "\t") + "\n")
	}
	return b.String()
}

func TestNumberingPlansAreThoseOfTheLibrary(t *testing.T) {
	want := plansOf(t)
	if *update {
		if err := os.WriteFile("plans.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if plansText != want {
		t.Error("plans.txt is not what the library's metadata says: go test ./internal/classify -run PlansAre -update")
	}
	for _, r := range regions[:certainRegions] {
		if p := allPlans().byRegion[r]; p == nil || p.long {
			t.Errorf("%s: a national number is tried there, and its prefix is not simple", r)
		}
	}
}

// Every region's example of every kind of number, each changed in the ways in
// which numbers are mistyped, cut and dialled, gets the library's verdict.
func TestEveryRegionsNumbersGetTheVerdictOfTheLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	mutations := 40
	if testing.Short() {
		mutations = 4
	}
	kinds := []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE, phonenumbers.TOLL_FREE, phonenumbers.PREMIUM_RATE, phonenumbers.SHARED_COST,
		phonenumbers.VOIP, phonenumbers.PERSONAL_NUMBER, phonenumbers.PAGER, phonenumbers.UAN, phonenumbers.VOICEMAIL}
	asked, accepted := 0, 0
	ask := func(d string) {
		asked++
		code, nsn, got := abroad([]byte(d))
		n, err := phonenumbers.Parse("+"+d, "ZZ")
		want := err == nil && phonenumbers.IsValidNumber(n)
		if got != want {
			t.Errorf("+%s: %v, the library says %v", d, got, want)
			return
		}
		if !want {
			return
		}
		accepted++
		if e := phonenumbers.Format(n, phonenumbers.E164); "+"+string(code)+string(nsn) != e {
			t.Errorf("+%s: +%s%s, the library says %s", d, code, nsn, e)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(plansText), "\n") {
		f := strings.Split(line, "\t")
		if line[0] == '#' {
			continue
		}
		code := strings.TrimSuffix(f[1], "*")
		var examples []string
		for _, k := range kinds {
			if f[0] == "001" {
				break
			}
			if n := phonenumbers.GetExampleNumberForType(f[0], k); n != nil {
				examples = append(examples, phonenumbers.GetNationalSignificantNumber(n))
			}
		}
		if f[0] == "001" {
			n, err := strconv.Atoi(code)
			if err != nil {
				t.Fatal(err)
			}
			examples = append(examples, phonenumbers.GetNationalSignificantNumber(phonenumbers.GetExampleNumberForNonGeoEntity(n)))
		}
		if len(examples) == 0 {
			t.Errorf("%s has no example", f[0])
		}
		slices.Sort(examples)
		for _, e := range slices.Compact(examples) {
			ask(code + e)
			for _, prefix := range []string{"0", "1", "8", "9", "00", "80", "90", "015", "031", "021", "01", "04", "09", "0441", "1900", "10", "1001", "183", "1831", "17951", "12593", "1501", "003768", "0037680", "15", "085", "082", "0855"} {
				ask(code + prefix + e)
			}
			for cut := 1; cut < len(e); cut++ { // as within an area, or torn off
				ask(code + e[cut:])
				ask(code + e[:len(e)-cut])
			}
			for range mutations {
				m := []byte(e)
				for range 1 + r.IntN(3) {
					m[r.IntN(len(m))] = byte('0' + r.IntN(10))
				}
				if r.IntN(4) == 0 {
					at := r.IntN(len(m))
					m = slices.Insert(m, at, byte('0'+r.IntN(10)))
				}
				ask(code + string(m))
			}
		}
	}
	if accepted*20 < asked {
		t.Errorf("%d of %d numbers are valid: that tests little", accepted, asked)
	}
	t.Logf("%d numbers, %d valid", asked, accepted)
}

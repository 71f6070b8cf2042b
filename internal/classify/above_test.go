package classify_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/internal/classify"
)

func TestTheNameOfAColumnIsAWordForItsCells(t *testing.T) {
	for text, want := range map[string][]string{
		"id;NHS number;x\n17;943 476 5919;ok\n":                  {"uk_nhs 943 476 5919"},
		"name,BSN,note\r\nx,111222333,\r\ny,111222333,\r\n":      {"nl_bsn 111222333", "nl_bsn 111222333"},
		"\"PESEL\"\t\"Kwota\"\n\"44051401359\"\t\"111222333\"\n": {"pl_pesel 44051401359"},
		"id;NHS number;x\n17;943 476 5918;ok\n":                  nil, // its name says that it is no phone
		"order;BSN\n111222333;111222334\n":                       nil,
		"Well; NHS number\n943 476 5919 was said; once; twice\n": {"phone 943 476 5919"},
	} {
		for _, more := range []string{"", strings.Repeat("\n", 1)} {
			var got []string
			classify.HeadsOf([]byte(text)).Scan([]byte(text+more), func(f classify.Find) bool {
				if f.Confidence >= .5 {
					got = append(got, string(f.Kind)+" "+text[f.Start:f.End])
				}
				return true
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", text, diff)
			}
		}
	}
}

// A cell that stood below the same name before holds what it held then.
func TestCellsThatComeAgainHoldTheSame(t *testing.T) {
	rows := []string{"Anna;Ott;Köln;943 476 5919\n", "Piotr;Kowalska;Gdańsk;943 476 5870\n", "Köln;Anna;Ott;943 476 5919\n", "-;;  ;9434765919\n"}
	const top = "given_name;family_name;city;nhs\n"
	var text strings.Builder
	text.WriteString(top)
	for i := range 60 {
		text.WriteString(rows[i*i%len(rows)])
	}
	finds := func(h *classify.Heads, s string) (out []classify.Find) {
		h.Scan([]byte(s), func(f classify.Find) bool {
			out = append(out, f)
			return true
		})
		return out
	}
	h := classify.HeadsOf([]byte(text.String()))
	if h == nil {
		t.Fatal("the names of the columns add nothing")
	}
	first := finds(h, text.String())
	if second := finds(h, text.String()); len(first) == 0 || !cmp.Equal(first, second) {
		t.Errorf("%v, and read again %v", first, second)
	}
	for _, row := range rows {
		fresh := classify.HeadsOf([]byte(text.String()))
		if got, want := finds(h, row), finds(fresh, row); !cmp.Equal(got, want) {
			t.Errorf("%q: %v, want %v", row, got, want)
		}
	}
}

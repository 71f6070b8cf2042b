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

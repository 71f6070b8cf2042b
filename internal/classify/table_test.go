package classify_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/internal/classify"
)

// Small tables as they lie in folders. What a column holds is its kind, then
// how it is protected, or that all of it is nobody's.
func TestSmallTables(t *testing.T) {
	b, err := os.ReadFile("testdata/columns.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Table map[string][]string
		Want  map[string]string
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		got := map[string]string{}
		var names []string
		for name := range c.Table {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			col := classify.NewColumn(name, "")
			for _, cell := range c.Table[name] {
				col.Add([]byte(cell))
			}
			v := col.Verdict(slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == name }))
			if v.Kind == "" || v.Confidence < .5 {
				continue
			}
			got[name] = string(v.Kind)
			if v.Protected != "" {
				got[name] += "/" + v.Protected
			} else if v.TestData == v.Matched {
				got[name] += "/test"
			}
		}
		if diff := cmp.Diff(c.Want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.Table, diff)
		}
	}
}

// A column of one kind whose cells hold something else beside it tells of both.
func TestWhatStandsBesideTheKindOfAColumnIsTold(t *testing.T) {
	for cells, want := range map[string]classify.Kind{"(Lindenstr. %d,anna%d@grocer.de)": "email", "Anna Ott <anna%d@grocer%d.de>": "email", "anna%d@grocer.de / 0171 12345%02d": "phone"} {
		col := classify.NewColumn("a", "")
		for i := range 40 {
			col.Add(fmt.Appendf(nil, cells, i+10, i+10))
		}
		v := col.Verdict(nil)
		if v.Kind != want && v.FreeText[want] != 40 {
			t.Errorf("%s: %+v", cells, v)
		}
	}
}

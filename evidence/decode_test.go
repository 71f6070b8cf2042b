package evidence

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

type decodedPart struct {
	Name  string   `json:"name"`
	Share float64  `json:"share"`
	Words []string `json:"words"`
}

type decodedBody struct {
	ID    string        `json:"id"`
	N     int64         `json:"n"`
	Few   uint16        `json:"few"`
	Is    bool          `json:"is"`
	Part  *decodedPart  `json:"part,omitempty"`
	Parts []decodedPart `json:"parts"`
	Deep  [][]int       `json:"deep,omitempty"`
}

// A body is read as encoding/json reads it, whatever is in it: what is read the
// quick way comes to the same, and what is not read so is left to it.
func FuzzDecodeAsEncodingJSON(f *testing.F) {
	full, err := marshal(decodedBody{ID: "store:a#b", N: -7, Few: 65535, Is: true, Part: &decodedPart{Name: "ü", Words: []string{}}, Parts: []decodedPart{{Share: 1e-9}, {Name: "x", Words: []string{"", "a"}}}, Deep: [][]int{{1}, {}}})
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{string(full), `{}`, `null`, `{"id":null}`, `{"ID":"a"}`, `{"n":1,"n":2}`, `{"n":01}`, `{"n":1.0}`, `{"n":9223372036854775808}`, `{"few":70000}`, `{"parts":[{"name":"a"},{"share":.5}]}`,
		`{"parts":[{"share":1e400}]}`, `{"id":"\xff"}`, `{"id":"a\\u0041"}`, `{"is":tru}`, `{"is":false}`, ` {"id":"a"}`, `{"id":"a"} `, `{"n":-}`, `{"n":1e}`, `{"parts":[],"id":"late"}`, `{"other":1}`, `{"id":"a"`, `[1]`, `{"id":"a",}`, `{"part":{}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var quick, want decodedBody
		err := json.Unmarshal(raw, &want)
		if !decodeInto(raw, &quick) {
			return
		}
		if err != nil || !reflect.DeepEqual(quick, want) {
			t.Errorf("%q is read as %+v, encoding/json says %+v, %v", raw, quick, want, err)
		}
	})
}

// What marshal wrote is read the quick way, and types with a way of their own are not.
func TestWhatIsDecodedQuickly(t *testing.T) {
	raw, err := marshal(decodedBody{ID: "x", Parts: []decodedPart{{Name: "a & b <c>", Words: []string{"y"}}}})
	if err != nil {
		t.Fatal(err)
	}
	if !decodeInto(raw, new(decodedBody)) {
		t.Errorf("%s is left to encoding/json", raw)
	}
	for _, v := range []any{new(time.Time), new(struct {
		At time.Time `json:"at"`
	}), new(map[string]int), new(struct {
		R json.RawMessage `json:"r"`
	}), new(struct{ decodedBody }), new([]byte)} {
		if shapeOf(reflect.TypeOf(v).Elem()) != nil {
			t.Errorf("%T is not left to encoding/json", v)
		}
	}
}

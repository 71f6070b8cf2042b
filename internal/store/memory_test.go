package store

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/weaklink/weaklink/evidence"
)

func TestWhatIsRememberedIsRecalledUntilItsFactsAreGone(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "weaklink.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	one := evidence.Memo{Object: "o", Mark: "m", Body: json.RawMessage(`{"a":1}`)}
	gone := evidence.Memo{Object: "p", Mark: "m", Body: json.RawMessage(`{}`), Facts: []string{"nowhere"}}
	if err := db.Remember(t.Context(), "f", "t", "c", []evidence.Memo{one, gone}); err != nil {
		t.Fatal(err)
	}
	one.Mark = "n"
	if err := db.Remember(t.Context(), "f", "t", "c", []evidence.Memo{one}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		firm, object string
		want         bool
	}{{"f", "o", true}, {"f", "p", false}, {"f", "q", false}, {"g", "o", false}} {
		m, _, ok, err := db.Recall(t.Context(), c.firm, "t", "c", c.object)
		if err != nil || ok != c.want || ok && (m.Mark != "n" || string(m.Body) != `{"a":1}`) {
			t.Errorf("%+v: %+v %v %v", c, m, ok, err)
		}
	}
}

package report

import "testing"

func TestNothingFoundIsNotNothingThere(t *testing.T) {
	for _, c := range []struct {
		ledger []Ledger
		want   string
	}{
		{[]Ledger{{Target: "a"}}, "Client data: none was found"},
		{[]Ledger{{Files: 3, Read: 3}}, "Client data: none was found"},
		{[]Ledger{{Files: 3, Ignored: 3}}, "Client data: none was found"},
		{[]Ledger{{Files: 3, Read: 2, Unread: 1}}, "Client data: none was found in what was read"},
		{[]Ledger{{Files: 3, Read: 3}, {Files: 1, Unread: 1}}, "Client data: none was found in what was read"},
		{[]Ledger{{Files: 3, Unread: 3}}, "Client data: nothing could be read"},
		{[]Ledger{{Files: 3, Unread: 2, Ignored: 1}}, "Client data: nothing could be read"},
	} {
		if got := (Data{Ledger: c.ledger}).Nothing(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.ledger, got, c.want)
		}
	}
}

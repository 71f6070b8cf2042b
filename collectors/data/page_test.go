package data

import (
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/redact"
)

// A page of a document is about one person where nothing on it speaks of two and it says who that is.
func TestAPageAboutOnePersonIsOneRecord(t *testing.T) {
	const (
		dear  = "Dear Petra Brandt,\n\n"
		mail  = "We sent a copy to petra.brandt@post.de\n\n"
		phone = "Phone +49 171 8366443\n\n"
	)
	for _, c := range []struct {
		what    string
		pages   []string
		records int64
	}{
		{"the name first", []string{dear + mail + phone + "\f"}, 1},
		{"the name in the address", []string{phone + mail + dear + "\f"}, 1},
		{"two pages", []string{dear + mail + "\f", "Dear Martin Krause,\n\nWrite to m.krause@post.de\n\n\f"}, 2},
		{"the end of one person and the beginning of another", []string{"Phone +49 171 8366443\n\n" + "Dear Martin Krause,\n\n\f"}, 2},
		{"two people", []string{dear + mail + "Dear Martin Krause,\n\n\f"}, 3},
		{"no page", []string{dear + mail + phone}, 3},
		{"printed letters", []string{"From: Petra Brandt <petra.brandt@post.de>\nDate: Mon, 3 Mar 2025 10:12\n\nHello\n\nPhone 0171 8366443\n\n\f"}, 2},
	} {
		p := newFirstPass(redact.Key{1}, time.Now())
		p.temp = t.TempDir()
		for _, page := range c.pages {
			if err := p.Text([]byte(page)); err != nil {
				t.Fatal(err)
			}
		}
		p.judge()
		if got := p.textPlace().text.out.taken; got != c.records {
			t.Errorf("%s: %d records, not %d", c.what, got, c.records)
		}
		p.close()
	}
}

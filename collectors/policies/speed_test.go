package policies

import (
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/formats"
)

// A handbook of 200 pages is understood in well under a second.
func BenchmarkHandbookOf200Pages(b *testing.B) {
	p := handbook(200)
	for b.Loop() {
		understand(p)
	}
}

func handbook(pages int) formats.Prose {
	p := formats.Prose{Format: "pdf", Pages: pages}
	var text []string
	for _, line := range strings.Split("Passwords must be kept in the manager and never be told to anybody.\nWhoever leaves hands in the keys, and the account is closed the same evening.\n"+
		"The parcels are packed in the hall, the lorries wait at gate four until the driver has signed the list of the day.\nA backup runs every night; once a quarter one of us restores a file from it.\n"+
		"Guests are welcomed at the front door and shown to the room in which the meeting takes place.\nNobody opens an attachment that was not expected.", "\n") {
		text = append(text, line)
	}
	for page := range pages {
		p.Paragraphs = append(p.Paragraphs, formats.Paragraph{Text: "Chapter on access and backups", Heading: true, Page: page + 1})
		for range 5 {
			p.Paragraphs = append(p.Paragraphs, formats.Paragraph{Text: strings.Join(text, " "), Page: page + 1})
		}
	}
	return p
}

func TestALongHandbookIsReadFast(t *testing.T) {
	from := time.Now()
	d := understand(handbook(200))
	if took := time.Since(from); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
	if got := topicIDs(d); got != "access mail-and-web backups" {
		t.Errorf("it covers %s", got)
	}
}

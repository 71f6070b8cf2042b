package progress

import (
	"bytes"
	"strings"
	"testing"
)

// Where no terminal is, a line is no wider than what it is read on, and nothing
// of it is lost; what has no gap to be folded at stays whole.
func TestPlainLinesFit(t *testing.T) {
	var out bytes.Buffer
	p := New(&out, Plain, 80)
	say := "requests to the website, at most six a second, with GET, HEAD and OPTIONS only; hellos to its ports for encryption and names asked of the resolver"
	p.Update("https://shop.corner-grocer.example", 0, 0, say)
	p.Note("warn", say+" "+strings.Repeat("x", 120))
	p.Close()
	got := out.String()
	for _, l := range strings.Split(got, "\n") {
		if len(l) > 80 && strings.Contains(strings.TrimSpace(l), " ") {
			t.Errorf("%d columns: %s", len(l), l)
		}
	}
	if flat := strings.Join(strings.Fields(got), " "); strings.Count(flat, say) != 2 || !strings.Contains(flat, "https://shop.corner-grocer.example: "+say) {
		t.Error(got)
	}
}

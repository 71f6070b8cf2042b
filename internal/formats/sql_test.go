package formats

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// A dump comes in pieces, which end anywhere: within a text, behind a quote,
// between two.
func TestADumpIsReadAlikeWhereverItsPiecesEnd(t *testing.T) {
	var dump strings.Builder
	dump.WriteString("CREATE TABLE `people` (`id` int, `name` varchar(20), `note` text);\n")
	for i := range 9000 {
		fmt.Fprintf(&dump, "INSERT INTO `people` VALUES (%d,'Shaun O''Neill','it\\'s \\\\ (here), \\n he said \"no\"'),(%d, NULL ,N'''');\n", i, -i)
	}
	read := func(r io.Reader) string {
		var got noted
		rd := &reader{sink: &got, all: &total{size: int64(dump.Len())}}
		if err := rd.sql(newWindow(r), &Result{}); err != nil {
			t.Fatal(err)
		}
		return got.String()
	}
	want := read(iotest.OneByteReader(strings.NewReader(dump.String())))
	if n := strings.Count(want, "\nrow "); n != 18_000 || !strings.Contains(want, `row ["8999" "Shaun O'Neill" "it's \\ (here), \n he said \"no\""]`) || !strings.Contains(want, `row ["-8999" "" "'"]`) {
		t.Fatalf("%d rows, the last of them %s", n, want[max(0, len(want)-200):])
	}
	for name, r := range map[string]io.Reader{"at once": strings.NewReader(dump.String()), "half": iotest.HalfReader(strings.NewReader(dump.String()))} {
		if got := read(r); got != want {
			t.Errorf("%s: it is read in another way", name)
		}
	}
}

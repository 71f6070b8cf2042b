package formats_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/formats"
)

// A file of a terabyte of which nearly nothing was written would take an hour.
func TestWhatWasNeverWrittenIsNotRead(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "log.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := strings.Repeat("user logged in from the office and left again\n", 4000)
	for i, at := range []int64{0, 3 << 30, 1 << 39} {
		if _, err := f.WriteAt([]byte(fmt.Sprintf("\nmail%d@hole.example\n%s", i, lines)), at); err != nil {
			t.Skip("the file system takes no file of that size: ", err)
		}
	}
	if err := f.Truncate(1 << 40); err != nil {
		t.Skip(err)
	}
	st, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	s := &sink{}
	res, err := formats.Read(t.Context(), formats.Source{R: f, Size: st.Size(), File: f}, s)
	if err != nil || len(res.Partial) > 0 || res.Format != "txt" {
		t.Fatal(res, err)
	}
	has(t, s, "mail0@hole.example", "mail1@hole.example", "mail2@hole.example")
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

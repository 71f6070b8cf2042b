package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// The evidence of who can read a place has the published form, so that it can
// be held against other tools.
func TestReadersHaveThePublishedForm(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("missing: Linux, where the readers of files are looked at")
	}
	dir := t.TempDir()
	t.Setenv("WEAKLINK_DATA", filepath.Join(dir, "data"))
	files := filepath.Join(dir, "files")
	if err := os.Mkdir(files, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(files, "list.csv"), []byte("name,mail\nAnna Ott,anna@a.example\nJan Ude,jan@a.example\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	weaklink := func(args ...string) []byte {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, console{in: bytes.NewReader(nil), out: &out, err: &errs, width: narrow}); code != exitDone {
			t.Fatalf("%v ended with %d: %s", args, code, errs.String())
		}
		return out.Bytes()
	}
	weaklink("scan", files)
	s, err := compile("access.readers")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for dec := json.NewDecoder(bytes.NewReader(weaklink("facts", "access.readers"))); dec.More(); n++ {
		var line struct{ Body any }
		if err := dec.Decode(&line); err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(line.Body); err != nil {
			t.Error(err)
		}
	}
	if n == 0 {
		t.Error("nobody is said to read the list")
	}
}

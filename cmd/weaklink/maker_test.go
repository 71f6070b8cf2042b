package main

import (
	"bytes"
	"os"
	"runtime"
	"testing"
)

// The program knows by which build it is; what is no program has no such name.
func TestAProgramNamesItsBuild(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if id := buildID(f); id == "" && runtime.GOOS == "linux" {
		t.Error("the build of this test has no name")
	}
	for _, raw := range []string{"", "\x7fELF", "\xff Go build ID: \"mine\"", "\xff Go build ID: \"", "#!/bin/sh"} {
		if id := buildID(bytes.NewReader([]byte(raw))); id != "" {
			t.Errorf("%q is build %s", raw, id)
		}
	}
	if id := buildID(bytes.NewReader([]byte("x\xff Go build ID: \"abcdefghijklmnopqrst/abcdefghijklmnopqrst/abcdefghij-lmnopqrst/abcdefghij_lmnopqrst\"\n \xff"))); len(id) != 83 {
		t.Errorf("a build of another system is %q", id)
	}
	if len(maker()) != 64 {
		t.Errorf("the maker is %q", maker())
	}
}

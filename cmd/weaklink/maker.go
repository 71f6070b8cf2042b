package main

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"io"
	"os"
	"regexp"
	"sync"
)

// maker names this program, build by build: the checks, the model and the words of
// a report are all in it, and two builds of one version may differ. "" when that
// cannot be read: nothing is taken from what was worked out before then.
var maker = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	sum := sha256.New()
	if id := buildID(f); id != "" {
		io.WriteString(sum, id)
	} else if _, err := io.Copy(sum, f); err != nil {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil))
})

// builtAs is what the go command writes into a program: digests of all that it was
// built from, and last of what came of it. One that was set by hand looks otherwise.
var builtAs = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\w-]{20}/[\w-]{20}/[\w-]{20}/[\w-]{20}$`)
})

// buildID is that of a program, so that its fifty megabytes need not be read at
// each look; "" when it has none. Where it stands is as cmd/internal/buildid has it.
func buildID(f io.ReaderAt) string {
	id := ""
	if e, err := elf.NewFile(f); err == nil {
		if s := e.Section(".note.go.buildid"); s != nil && s.Size < 1<<10 {
			if note, err := s.Data(); err == nil && len(note) > 16 {
				id = string(bytes.TrimRight(note[16:], "\x00"))
			}
		}
	} else {
		head := make([]byte, 64<<10)
		n, _ := f.ReadAt(head, 0)
		if _, rest, ok := bytes.Cut(head[:n], []byte("\xff Go build ID: \"")); ok {
			text, _, _ := bytes.Cut(rest, []byte(`"`))
			id = string(text)
		}
	}
	if !builtAs().MatchString(id) {
		return ""
	}
	return id
}

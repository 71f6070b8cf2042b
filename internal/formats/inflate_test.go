package formats

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/flate"
)

// both unpacks at most most bytes of b with ours and with the one of
// klauspost/compress.
func both(t *testing.T, b []byte, most int64) {
	t.Helper()
	want, wantErr := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), most))
	for name, r := range map[string]io.Reader{"whole": bytes.NewReader(b), "byte by byte": iotest.OneByteReader(bytes.NewReader(b)), "data with the end": iotest.DataErrReader(bytes.NewReader(b))} {
		z := inflate(r)
		got, err := io.ReadAll(io.LimitReader(z, most))
		z.Close()
		switch {
		case (err == nil) != (wantErr == nil):
			t.Fatalf("%s: %v, but the other says %v", name, err, wantErr)
		case err == nil && !bytes.Equal(got, want):
			t.Fatalf("%s: %d bytes that differ from the %d of the other", name, len(got), len(want))
		case err != nil && len(got) < len(want)-300 && err == io.ErrUnexpectedEOF:
			t.Fatalf("%s: %d bytes before the end, the other has %d", name, len(got), len(want))
		case err == io.ErrUnexpectedEOF && len(want) > 0 && !bytes.HasPrefix(want, got[:min(len(got), len(want))]):
			t.Fatalf("%s: what came before the end differs", name)
		}
	}
}

func deflated(t testing.TB, level int, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, level)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(b)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// samples are texts of many makes: letters alone, copies near and far, noise.
func samples() [][]byte {
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	var rows strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&rows, `<c r="B%d" t="s"><v>%d</v></c>`, i, r.IntN(1<<(i%20)))
	}
	far := append(append(bytes.Clone(noise[:32<<10]), noise[:32<<10]...), noise[100:5000]...)
	skewed := make([]byte, 300_000) // codes of up to 15 bits
	for i := range skewed {
		skewed[i] = byte(r.ExpFloat64() * 12)
	}
	return [][]byte{nil, []byte("a"), bytes.Repeat([]byte("a"), 100_000), bytes.Repeat([]byte("abc"), 70_000), noise, []byte(rows.String()), far, skewed}
}

func TestInflateIsTheSameAsTheOther(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, s := range samples() {
		for _, level := range []int{0, 1, 5, 9, flate.HuffmanOnly} {
			b := deflated(t, level, s)
			both(t, b, 8<<20)
			both(t, append(bytes.Clone(b), "more"...), 8<<20)
			for range 6 {
				both(t, b[:r.IntN(len(b))], 8<<20)
				bad := bytes.Clone(b)
				bad[r.IntN(len(bad))] ^= 1 << r.IntN(8)
				both(t, bad, 8<<20)
			}
			both(t, b[:len(b)-1], 8<<20)
		}
	}
}

func FuzzInflate(f *testing.F) {
	for _, s := range samples() {
		for _, level := range []int{0, 1, 9, flate.HuffmanOnly} {
			f.Add(deflated(f, level, s[:min(len(s), 3000)]))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) { both(t, b, 300_000) })
}

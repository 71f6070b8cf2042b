package formats_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"runtime"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/formats"
)

// rar5 packs files without compressing them, as the format is described; dict is
// the size of the window that each asks for, as a power of two above 128 KB.
func rar5(dict int, files ...string) []byte {
	v := func(n uint64) (out []byte) {
		for ; n >= 0x80; n >>= 7 {
			out = append(out, byte(n)|0x80)
		}
		return append(out, byte(n))
	}
	block := func(body ...byte) []byte {
		sized := append(v(uint64(len(body))), body...)
		return append(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(sized)), sized...)
	}
	out := []byte("Rar!\x1a\x07\x01\x00")
	out = append(out, block(1, 0, 0)...)
	for i := 0; i < len(files); i += 2 {
		name, body := files[i], files[i+1]
		method, size := uint64(0), uint64(len(body))
		if dict > 0 { // what is packed is not: it is not looked at before the window is there
			method, size = 1<<7|uint64(dict)<<10, 1<<40
		}
		b := append([]byte{2, 2}, v(uint64(len(body)))...)
		b = append(append(b, 4), v(size)...)
		b = append(append(b, 0o40), binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(body)))...)
		b = append(append(append(b, v(method)...), 1), v(uint64(len(name)))...)
		out = append(append(out, block(append(b, name...)...)...), body...)
	}
	return append(out, block(5, 4, 0)...)
}

// rar4 does the same in the format of the years before 2013.
func rar4(files ...string) []byte {
	block := func(kind byte, flags uint16, body []byte) []byte {
		b := append(binary.LittleEndian.AppendUint16([]byte{kind}, flags), 0, 0)
		b = append(b, body...)
		binary.LittleEndian.PutUint16(b[3:], uint16(len(b)+2))
		return append(binary.LittleEndian.AppendUint16(nil, uint16(crc32.ChecksumIEEE(b))), b...)
	}
	out := append([]byte("Rar!\x1a\x07\x00"), block(0x73, 0, make([]byte, 6))...)
	for i := 0; i < len(files); i += 2 {
		name, body := files[i], files[i+1]
		b := binary.LittleEndian.AppendUint32(nil, uint32(len(body)))
		b = binary.LittleEndian.AppendUint32(b, uint32(len(body)))
		b = binary.LittleEndian.AppendUint32(append(b, 3), crc32.ChecksumIEEE([]byte(body)))
		b = append(append(b, 0, 0, 0, 0, 20, 0x30), byte(len(name)), byte(len(name)>>8), 0, 0, 0, 0)
		out = append(append(out, block(0x74, 0x8000, append(b, name...))...), body...)
	}
	return append(out, block(0x7b, 0x4000, nil)...)
}

const fivePeople = "name;mail;phone\nAnna Ott;anna.ott@canary-rar.example;+49 30 5550101\nJan Ude;jan.ude@canary-rar.example;+49 30 5550102\nEva Alt;eva.alt@canary-rar.example;+49 30 5550103\nUwe Bär;uwe.baer@canary-rar.example;+49 30 5550104\nIda Lux;ida.lux@canary-rar.example;+49 30 5550105\n"

func TestRar(t *testing.T) {
	for name, b := range map[string][]byte{"rar 5": rar5(0, "a/people.csv", fivePeople, "b.txt", "Dear Ms Ott"), "rar 4": rar4("a\\people.csv", fivePeople, "b.txt", "Dear Ms Ott")} {
		s, res := read(t, b)
		if res.Format != "rar" || res.Shape != "table" || len(res.Partial) > 0 {
			t.Errorf("%s: %+v", name, res)
		}
		has(t, s, "part a/people.csv", "row Ida Lux|ida.lux@canary-rar.example|+49 30 5550105", "part b.txt\ntext Dear Ms Ott")
		for cut := range b { // whatever is left of it: what is there is read, and that it is not whole is said
			one := &sink{}
			res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b[:cut]), Size: int64(cut)}, one)
			var nr *formats.NotRead
			if err != nil && !errors.As(err, &nr) {
				t.Fatalf("%s, %d bytes: %v", name, cut, err)
			}
			if cut > 8 && cut < len(b)-20 && name == "rar 5" && err == nil && len(res.Partial) == 0 {
				t.Errorf("%s, %d bytes of %d are taken for the whole", name, cut, len(b))
			}
		}
		inner, res := read(t, packed(t, "old.rar", string(b)))
		if len(res.Partial) > 0 {
			t.Errorf("%s in a zip: %+v", name, res)
		}
		has(t, inner, "part old.rar/a/people.csv", "row Ida Lux|ida.lux@")
		inner, _ = read(t, rar5(0, "in.rar", string(b)))
		has(t, inner, "part in.rar/a/people.csv", "row Ida Lux|ida.lux@")
		_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(rar5(0, "1.rar", string(rar5(0, "2.rar", string(b))))), Size: 1 << 20}, &sink{})
		var nr *formats.NotRead
		if !errors.As(err, &nr) || !strings.Contains(nr.Why, "more than once") {
			t.Errorf("%s, three deep: %v", name, err)
		}
	}
}

func TestRarOfRar(t *testing.T) {
	for name, c := range map[string]struct{ want, partial, err string }{
		"blake2.rar":       {want: "part cebula.txt\ntext Cebula\n\nCo innego cebula."},
		"unicode.rar":      {want: "part 表だよ/漢字長いファイル名long-filename-in-漢字.txt\ntext kanji"},
		"locked.rar":       {err: "it is packed with a password"},
		"locked-names.rar": {err: "it is packed with a password"},
		"locked-one.rar":   {want: "part bar.txt\ntext data of bar.txt\n", partial: "1 file within it: it is packed with a password"},
		"solid.part01.rar": {want: "part cebula.txt\ntext Cebula", err: "it goes on in further files"},
		"solid.part02.rar": {err: "it is a later part"},
		"old.part1.rar":    {want: "part LibarchiveAddingTest2.html\ntext ", err: "it goes on in further files"},
		"old.part2.rar":    {err: "it is a later part"},
		"ppmd.rar":         {err: "damaged"},
	} {
		b := fixture(t, "rar/"+name)
		s := &sink{}
		res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b))}, s)
		if said := fmt.Sprint(err); c.err == "" && err != nil || c.err != "" && !strings.Contains(said, c.err) || !strings.Contains(fmt.Sprint(res.Partial), c.partial) {
			t.Errorf("%s: %+v, %v", name, res, err)
		}
		has(t, s, c.want)
	}
}

// A header may ask for a window of four gigabytes.
func TestRarWindowIsBounded(t *testing.T) {
	b := rar5(15, "big", strings.Repeat("x", 1000))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b))}, &sink{})
	runtime.ReadMemStats(&after)
	var nr *formats.NotRead
	if !errors.As(err, &nr) || !strings.Contains(nr.Why, "more memory") || nr.Next == "" {
		t.Errorf("%v", err)
	}
	if grown := (after.TotalAlloc - before.TotalAlloc) >> 20; grown > 2 {
		t.Errorf("it took %d MB", grown)
	}
}

func FuzzRar(f *testing.F) {
	fuzz(f, rar5(0, "a.csv", fivePeople), rar4("a.csv", fivePeople), sample(f, "rar/unicode.rar"), sample(f, "rar/blake2.rar"), sample(f, "rar/solid.part01.rar"), sample(f, "rar/locked-one.rar"), sample(f, "rar/ppmd.rar"))
}

func tryRead(t *testing.T, b []byte) (formats.Result, error) {
	return formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b))}, &sink{})
}

package formats_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/formats"
)

// The files were written by DuckDB 1.x and by parquet-go, with every encoding
// that they write.
func TestParquetOfOtherPrograms(t *testing.T) {
	const first = "row 1|Person1 Müller|p1@mail.example|1980-01-02|2024-01-01 10:01:00|1.25|1.250|false|0.25|a1@x.example\nb1@x.example|Weg 1|00001|56eaf4d6-0874-4498-8a63-70ffbce24322|100000000000|DE"
	for _, name := range []string{"snappy", "v2zstd", "gzip", "lz4", "brotli"} {
		s, res := read(t, fixture(t, "parquet/duckdb-"+name+".parquet"))
		if res.Format != "parquet" || res.Shape != "table" || len(res.Partial) > 0 || s.rows != 12 {
			t.Errorf("%s: %+v, %d rows", name, res, s.rows)
		}
		has(t, s, "column id integer\ncolumn name text\ncolumn email text\ncolumn birth date\ncolumn seen timestamp\ncolumn amount decimal", "column home.street text", first, "row 0|Person0 Müller||")
	}
	s, res := read(t, fixture(t, "parquet/parquet-go.parquet"))
	if len(res.Partial) > 0 || s.rows != 12 {
		t.Errorf("%+v, %d rows", res, s.rows)
	}
	has(t, s, "column id bigint\ncolumn name text\ncolumn email text\ncolumn city text", "row 121|Person 11|g11@mail.example|Köln|1970-01-12|2023-11-14 22:13:31|1.375|false|t11.0\nt11.1\nt11.2|Weg 11|10115|k|11|m0\nm1\nm2|zz\nzz\nzz")
}

func TestParquetThatIsNotReadIsListed(t *testing.T) {
	whole := fixture(t, "parquet/duckdb-snappy.parquet")
	for _, c := range []struct {
		name   string
		in     []byte
		format string
		why    string
	}{
		{"lzo", lzo(fixture(t, "parquet/duckdb-brotli.parquet")), "parquet", "packed in a way"},
		{"encrypted", fixture(t, "parquet/duckdb-locked.parquet"), "encrypted", "encrypted"},
		{"cut off", whole[:len(whole)/2], "parquet", "cut off or damaged"},
		{"nothing but a name", []byte("PAR1"), "parquet", "cut off or damaged"},
		{"a list of columns that is longer than the file", append(bytes.Clone(whole[:len(whole)-8]), "\xff\xff\xff\x00PAR1"...), "parquet", "cut off or damaged"},
	} {
		_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(c.in), Size: int64(len(c.in))}, &sink{})
		var nr *formats.NotRead
		if !errors.As(err, &nr) || nr.Format != c.format || !strings.Contains(nr.Why, c.why) || nr.Next == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	// A damaged page costs its column, and is said.
	bad := bytes.Clone(whole)
	at := bytes.Index(bad, []byte("p1@mail.example"))
	for i := range 12 {
		bad[at-8+i] ^= 0xff
	}
	s, res := read(t, bad)
	if len(res.Partial) == 0 || !strings.Contains(res.Partial[0], "1 column of it: damaged") {
		t.Errorf("%+v", res)
	}
	has(t, s, "Person11 Müller")
}

// lzo is a file that says of each column that it is packed with LZO, which no
// program has written for years.
func lzo(b []byte) []byte {
	b = bytes.Clone(b)
	foot := b[len(b)-8-int(binary.LittleEndian.Uint32(b[len(b)-8:])):]
	for i := range foot[:len(foot)-3] { // the codec stands before the number of values
		if foot[i] == 0x15 && foot[i+1] == 4<<1 && foot[i+2] == 0x16 {
			foot[i+1] = 3 << 1
		}
	}
	return b
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func FuzzParquet(f *testing.F) {
	fuzz(f, sample(f, "parquet/duckdb-snappy.parquet"), sample(f, "parquet/duckdb-v2zstd.parquet"), sample(f, "parquet/duckdb-lz4.parquet"), sample(f, "parquet/duckdb-brotli.parquet"), sample(f, "parquet/parquet-go.parquet"))
}

package formats

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// rowsOf is what a sheet gives, taken whole or tag by tag.
func rowsOf(t *testing.T, sheet string, slow bool, wrap func(io.Reader) io.Reader) string {
	t.Helper()
	out := &noted{}
	b := &book{dates: []bool{false, true}, texts: sharedTexts{all: []byte("AnnaOtt"), ends: []uint32{4, 7}}}
	s := &sheetReader{rd: &reader{sink: out}, b: b, h: &headed{sink: out}, slow: slow}
	err := s.read(newXML(wrap(strings.NewReader(sheet))))
	if e := s.h.flush(); err == nil {
		err = e
	}
	return fmt.Sprint(out.String(), err)
}

type noted struct{ strings.Builder }

func (n *noted) Part(string) error        { return nil }
func (n *noted) Table(string) error       { return nil }
func (n *noted) Column(s, _ string) error { fmt.Fprintf(n, "column %s\n", s); return nil }
func (n *noted) Text(b []byte) error      { fmt.Fprintf(n, "text %s\n", b); return nil }
func (n *noted) Row(cells [][]byte) error { fmt.Fprintf(n, "row %q\n", cells); return nil }
func atOnce(r io.Reader) io.Reader        { return r }

// Cells as Excel writes them are taken whole; that gives what tag by tag gives.
func TestCellsTakenWholeAreTheSameAsTagByTag(t *testing.T) {
	cells := []string{`<c r="A1" s="1" t="s"><v>1</v></c>`, `<c r="B1"><v>12.5</v></c>`, `<c r="AB1" s="1"><v>44927</v></c>`, `<c r="C1" t="inlineStr"><is><t>Anna</t></is></c>`,
		`<c r="C1" t="inlineStr"><is><t xml:space="preserve"> An &amp; na</t></is></c>`, `<c t="str"><f>A1&amp;B1</f><v>x</v></c>`, `<c r="D1" s="0"/>`, `<c/>`, `<c></c>`, `<c r="E1" t="e"><v>#N/A</v></c>`,
		`<c r="F1" t="b"><v>1</v></c>`, `<c r="G1" s="99999999999"><v>1</v></c>`, `<c r="H1" cm="1"><v>7</v></c>`, `<c r='I1'><v>8</v></c>`, `<x:c r="J1"><x:v>9</x:v></x:c>`, `<c r="K1"><v>4.9E12</v></c>`,
		`<c r="A1"><v>1</v><extLst/></c>`, `<!-- c -->`, "\n  ", `<c r="L1" t="s"><v>99</v></c>`, `<c r="BA1"><v>5</v></c>`, `<c  r="M1" ><v>6</v></c>`, `<c r="N1"><v></v></c>`, `<c r="O1"><v>a<b`, `</row><row r="9">`, `</row><row/>`,
		`<c r="P1" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r><rPh><t>x</t></rPh></is></c>`, `<c r="1"><v> 3 </v></c>`, `<c r="Q1" s="-1" t="n"><v>-3</v></c>`, `</c></v>`}
	r := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		var b strings.Builder
		b.WriteString(`<worksheet><sheetData>`)
		for range 1 + r.IntN(6) {
			b.WriteString("<row>")
			for range r.IntN(8) {
				b.WriteString(cells[r.IntN(len(cells))])
			}
			b.WriteString("</row>")
		}
		b.WriteString(`</sheetData></worksheet>`)
		s := b.String()
		want := rowsOf(t, s, true, atOnce)
		for name, wrap := range map[string]func(io.Reader) io.Reader{"at once": atOnce, "byte by byte": iotest.OneByteReader, "half": iotest.HalfReader} {
			if got := rowsOf(t, s, false, wrap); got != want {
				t.Fatalf("%s, %s:\n%.500s\ntag by tag:\n%.500s", s, name, got, want)
			}
		}
	}
}

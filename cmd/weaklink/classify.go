package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
)

func init() { command(newClassify) }

// findLine is one line of `weaklink classify`.
type findLine struct {
	Schema     string          `json:"schema"`
	Kind       classify.Kind   `json:"kind"`
	DPV        string          `json:"dpv"`
	Start      int64           `json:"start"` // byte offsets
	End        int64           `json:"end"`
	Confidence float64         `json:"confidence"`
	Masked     evidence.Masked `json:"masked"`
	Test       bool            `json:"test,omitempty"`  // an example or a number for trials: nobody's, not counted
	Value      string          `json:"value,omitempty"` // with --show only
}

// kindLine is one line of `weaklink classify --kinds`.
type kindLine struct {
	Schema   string        `json:"schema"`
	Kind     classify.Kind `json:"kind"`
	Category string        `json:"category"`
	DPV      string        `json:"dpv"`
	Broader  []string      `json:"broader"` // terms above it, nearest first
	Check    string        `json:"check"`
	Context  bool          `json:"context"` // needs a word near it, or the name of a column
}

type classifyFlags struct{ kinds, show, hints bool }

func newClassify(a *app) *cobra.Command {
	var f classifyFlags
	cmd := &cobra.Command{
		Use: "classify FILE|-", Short: "which kinds of personal data a text holds, as JSON lines",
		Long: `Reads a text (UTF-8 or UTF-16) and prints what it finds, one JSON object a line: kind, byte
offsets, confidence, and the value with its letters and digits struck out. What
is nobody's (addresses at example.com, card numbers for trials) says "test": true.

It reads text as text, and what stands below a name in a table as what the name
says. For documents and archives use weaklink scan.`,
		Example: "  weaklink classify notes.txt\n  weaklink classify --kinds | jq .kind\n  cat mail.txt | weaklink classify - --show",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.kinds && len(args) == 0:
				return a.kinds()
			case f.kinds:
				return usage("leave out the file, or leave out --kinds", "--kinds lists the kinds and reads nothing")
			case len(args) == 0:
				return usage("name a file, or - for what is piped in; --kinds lists what can be found", "there is nothing to read")
			case args[0] == "-":
				return a.classify(cmd.InOrStdin(), "what is piped in", f)
			}
			file, err := os.Open(args[0])
			if err != nil {
				return &failure{exitUsage, fmt.Errorf("read %s: %w", args[0], err), "check the path"}
			}
			defer file.Close()
			return a.classify(file, args[0], f)
		},
	}
	cmd.Flags().BoolVar(&f.kinds, "kinds", false, "list the kinds that can be found")
	cmd.Flags().BoolVar(&f.show, "show", false, "print the values too (they are personal: to your own terminal only)")
	cmd.Flags().BoolVar(&f.hints, "hints", false, "print what is less likely than not, too")
	return cmd
}

func (a *app) kinds() error {
	w := bufio.NewWriter(a.out)
	for _, k := range classify.Kinds() {
		if err := a.printJSON(w, kindLine{"weaklink.kind/1", k.Kind, k.Category, k.DPV, classify.Broader(k.DPV), k.Check, k.Context}); err != nil {
			return err
		}
	}
	return flushed(w)
}

// A text is read in pieces of whole lines. A line longer than the largest piece
// is cut between two words; a value across that cut is not found.
const (
	classifyPiece = 1 << 20
	longestLine   = 64 << 20
)

func (a *app) classify(r io.Reader, name string, f classifyFlags) error {
	w := bufio.NewWriterSize(a.out, 1<<16)
	dpv := map[classify.Kind]string{}
	for _, k := range classify.Kinds() {
		dpv[k.Kind] = k.DPV
	}
	buf := make([]byte, 0, classifyPiece)
	r, wide := inUTF8(r)
	at := &offsets{wide: wide}
	var heads *classify.Heads
	for {
		n, err := io.ReadFull(r, buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return &failure{exitNothing, fmt.Errorf("read %s: %w", name, err), "weaklink scan reads folders, tables and packed files"}
		}
		if at.base == 0 && bytes.IndexByte(buf[:min(len(buf), 4096)], 0) >= 0 {
			return usage("weaklink scan reads tables, documents and other encodings", "read %s: it is not UTF-8 text", name)
		}
		cut := bytes.LastIndexByte(buf, '\n') + 1
		if last {
			cut = len(buf)
		} else if cut == 0 {
			if cap(buf) < longestLine {
				buf = append(make([]byte, 0, 2*cap(buf)), buf...)
				continue
			}
			// Within a word nobody would find what is cut apart.
			if cut = 1 + bytes.LastIndexAny(buf, " ,;\t\""); cut == 0 {
				cut = len(buf)
			}
		}
		if at.base == 0 {
			heads = classify.HeadsOf(buf[:cut])
		}
		if err := a.finds(w, heads, buf[:cut], at, f, dpv); err != nil {
			return err
		}
		at.end(buf[:cut])
		buf = buf[:copy(buf, buf[cut:])]
		if last {
			return flushed(w)
		}
	}
}

func (a *app) finds(w *bufio.Writer, heads *classify.Heads, text []byte, at *offsets, f classifyFlags, dpv map[classify.Kind]string) error {
	var failed error
	var buf, masked []byte
	heads.Scan(text, func(x classify.Find) bool {
		if x.Confidence < .5 && !f.hints {
			return true
		}
		value := text[x.Start:x.End]
		line := findLine{Schema: "weaklink.find/1", Kind: x.Kind, DPV: dpv[x.Kind], Start: at.of(text, x.Start), End: at.of(text, x.End), Confidence: math.Round(x.Confidence*1000) / 1000, Test: classify.TestValue(x.Kind, value)}
		if f.show {
			line.Masked, line.Value = redact.Mask(string(value)), string(value)
			failed = a.printJSON(w, line)
			return failed == nil
		}
		masked = redact.AppendMask(masked[:0], value)
		buf = line.append(buf[:0], masked)
		if _, err := w.Write(buf); err != nil {
			failed = fmt.Errorf("print what was found: %w", err)
		}
		return failed == nil
	})
	return failed
}

// append writes the line as encoding/json does, with its mask and without its value: a
// log has an address in every line, and reflection costs ten times what finding it does.
func (l *findLine) append(b, masked []byte) []byte {
	b = append(append(b, `{"schema":"`...), l.Schema...)
	b = append(append(b, `","kind":"`...), l.Kind...)
	b = append(append(b, `","dpv":"`...), l.DPV...)
	b = strconv.AppendInt(append(b, `","start":`...), l.Start, 10)
	b = strconv.AppendInt(append(b, `,"end":`...), l.End, 10)
	b = appendConfidence(append(b, `,"confidence":`...), l.Confidence)
	b = append(b, `,"masked":"`...)
	if bytes.IndexByte(masked, '"') < 0 && bytes.IndexByte(masked, '\\') < 0 {
		b = append(b, masked...)
	} else { // a mask has no other that is escaped
		for _, c := range masked {
			if c == '"' || c == '\\' {
				b = append(b, '\\')
			}
			b = append(b, c)
		}
	}
	b = append(b, '"')
	if l.Test {
		b = append(b, `,"test":true`...)
	}
	return append(b, "}\n"...)
}

// appendConfidence writes a number from 0 to 1 that was rounded to thousandths.
func appendConfidence(b []byte, c float64) []byte {
	n := int(math.Round(c * 1000))
	if n <= 0 || n >= 1000 || float64(n)/1000 != c {
		return strconv.AppendFloat(b, c, 'f', -1, 64)
	}
	b = append(b, '0', '.', '0'+byte(n/100))
	if n %= 100; n > 0 {
		if b = append(b, '0'+byte(n/10)); n%10 > 0 {
			b = append(b, '0'+byte(n%10))
		}
	}
	return b
}

func flushed(w *bufio.Writer) error {
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print what was found: %w", err)
	}
	return nil
}

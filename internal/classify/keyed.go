package classify

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

// A program names a field as a table names its column: applicantSsn, TAJSZAM, isiku_kood. Where no
// word on the line says what a number is, the name directly before it is asked as a column's name is.

// isNamed says whether a word for the identifier of a country stands before i.
func (s *scanner) isNamed(i int) bool { return s.near(ctxSpecific, i, 64) }

// keyed notes what the name of the field speaks of whose value begins at i.
func (s *scanner) keyed(i int) {
	text := s.text
	end, signs, assigned := i, 0, false
	for end > s.line && i-end < 24 && text[end-1] <= ' ' { // below its tag
		end--
	}
	if end < i && (end == s.line || text[end-1] != '>' || end > s.line+1 && (text[end-2] == '-' || text[end-2] == '=')) { // no tag: nor is an arrow
		end = i
	}
	if end-s.line > 10 && text[end-1] == '[' && bytes.HasSuffix(text[s.line:end], []byte("<![CDATA[")) {
		end -= len("<![CDATA[")
	}
	if end > s.line && text[end-1] == '>' {
		end--
		signs++
	} else {
		for end > s.line+1 && signs < 9 && (keySigns[text[end-1]] || dashes[text[end-1]] && text[end-2] == ' ' || text[end-1] == '(' && signs > 0 && isAlnum(text[end-2])) {
			assigned = assigned || text[end-1] == '=' || text[end-1] == ':'
			end--
			signs++
		}
	}
	if end > s.line && end < i && text[end] == '>' { // <ssn type="string">
		if open := bytes.LastIndexByte(text[max(s.line, end-80):end], '<'); open >= 0 {
			at := max(s.line, end-80) + open + 1
			if stop := bytes.IndexByte(text[at:end], ' '); stop > 0 {
				end = at + stop
			}
		}
	}
	end = s.beforeFillers(end)
	from := end
	for from > s.line && end-from < 40 && (isAlnum(text[from-1]) || text[from-1] == '_' || text[from-1] == '-') {
		from--
	}
	for from < end && !isLetter(text[from]) {
		from++
	}
	if from > s.line+2 && text[from-1] == ' ' && isLetter(text[from-2]) && isLetter(text[from-3]) && (from == s.line+3 || !isAlnum(text[from-4]) && text[from-4] != '_') && end < i { // de pension: 65 170839 J 003
		for _, c := range kindAt(text, from-3) {
			s.seeAll(c, end)
		}
	}
	if end-from < 4 || end >= i || end-from >= 40 || signs == 0 || int(s.seen[ctxSpecific]) > from || !assigned && !joined(text[from:end], text[end]) {
		return
	}
	for _, c := range s.contextsOf(from, end) {
		s.seeAll(c, end)
	}
}

// beforeFillers is where the word ends that the small words before end are about: peselNumber is, oib_broj no.
func (s *scanner) beforeFillers(end int) int {
	text := s.text
	if end < s.line+5 || end < 1 || !fillerEnds[text[end-1]] {
		return end
	}
	for range 3 {
		from := end
		for from > s.line && end-from < 8 && isAlnum(text[from-1]) {
			from--
		}
		if from == end || from <= s.line+4 || text[from-1] != ' ' || !beforeValue[string(text[from:end])] {
			break
		}
		end = from - 1
	}
	return end
}

// beforeValue are words that stand between the name of a field and its value in a sentence.
var beforeValue = set("is was as are no nr number value ist war lautet est es è é to on with given")

// fillerEnds are the letters that those words end in.
var fillerEnds = func() (t [256]bool) {
	for w := range beforeValue {
		t[w[len(w)-1]] = true
	}
	return t
}()

// contextsOf are what the name of a field that lies in the text speaks of.
func (s *scanner) contextsOf(from, end int) []context {
	k := key(s.text, from, end)
	if end-from > 16 { // of which the key knows less
		k ^= key(s.text, from+8, from+16) * mixA
	}
	m := &s.keys[k>>(64-keyBits)]
	if m.key != k {
		m.key, m.ctx = k, contextsOfName(string(s.text[from:end]))
	}
	return m.ctx
}

// fileNamed says whether the n digits at i, behind a low line, are what the words before
// say (scan_tax_number_79000665.pdf), and notes these words. A number at the end of any
// other name belongs to that name.
func (s *scanner) fileNamed(i, n int) bool {
	text, from := s.text, i-1
	for from > s.line && i-from < 40 && (isLetter(text[from-1]) || text[from-1] == '_' || text[from-1] == '-') {
		from--
	}
	if n < 8 || n > 19 || i-1-from < 3 || from > s.line && text[from-1] != '/' && text[from-1] != ' ' && text[from-1] != '"' && text[from-1] != '\\' {
		return false
	}
	ctx := s.contextsOf(from, i-1)
	for _, c := range ctx {
		s.seeAll(c, i-1)
	}
	return len(ctx) > 0
}

// valueOfKey says whether the digits at i, behind a quote or a sign, may be a whole value.
func valueOfKey(text []byte, i int) bool {
	if text[i-1] == '[' && (i < 2 || text[i-2] != 'A' && text[i-2] != ':' && text[i-2] != ' ') { // neither <![CDATA[ nor a list
		return false
	}
	if i+7 < len(text) && text[i-1] == '[' && (text[i+2] == '/' || text[i+4] == '-' && text[i+7] == '-') { // the date of a line of a log
		return false
	}
	return i+7 < len(text) && isDigit(text[i+1]) && (text[i-1] != '=' || isDigit(text[i+5]) || text[i+3] == '-' || text[i+6] == '-')
}

const keyBits = 7

// keyName is the name of a field that was met before, and what it speaks of.
type keyName struct {
	key uint64
	ctx []context
}

var keySigns = func() (t [256]bool) {
	for _, c := range "\"' =:>`\\[]" {
		t[c] = true
	}
	return t
}()

// dashes part a name from its value where a blank stands before them.
var dashes = func() (t [256]bool) {
	for _, c := range "-#|*(" {
		t[c] = true
	}
	return t
}()

// joined says whether a name is one of a program: a blank alone stands only behind one
// that is written as nobody writes words.
func joined(name []byte, sign byte) bool {
	if sign != ' ' {
		return true
	}
	for i := 1; i < len(name); i++ {
		if name[i] == '_' || isUpper(name[i]) && isLetter(name[i-1]) && !isUpper(name[i-1]) {
			return true
		}
	}
	return false
}

// contextsOfName are the contexts that the name of a field stands for.
func contextsOfName(name string) []context {
	words := split(name)
	if n := len(words); n > 0 && len(words[n-1]) > 3 { // dnis
		if one := strings.TrimSuffix(words[n-1], "s"); nationalWords()[flatten(one)] != nil {
			words[n-1] = one
		}
	}
	if len(words) > 1 && verbs[words[0]] { // setNpi
		words = words[1:]
	}
	whole := words
	for len(words) > 0 {
		if c := nationalWords()[flatten(strings.Join(words, ""))]; c != nil && (len(words) > 1 || len(words[0]) > 2) {
			return c
		}
		for j := 1; j < len(words); j++ { // germanHealthInsuranceNumber
			if w := words[j-1] + " " + words[j]; ofNation[w] {
				return nationalWords()[flatten(w)]
			}
		}
		for n := min(3, len(words)-1); n > 0; n-- {
			w := flatten(strings.Join(words[len(words)-n:], ""))
			if c := nationalWords()[w]; c != nil && len(w) > 2 && !shortAndCommon[w] {
				return c
			}
		}
		if k, sure := headerKind(strings.Join(words, " ")); sure >= .8 {
			var out []context
			for i := range nationals {
				if nationals[i].kind == k {
					out = append(out, ctxNational+context(i))
				}
			}
			if out != nil {
				return out
			}
		}
		if last := flatten(words[len(words)-1]); !qualifiers[last] {
			break
		}
		words = words[:len(words)-1]
	}
	for n := min(3, len(whole)-1); n > 0; n-- { // nifDelTitular
		w := flatten(strings.Join(whole[:n], ""))
		if c := nationalWords()[w]; c != nil && len(w) > 2 && !shortAndCommon[w] {
			return c
		}
	}
	return nil
}

// verbs begin the names of what programs do with a field.
var verbs = set("set get check is has validate verify new with by find parse format normalize normalise mask hash")

// qualifiers stand behind what a field holds and say whose or what sort of it.
var qualifiers = set("empresa cliente client customer titular empleado employee proveedor supplier firma firm company number no nr num nro numero numer nummer szam kodu kood kodas kods id code value hash broj szam cislo stevilka text str raw input field new old holder owner primary")

// shortAndCommon speak of something else too often at the end of a name.
var shortAndCommon = set("run uid vid pan fin sin tin nas nic pin voter medicare documento dokument fiscal vat iva identity idnumber idno taxid documentonacional")

var nationalWords = sync.OnceValue(func() map[string][]context {
	out := map[string][]context{}
	for i := range nationals {
		for w := range strings.SplitSeq(nationals[i].words+","+string(nationals[i].kind), ",") {
			f := flatten(strings.ReplaceAll(w, "_", ""))
			if c := ctxNational + context(i); len(f) > 2 && !slices.Contains(out[f], c) {
				out[f] = append(out[f], c)
			}
		}
	}
	return out
})

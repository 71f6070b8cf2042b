package classify

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The lexicon is made anew in each process that looks at a text, and was half of
// what a scan of an empty folder takes: words are put in slabs, and those without
// accents are spelled once.

func (t *wholeTable) size(bits int) {
	t.keys, t.lists, t.shift = make([]uint64, 1<<bits), make([][]*entry, 1<<bits), 64-bits
	t.slab = make([]*entry, 0, 1<<bits)
}

func (t *wholeTable) add(e *entry) {
	eachFolded(e.word, func(w string) { t.put(key([]byte(w), 0, len(w)), e) })
}

func (t *wholeTable) put(k uint64, e *entry) {
	i := k >> t.shift
	for t.keys[i] != 0 && t.keys[i] != k {
		i = (i + 1) & uint64(len(t.keys)-1)
	}
	t.keys[i] = k
	if n := len(t.lists[i]); n == 0 {
		t.slab = append(t.slab, e)
		t.lists[i] = t.slab[len(t.slab)-1 : len(t.slab) : len(t.slab)]
	} else if t.lists[i][n-1] != e {
		t.lists[i] = append(t.lists[i], e)
	}
	b := k >> (64 - wholeBits)
	t.bits[b>>6] |= 1 << (b & 63)
}

func (t *partTable) add(k uint32, w string, e *entry) {
	for i := range len(w) {
		if w[i]|0x20 != w[i] {
			folded := []byte(w)
			for i := range folded {
				folded[i] |= 0x20
			}
			w = string(folded)
			break
		}
	}
	b := slot(k)
	list := &t.at[b>>(partBits-listBits)]
	for _, o := range *list {
		if o.e == e && o.folded == w {
			return
		}
	}
	*list = append(*list, part{w, e})
	t.bits[b>>6] |= 1 << (b & 63)
}

// eachFolded calls each with a word in small letters, with one capital, and in
// capitals. Of letters of ASCII these are the same once the bit of small letters is
// set, and it is called once.
func eachFolded(w string, each func(string)) {
	each(w)
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(w)
			each(string(unicode.ToUpper(r)) + w[n:])
			each(strings.ToUpper(w))
			break
		}
	}
}

// how a word of the lexicon is compared.
const (
	asWhole = 1 << iota
	asHead
	asTail
)

func (l *lexicon) add(e *entry, how int) {
	const capital = isGiven | isFamily | isWordy | isPlain | isStreetEnd | isStreetWord | isBox
	switch {
	case how&asWhole == 0 && len(e.word) >= 4:
	case len(e.ctx) == 0 && e.what&^capital == 0:
		l.names.add(e)
	default:
		l.whole.add(e)
	}
	if how&asHead != 0 && len(e.word) >= 4 {
		eachFolded(e.word, func(w string) { l.heads.add(headKey([]byte(w), 0), w, e) })
	}
	if how&asTail != 0 {
		eachFolded(e.word, func(w string) {
			if len(w) == 3 {
				l.ends.add(endKey([]byte(w), 3), w, e)
			} else if len(w) > 3 {
				l.tails.add(tailKey([]byte(w), len(w)), w, e)
			}
		})
	}
}

// words are those of a lexicon, in the order in which they were put there.
type words struct {
	order   []lexWord
	at      []int32 // open addressing: place in order + 1; 0: none
	entries []entry // those that are not given out yet
	ctx     []context
}

type lexWord struct {
	*entry
	as    int
	hints bool // it was put there by what it hints at
}

// put puts a word there, or adds to what is known of it. What it is and what it
// hints at may be compared differently.
func (b *words) put(w, next string, as int, c context, what role) {
	h := uint32(2166136261) // FNV-1a
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	mask := uint32(len(b.at) - 1)
	i := (h ^ h>>15) & mask
	for b.at[i] != 0 {
		if e := &b.order[b.at[i]-1]; e.word == w && e.next == next && e.hints == (c != 0) {
			break
		}
		i = (i + 1) & mask
	}
	if b.at[i] == 0 {
		if len(b.entries) == 0 {
			b.entries = make([]entry, 1<<10)
		}
		b.entries[0] = entry{word: w, next: next}
		b.order = append(b.order, lexWord{entry: &b.entries[0], hints: c != 0})
		b.entries = b.entries[1:]
		if b.at[i] = int32(len(b.order)); 4*len(b.order) > 3*len(b.at) {
			panic("the lexicon has more words than room")
		}
	}
	e := &b.order[b.at[i]-1]
	e.as |= as
	e.what |= what
	switch {
	case c == 0:
	case e.ctx == nil:
		if len(b.ctx) == 0 {
			b.ctx = make([]context, 1<<10)
		}
		b.ctx[0], e.ctx, b.ctx = c, b.ctx[:1:1], b.ctx[1:]
	default:
		e.ctx = append(e.ctx, c)
	}
}

// theLexicon is made when the first text is scanned.
var theLexicon = sync.OnceValue(newLexicon)

func newLexicon() *lexicon {
	b := &words{order: make([]lexWord, 0, 1<<15), at: make([]int32, 1<<16)}
	// Words of hints: a short one counts alone, one of four letters where it
	// begins a word, a longer one also where it ends one.
	apart := strings.NewReplacer("-", " ", ".", " ", "'", " ", "/", " ")
	hint := func(list string, c context) {
		for w := range strings.SplitSeq(list, ",") {
			if strings.ContainsAny(w, "-./'") {
				w = apart.Replace(w)
			}
			if strings.Contains(w, "  ") || strings.ContainsAny(w, "\t\n") || strings.TrimSpace(w) != w {
				w = strings.Join(strings.Fields(w), " ")
			}
			first, next, _ := strings.Cut(w, " ")
			switch {
			case next != "" || len(first) <= 3 || len(first) == 4 && (c == ctxTitle || c == ctxGreet): // Pani, not Panificio
				b.put(first, next, asWhole, c, 0)
			case len(first) == 4:
				b.put(first, "", asHead, c, 0)
			default:
				b.put(first, "", asHead|asTail, c, 0)
			}
		}
	}
	for c := range context(ctxCount) {
		if list, ok := hints[c]; ok {
			hint(list, c)
		}
	}
	for i, n := range nationals {
		hint(n.words, ctxNational+context(i))
		for w := range strings.SplitSeq(n.words, ",") {
			if dotted := withDots(w); dotted != "" {
				hint(dotted, ctxNational+context(i))
			}
			if joined := oneWord(w); joined != "" && !ofNation[w] {
				b.put(joined, "", asHead, ctxNational+context(i), 0)
			}
			if joined, some := joinedNames(w); some {
				for _, w := range joined {
					b.put(w, "", asHead, ctxNational+context(i), 0)
				}
			}
		}
	}
	for _, e := range b.order {
		switch {
		case sharedName(e.word, e.next):
			e.what |= isShared
		case ofNation[e.word+" "+e.next]:
			e.what |= isNation
		}
	}
	roles := func(list string, as int, what role) {
		for w := range strings.FieldsSeq(list) {
			b.put(strings.ReplaceAll(w, "_", " "), "", as, 0, what)
		}
	}
	for _, n := range knownNames().words {
		b.put(n.word, "", asWhole, 0, n.what)
	}
	for w := range ambiguous {
		b.put(w, "", asWhole, 0, isWordy)
	}
	roles(titleWords, asWhole, isTitle)
	roles(greetWords, asWhole, isGreet)
	roles(plainWords, asWhole, isPlain)
	roles(streetEndWords, asTail, isStreetEnd)
	roles(streetLoneWords, asWhole, isStreetEnd)
	roles(streetNumberFirst, asWhole, isStreetWord)
	roles(streetFirstWords, asWhole, isStreetFirst)
	roles(streetCapital, asWhole, isStreetFirst|isBox)
	roles(streetGerman, asWhole, isStreetGerman)
	roles(boxWords, asWhole, isBox)
	for _, w := range healthStems {
		as := asHead
		if len(w) <= 4 {
			as = asWhole
		}
		first, next, _ := strings.Cut(w, " ")
		if next != "" {
			as = asWhole
		}
		b.put(first, next, as, 0, isHealth)
	}
	for k := range specialWords {
		first, next, _ := strings.Cut(k, " ")
		b.put(first, next, asWhole, 0, isSpecial)
	}
	for _, t := range tokens {
		w := t.prefix
		if i := strings.IndexAny(w, "_-."); i >= 0 {
			b.put(strings.ToLower(w[:i]), "", asWhole, 0, isToken)
		} else if len(w) >= 4 {
			b.put(strings.ToLower(w), "", asHead, 0, isToken)
		}
	}
	roles(commandWords, asWhole, isToken|isCommand)
	roles(services, asWhole, isService)
	for _, w := range []string{"age", "define", "gho", "discord", "auth", "basic", "sig", "putty", "mysqli", "pdo", "ftp", "imap", "getconnection", "sqlplus", "sqlldr", "expdp", "impdp", "thin", "net", "rabbitmqctl", "htpasswd", "schtasks", "useradd", "usermod", "psexec", "keytool", "login", "token", "bearer", "scram", "scrypt", "grub", "echo", "send", "user", "using", "target", "securestring", "ssha", "apiversion", "kind", "mnemonic", "phrase"} {
		b.put(w, "", asWhole, 0, isToken)
	}
	b.put("token", "", asTail, 0, isToken)
	for w := range passwordCalls {
		b.put(w, "", asWhole, 0, isToken)
	}
	l := &lexicon{}
	l.whole.size(13)
	l.names.size(15)
	for _, w := range b.order {
		l.add(w.entry, w.as)
	}
	return l
}

var together = strings.NewReplacer(" ", "", "-", "", ".", "")

// joinedNames are the names that programs make of an abbreviation or of two words:
// nhsNumber, NationalInsuranceNo.
func joinedNames(w string) (out [4]string, some bool) {
	w = together.Replace(w)
	if len(w) < 3 || len(w) > 16 || strings.HasSuffix(w, "number") || strings.HasSuffix(w, "nummer") || strings.HasSuffix(w, "no") || strings.HasSuffix(w, "nr") {
		return out, false
	}
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return out, false
		}
	}
	all := w + "number" + w + "no" + w + "nr"
	n := len(w)
	return [4]string{all[:n+6], all[:n+3], all[n+6 : 2*n+8], all[2*n+8:]}, true
}

// withDots is an abbreviation as R.U.T. is written, or nothing: words that begin
// like the commonest of one letter are left out, because each of those would be
// looked at twice.
func withDots(w string) string {
	if len(w) < 3 || len(w) > 4 || strings.ContainsAny(w[:1], "aeioy") {
		return ""
	}
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return ""
		}
	}
	return strings.Join(strings.Split(w, ""), ".")
}

// oneWord is a name of several words as a program joins them, uniqueTaxpayerReference, or nothing.
func oneWord(w string) string {
	if !strings.Contains(w, " ") {
		return ""
	}
	w = together.Replace(w)
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return ""
		}
	}
	if len(w) < 9 || len(w) > 24 {
		return ""
	}
	return w
}

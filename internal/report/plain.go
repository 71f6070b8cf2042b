package report

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/goccy/go-yaml"

	"github.com/weaklink/weaklink/docs"
)

// The bars of the first page. An owner reads it in half a minute.
const (
	MostWords   = 90
	MostNumbers = 5
	LeastEase   = 60 // Flesch's reading ease
)

// words of the first page for one control.
type words struct{ Name, Say, Do string }

//go:embed plain.yaml
var plainYAML []byte

var plain = sync.OnceValue(func() map[string]words {
	out := map[string]words{}
	if err := yaml.UnmarshalWithOptions(plainYAML, &out, yaml.Strict()); err != nil {
		panic("internal/report/plain.yaml: " + err.Error())
	}
	return out
})

// Plain is how the first page says that a control does not hold, and what to
// do; both are empty for a control that has no words.
func Plain(control string) (say, do string) { return plain()[control].Say, plain()[control].Do }

var number = regexp.MustCompile(`\d+([.,]\d+)*`)

// Numbers is how many numbers stand in a text.
func Numbers(text string) int { return len(number.FindAllString(text, -1)) }

// Words is how many words stand in a text.
func Words(text string) int {
	return len(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == '—' }))
}

var (
	sentenceEnd = regexp.MustCompile(`[.!?:]+(\s|$)|\n`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
	notLetters  = regexp.MustCompile(`[^a-z]+`)
)

// Ease is Flesch's reading ease (1948): 206.835 - 1.015 words a sentence - 84.6
// syllables a word; 60 is plain English. Lines and colons end a sentence.
func Ease(text string) float64 {
	sentences, n, syllables := 0, 0, 0
	for _, s := range sentenceEnd.Split(text, -1) {
		in := 0
		for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '/' }) {
			if k := syllablesOf(notLetters.ReplaceAllString(w, "")); k > 0 {
				in++
				syllables += k
			}
		}
		if n += in; in > 0 {
			sentences++
		}
	}
	if n == 0 {
		return 100
	}
	return 206.835 - 1.015*float64(n)/float64(sentences) - 84.6*float64(syllables)/float64(n)
}

// syllablesOf counts groups of vowels; an e at the end, and the one in -es and
// -ed, is mute unless it is the only one.
func syllablesOf(w string) int {
	if w == "" {
		return 0
	}
	n := len(vowels.FindAllString(w, -1))
	mute := strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "le") ||
		strings.HasSuffix(w, "es") && !slices.ContainsFunc([]string{"ses", "zes", "xes", "ches", "shes", "ces", "ges"}, func(s string) bool { return strings.HasSuffix(w, s) }) ||
		strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ted") && !strings.HasSuffix(w, "ded")
	if mute && n > 1 {
		n--
	}
	return max(n, 1)
}

// OfTheTrade is the first word of a text that an owner should not have to
// know, or "".
func OfTheTrade(text string) string {
	flat := " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ") + " "
	for _, w := range banned {
		if strings.Contains(flat, " "+w+" ") {
			return w
		}
	}
	return ""
}

var banned = docs.NotOnPageOne()

// simple says that a text may stand on the first page: short, at most one
// number, none of the trade's words, and easy to read.
func simple(text string, most int) bool {
	return text != "" && Words(text) <= most && Numbers(text) <= 1 && OfTheTrade(text) == "" && Ease(text) >= LeastEase-15 &&
		!strings.ContainsAny(text, "`<>{}|\\=") && longest(text) <= 24
}

func longest(text string) int {
	n := 0
	for _, w := range strings.Fields(text) {
		n = max(n, len([]rune(w)))
	}
	return n
}

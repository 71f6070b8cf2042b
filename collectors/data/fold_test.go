package data

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/internal/classify"
)

// The short way for plain letters must be the long way, or one person becomes two.
func TestPlainNamesFoldAsAllOthers(t *testing.T) {
	slow := func(s string) string {
		var b strings.Builder
		space := false
		for _, r := range norm.NFC.String(strings.ToLower(s)) {
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				if space && b.Len() > 0 {
					b.WriteByte(' ')
				}
				space = false
				b.WriteRune(r)
			case r == '\'':
			default:
				space = true
			}
		}
		return b.String()
	}
	var pairs []string
	for _, e := range streetShort {
		pairs = append(pairs, e[:]...)
	}
	endings := strings.NewReplacer(pairs...)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ A-Za-z0-9'.,-]{0,12}( ?(Strasse|street|Road|platz|Dr\.?|avenue|str\.)[ 0-9a]{0,4})?`).Draw(t, "name")
		f := slow(s)
		folded := func(how func(b, s []byte) []byte) string { return string(how([]byte("x "), []byte(s))[2:]) }
		if got := folded(appendFold); got != f {
			t.Fatalf("fold(%q) = %q, want %q", s, got, f)
		}
		words := slices.DeleteFunc(strings.Fields(f), func(w string) bool { return titles[w] })
		slices.Sort(words)
		if got, want := folded(appendName), strings.Join(words, " "); got != want {
			t.Fatalf("foldName(%q) = %q, want %q", s, got, want)
		}
		if got, want := folded(appendStreet), strings.ReplaceAll(endings.Replace(f), " ", ""); got != want {
			t.Fatalf("foldStreet(%q) = %q, want %q", s, got, want)
		}
	})
}

func TestADateOfADatabaseIsReadAsAnyOther(t *testing.T) {
	for in, want := range map[string]string{
		"2024-02-29": "2024-02-29", "2023-02-29": "", "2024-13-01": "", "2024-02-29 10:11:12+00": "2024-02-29", "2024-02-29T10:11": "2024-02-29", " 2024-02-29": "2024-02-29", "29.02.2024": "2024-02-29", "2024-2-29": "", "20240229": "2024-02-29", "2024-02-29x": "",
	} {
		got := ""
		if d, ok := parseDate([]byte(in)); ok {
			got = string(d.append(nil))
		}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// Letters of the Latin alphabets go a short way too, which must lead where the
// long one does.
func TestLatinNamesFoldAsAllOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`([ A-Za-z0-9'.,-]|[\x{80}-\x{2ff}]|[äöüßÄÖÜéłŁøßıİñç\x{a0}]){0,16}`).Draw(t, "name")
		if got, want := string(appendFold([]byte("x "), []byte(s))[2:]), foldAny(s); got != want {
			t.Fatalf("%q: %q, want %q", s, got, want)
		}
	})
	for _, s := range []string{"Αννα Παπα", "Анна Отт", "Nguyễn Văn", "l’Ami", "a\xc3", "\xc3\xc3\xa4"} {
		if got, want := string(appendFold(nil, []byte(s))), foldAny(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

// Each way in which people write dates in digits is read as the library reads it.
func TestDatesInDigitsAreReadAsByTheLibrary(t *testing.T) {
	layouts := []string{"2006-01-02", "2006/01/02", "02.01.2006", "2.1.2006", "02/01/2006", "2/1/2006", "01/02/2006", "1/2/2006", "02-01-2006", "2-1-2006", "01-02-2006",
		"2006.01.02", "02.01.06", "2.1.06", "02/01/06", "2/1/06", "01/02/06", "1/2/06", "02-01-06", "20060102"}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`([0-9]{1,4}|[0-3]?[0-9])[-/.]?[0-3]?[0-9][-/.]?(20|19)?[0-9]{1,2}`).Draw(t, "date")
		want, ok := time.Time{}, false
		for _, l := range layouts {
			if d, err := time.Parse(l, s); err == nil {
				want, ok = d, true
				break
			}
		}
		got, is := inDigits([]byte(s))
		if is != ok || ok && !got.time().Equal(want) {
			t.Fatalf("%q: %v %v, want %v %v", s, got, is, want, ok)
		}
		if ok && string(got.append(nil)) != want.Format(time.DateOnly) {
			t.Fatalf("%q is written %s", s, got.append(nil))
		}
	})
}

// A name or a street in a cell is folded in one go, as its normalised value is.
func TestCellsFoldAsTheirNormalisedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := []byte(rapid.StringMatching(`([ A-Za-z0-9'.,\t\n/&-]|[\x{80}-\x{2ff}]|[äöüßÄÖÜẞéłŁøßıİñç\x{a0}\x{85}µªА’]|(Str|str|STR)(\.|asse|aße|eet)|Road|platz|Dr\. |avenue){0,12}`).Draw(t, "cell"))
		for _, k := range []classify.Kind{"given_name", "family_name", "street"} {
			normal := classify.AppendNormal(nil, "DE", k, s)
			if got, want := string(appendCell([]byte("x "), s)[2:]), string(appendFold(nil, normal)); got != want {
				t.Fatalf("%s %q: %q, want %q", k, s, got, want)
			}
			if got, want := string(shorten(appendCell([]byte("x "), s), 2)[2:]), string(appendStreet(nil, normal)); got != want {
				t.Fatalf("%s %q shortened: %q, want %q", k, s, got, want)
			}
		}
		if got, want := string(sortWords(appendCell([]byte("x "), s), 2)[2:]), string(appendName(nil, classify.AppendNormal(nil, "", "full_name", s))); got != want {
			t.Fatalf("full name %q: %q, want %q", s, got, want)
		}
	})
	for _, s := range []string{"a\xc3", "\xc3\xc3\xa4 Str. 5", "Straße\xff 5", "\xa0", "", " - ", "Str.\u00adRoad"} {
		if got, want := string(appendCell(nil, []byte(s))), string(appendFold(nil, classify.AppendNormal(nil, "", "street", []byte(s)))); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

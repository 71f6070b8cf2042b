package classify_test

import (
	"testing"

	"github.com/weaklink/weaklink/internal/classify"
)

// What is written in another dress is found where it stands, and is the same value.
func TestTextInAnotherDressIsTheSame(t *testing.T) {
	for text, want := range map[string]struct{ kind, value, normal string }{
		"口座 ＤＥ８９　３７０４　００４４　０５３２　０１３０　００ まで":                              {"iban", "ＤＥ８９　３７０４　００４４　０５３２　０１３０　００", "DE89370400440532013000"},
		"رقم البطاقة ٤٥٣٩ ١٤٨٨ ٠٣٤٣ ٦٤٦٧":                                {"card", "٤٥٣٩ ١٤٨٨ ٠٣٤٣ ٦٤٦٧", "4539148803436467"},
		"card 4539&nbsp;1488&nbsp;0343&nbsp;6467.":                       {"card", "4539&nbsp;1488&nbsp;0343&nbsp;6467", "4539148803436467"},
		"number=4539%201488%200343%206467&x=1":                           {"card", "4539%201488%200343%206467", "4539148803436467"},
		"number=4539+1488+0343+6467&x=1":                                 {"card", "4539+1488+0343+6467", "4539148803436467"},
		"mail an\u00adna.ott@mail\u2060.de ok":                           {"email", "an\u00adna.ott@mail\u2060.de", "anna.ott@mail.de"},
		"mail: anna&#64;mail.de":                                         {"email", "anna&#64;mail.de", "anna@mail.de"},
		"फ़ोन: +९१ ९८७६५ ४३२१०":                                          {"phone", "+९१ ९८७६५ ४३२१०", "+919876543210"},
		"\ufeffNHS no.: 943 476 5870":                                    {"uk_nhs", "943 476 5870", "9434765870"},
		"contrasen\u0303a: k3!xLamp85":                                   {"password", "k3!xLamp85", "K3XLAMP85"},
		"first line\nIBAN: DE89\u00a03704 0044\u200b 0532 0130 00\nlast": {"iban", "DE89\u00a03704 0044\u200b 0532 0130 00", "DE89370400440532013000"},
	} {
		ok := false
		classify.Scan([]byte(text), func(f classify.Find) bool {
			ok = ok || string(f.Kind) == want.kind && text[f.Start:f.End] == want.value
			return true
		})
		if !ok {
			t.Errorf("%q: no %s %q", text, want.kind, want.value)
		}
		if got := classify.Normalise(classify.Kind(want.kind), want.value); got != want.normal {
			t.Errorf("%q is %q, not %q", want.value, got, want.normal)
		}
	}
}

package formats

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The name of a tag is what the tokenizer says, as far as it tells tags apart.
func TestTagName(t *testing.T) {
	z := html.NewTokenizer(strings.NewReader("<TD a=1>x</Td><tr\n><br/></p ><h1\tx></H1\f></option><opt\x00ion><optionally></optionally><éa></é><a:b></a:b><p/x></p/x><o\r></o\r><div"))
	seen := 0
	for z.Next() != html.ErrorToken {
		from := 1
		switch z.Token().Type { // reads the name, but not what is raw
		case html.EndTagToken:
			from = 2
		case html.StartTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		seen++
		again := html.NewTokenizer(strings.NewReader(string(z.Raw())))
		again.Next()
		want, _ := again.TagName()
		if strings.Contains(string(want), "\ufffd") {
			continue // is none that parts text
		}
		got := tagName(z.Raw()[from:])
		if s := string(got.name[:got.n]); s != string(want[:min(len(want), len(got.name))]) {
			t.Errorf("%q is %q, not %q", z.Raw(), s, want)
		}
	}
	if seen != 17 {
		t.Errorf("%d tags were seen, not 17", seen)
	}
}

package website

import (
	"net/url"
	"slices"
	"strings"
)

// pathOf is the part of an address behind the site.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

// pageWords is how an owner calls a page.
func pageWords(address string) string {
	if p := strings.Trim(pathOf(address), "/"); p != "" {
		return "the page " + p
	}
	return "the front page"
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	if s, ok := strings.CutSuffix(word, "y"); ok && !strings.HasSuffix(s, "a") {
		return s + "ies"
	}
	return word + "s"
}

// sorted are the keys of m in order.
func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

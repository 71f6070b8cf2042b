package firewall

import (
	"fmt"
	"slices"
	"strings"
)

// token is a word, a quoted text, or one of { } ; , : = ! & | ( ) and newline.
type token struct {
	text   string
	quoted bool
}

const maxTokens = 2_000_000

// scan cuts the text of an nftables file into tokens.
func scan(text string) ([]token, error) {
	var out []token
	for i := 0; i < len(text); {
		if len(out) > maxTokens {
			return nil, fmt.Errorf("read the rules of nftables: more than we read: %w", ErrNoRuleset)
		}
		c := text[i]
		switch {
		case c == '#':
			n := strings.IndexByte(text[i:], '\n')
			if n < 0 {
				return out, nil
			}
			i += n
		case c == '\\' && strings.HasPrefix(text[i+1:], "\n"):
			i += 2
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '"':
			n := strings.IndexByte(text[i+1:], '"')
			if n < 0 {
				return nil, fmt.Errorf("read the rules of nftables: a quote that does not end: %w", ErrNoRuleset)
			}
			out = append(out, token{text[i+1 : i+1+n], true})
			i += n + 2
		case strings.HasPrefix(text[i:], "!=") || strings.HasPrefix(text[i:], "==") || strings.HasPrefix(text[i:], "<=") || strings.HasPrefix(text[i:], ">="):
			out = append(out, token{text: text[i : i+2]})
			i += 2
		case strings.IndexByte("{};,=&|()!<>\n", c) >= 0 || c == ':' && separates(text, i):
			out = append(out, token{text: string(c)})
			i++
		default:
			n := i
			for n < len(text) && strings.IndexByte(" \t\r\n{};,=&|()!<>\"#", text[n]) < 0 && (text[n] != ':' || !separates(text, n)) {
				n++
			}
			if n == i {
				n++
			}
			out = append(out, token{text: text[i:n]})
			i = n
		}
	}
	return out, nil
}

// separates says whether a colon parts a key from a value; within an address
// of IPv6 it has no space beside it.
func separates(text string, i int) bool {
	before := i > 0 && (text[i-1] == ' ' || text[i-1] == '\t')
	after := i+1 >= len(text) || text[i+1] == ' ' || text[i+1] == '\t' || text[i+1] == '\n'
	return before || after
}

// expand replaces variables, takes definitions away and pulls in included files.
func expand(in []token, include func(pattern string) ([]string, error), vars map[string][]token, depth int) ([]token, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("read the rules of nftables: files that include one another: %w", ErrNoRuleset)
	}
	var out []token
	for i := 0; i < len(in); i++ {
		t := in[i]
		start := i == 0 || in[i-1].text == "\n" || in[i-1].text == ";"
		switch {
		case len(out) > maxTokens:
			return nil, fmt.Errorf("read the rules of nftables: more than we read: %w", ErrNoRuleset)
		case start && t.text == "include" && i+1 < len(in):
			i++
			texts, err := include(in[i].text)
			if err != nil {
				return nil, err
			}
			for _, text := range texts {
				more, err := scan(text)
				if err == nil {
					more, err = expand(more, include, vars, depth+1)
				}
				if err != nil {
					return nil, err
				}
				out = append(append(out, more...), token{text: "\n"})
			}
		case start && (t.text == "define" || t.text == "redefine") && i+2 < len(in) && in[i+2].text == "=":
			name := in[i+1].text
			var value []token
			level := 0
			for i += 3; i < len(in) && (level > 0 || in[i].text != "\n" && in[i].text != ";"); i++ {
				level += strings.Count(in[i].text, "{") - strings.Count(in[i].text, "}")
				value = append(value, in[i])
			}
			value, err := expand(value, include, vars, depth+1)
			if err != nil {
				return nil, err
			}
			vars[name] = value
		case !t.quoted && strings.HasPrefix(t.text, "$"):
			value, ok := vars[t.text[1:]]
			if !ok {
				return nil, fmt.Errorf("read the rules of nftables: a variable without a value: %w", ErrNoRuleset)
			}
			out = append(out, slices.Clone(value)...)
		default:
			out = append(out, t)
		}
	}
	return out, nil
}

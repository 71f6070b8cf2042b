package classify

import "bytes"

// How long a label alone on its line may be, and the value below it.
const longestLabel, longestValue = 72, 40

// heads says whether the line that ends before i is a label, and the next one
// nothing but its value, as forms and what is copied from them have it:
//
//	NHS number
//	943 476 5919
//
// Then the two are read as one line.
func (s *scanner) heads(i int) bool {
	text := s.text
	if s.done > s.line || i >= len(text) {
		return false
	}
	whole := bytes.TrimRight(text[max(s.line, i-longestLabel):i-1], "\r\n")
	if i-s.line > 48 && s.last+2 >= i { // a sentence that ends with the label
		whole = text[min(i-1, max(i-40, s.last-24)) : i-1]
	}
	rule := 0
	if n := len(whole); n > 0 && isRule(whole[n-1]) { // below the label
		for rule < n && isRule(whole[n-1-rule]) {
			rule++
		}
		if rule == n || whole[n-1-rule] != '\n' {
			rule = 0
		}
		whole = bytes.TrimRight(whole[:n-rule], "\r\n")
	}
	label := untagged(whole)
	tag := len(label) == 0 && len(whole) > 2 && bytes.IndexByte(whole, '/') < 0 // <ssn>, and below it the value
	if !tag && (i-s.last > 26+rule || s.last <= s.line) {
		return false
	}
	if len(label) > 48 && label[0] < 0xe0 { // letters of Asia have three bytes
		return false
	}
	for _, c := range label { // none of it where it is a tag
		if isDigit(c) || c == ',' || c == ';' || c == '|' || c == '\t' || c == '\n' || c == '{' || c == '"' {
			return false
		}
	}
	if text[i] == '\n' && len(label) > 0 && (label[len(label)-1] == ':' || i-s.last < 3) { // a line is left free
		i++
	}
	if s.underlined(i) {
		return true
	}
	value := text[i:min(len(text), i+2*longestValue)]
	if nl := bytes.IndexByte(value, '\n'); nl >= 0 {
		value = value[:nl]
	}
	if n := len(label); n > 0 && label[n-1] == '?' { // Agent: date of birth? and below it Customer: 3 May 1961
		if speaker := bytes.IndexByte(value[:min(len(value), 24)], ':'); speaker > 0 && lettersOnly(value[:speaker]) {
			value = value[speaker+1:]
			return answers(value)
		}
	}
	value = bytes.TrimLeft(value, " \t")
	if n := speaker(value); n > 0 && speaker(text[s.line:i]) > 0 { // bot> your NHS number, and below it user> 943 476 5919
		return answers(value[n:])
	}
	value = value[valueKey(value):]
	value = bytes.Trim(bytes.TrimPrefix(untagged(value), []byte("|")), "\r \t")
	if len(value) < 3 || len(value) > longestValue {
		return false
	}
	digits, letters, inRow, small, blanks := 0, 0, 0, false, false
	for _, c := range value {
		switch {
		case isDigit(c):
			digits++
			inRow = 0
		case isLetter(c):
			letters++
			small = small || !isUpper(c)
			if inRow++; inRow > 6 { // a word
				return false
			}
		case c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '+' || c == '_':
			inRow = 0
			blanks = blanks || c == ' '
		default:
			return false
		}
	}
	if digits < 3 || letters > 16 || letters >= 2*digits || small && blanks {
		return false
	}
	if tag {
		for text[i] <= ' ' {
			i++
		}
		s.keyed(i)
	}
	return true
}

// untagged is what stands between the tags that a line begins and ends with:
// <dt>NHS number</dt>, and below it <dd>943 476 5919</dd>.
func untagged(b []byte) []byte {
	for {
		b = bytes.Trim(b, " \t\r")
		if len(b) < 3 || b[0] != '<' {
			break
		}
		n := bytes.IndexByte(b, '>')
		if n < 0 {
			break
		}
		b = b[n+1:]
	}
	for len(b) > 2 && b[len(b)-1] == '>' {
		n := bytes.LastIndexByte(b, '<')
		if n < 0 {
			break
		}
		b = bytes.TrimRight(b[:n], " \t")
	}
	return b
}

// underlined says whether the line at i is a rule below what stands above it.
func (s *scanner) underlined(i int) bool {
	at := i
	for at < len(s.text) && isRule(s.text[at]) {
		at++
	}
	return at-i > 2 && at < len(s.text) && s.text[at] == '\n'
}

// valueKey is how long the key is that YAML and settings give a value below the name of what it is. 0: there is none.
func valueKey(b []byte) int {
	n := 0
	for n < len(b) && n < 8 && isLetter(b[n]) {
		n++
	}
	if !valueKeys[string(b[:n])] {
		return 0
	}
	from := n
	for n < len(b) && (b[n] == ' ' || b[n] == ':' || b[n] == '=') {
		n++
	}
	if n == from {
		return 0
	}
	return n
}

var valueKeys = set("value val number no id content text data")

func isRule(c byte) bool { return c == '-' || c == '=' || c == '_' }

// speaker is how long the name of who speaks and the sign behind it are: Q: , user> . 0: there is none.
func speaker(b []byte) int {
	n := 0
	for n < len(b) && n < 12 && inName(b[n]) {
		n++
	}
	if n == 0 || n+1 >= len(b) || b[n] != ':' && b[n] != '>' || b[n+1] != ' ' {
		return 0
	}
	return n + 2
}

// answers says whether a number stands near the beginning of what somebody answers,
// behind a word or two: sure, it's 943 476 5919.
func answers(b []byte) bool {
	words := 0
	for i, c := range b[:min(len(b), 24)] {
		if isDigit(c) {
			return true
		}
		if c == ' ' && i > 0 {
			words++
		}
		if words > 4 || c == '?' {
			return false
		}
	}
	return false
}

// lettersOnly says whether b is letters and blanks.
func lettersOnly(b []byte) bool {
	for _, c := range b {
		if !inName(c) && c != ' ' {
			return false
		}
	}
	return len(b) > 0
}

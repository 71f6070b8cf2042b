package classify

// Chinese, Japanese, Korean and Thai are written without blanks between words,
// and numbers stand among them as they come: 他的身份证号是110105...

// unspaced says whether the letter at i is of such a script. They have three bytes.
func unspaced(text []byte, i int) bool {
	if i+2 >= len(text) {
		return false
	}
	switch c := text[i]; {
	case c == 0xe0:
		return text[i+1] == 0xb8 || text[i+1] == 0xb9 // Thai
	case c == 0xe3:
		return text[i+1] > 0x80 // kana
	}
	return text[i] > 0xe3 && text[i] < 0xee
}

// endUnspaced is where letters of such a script end, from i.
func endUnspaced(text []byte, i, end int) int {
	for i < end && unspaced(text, i) {
		i += 3
	}
	return min(i, end)
}

// within notes what the words speak of that stand within letters without blanks.
func (s *scanner) within(i, end int) {
	for ; i+5 < end; i += 3 {
		if s.match(i, end) == 0 {
			continue
		}
		for _, e := range s.hit {
			for _, c := range e.ctx {
				s.seeAll(c, end)
			}
		}
	}
}

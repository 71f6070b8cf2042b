package pdf

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// glyph is the character that the name of a glyph stands for, as the Adobe
// Glyph List has it; empty when the name says nothing (g12, a37).
func glyph(s string) string {
	s, _, _ = strings.Cut(s, ".")
	if utf8.RuneCountInString(s) == 1 {
		return s
	}
	if r, ok := glyphs[s]; ok {
		return r
	}
	if h, ok := strings.CutPrefix(s, "uni"); ok && len(h) == 4 {
		if n, err := strconv.ParseUint(h, 16, 16); err == nil {
			return string(rune(n))
		}
	}
	// adieresis, Eacute: a letter and its accent.
	if len(s) > 2 {
		if mark, ok := accents[s[1:]]; ok {
			if i := strings.IndexByte(mark.base, s[0]); i >= 0 {
				return string([]rune(mark.made)[i])
			}
		}
	}
	return ""
}

var accents = map[string]struct{ base, made string }{
	"dieresis":   {"aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"},
	"acute":      {"aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"},
	"grave":      {"aeiouAEIOU", "àèìòùÀÈÌÒÙ"},
	"circumflex": {"aeiouAEIOU", "âêîôûÂÊÎÔÛ"},
	"tilde":      {"anoANO", "ãñõÃÑÕ"},
	"cedilla":    {"cC", "çÇ"},
	"ring":       {"aA", "åÅ"},
	"slash":      {"oO", "øØ"},
}

var glyphs = map[string]string{
	"space": " ", "nbspace": " ", "period": ".", "comma": ",", "colon": ":", "semicolon": ";", "hyphen": "-", "minus": "-", "sfthyphen": "-",
	"endash": "–", "emdash": "—", "exclam": "!", "question": "?", "parenleft": "(", "parenright": ")", "bracketleft": "[", "bracketright": "]",
	"slash": "/", "backslash": "\\", "quotesingle": "'", "quotedbl": "\"", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”",
	"quotedblbase": "„", "quotesinglbase": "‚", "guillemotleft": "«", "guillemotright": "»", "bullet": "•", "ellipsis": "…", "at": "@", "ampersand": "&",
	"plus": "+", "equal": "=", "percent": "%", "numbersign": "#", "asterisk": "*", "underscore": "_", "section": "§", "degree": "°", "Euro": "€", "dollar": "$", "sterling": "£",
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"germandbls": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "f_i": "fi", "f_l": "fl", "f_f": "ff",
}

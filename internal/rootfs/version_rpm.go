package rootfs

import (
	"cmp"
	"strings"
)

// EVR is epoch, version and release of an rpm package. An absent epoch is 0.
type EVR struct{ Epoch, Version, Release string }

// String is how rpm writes it.
func (v EVR) String() string {
	s := v.Version + "-" + v.Release
	if strings.TrimLeft(v.Epoch, "0") != "" {
		s = v.Epoch + ":" + s
	}
	return s
}

// Compare orders two versions as rpm does: negative when v is older.
func (v EVR) Compare(o EVR) int {
	return cmp.Or(compareDigits(v.Epoch, o.Epoch), compareRPM(v.Version, o.Version), compareRPM(v.Release, o.Release))
}

func alnum(c byte) bool { return digit(c) || letter(c) }

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// compareRPM is rpm-version(7): runs of digits or letters are compared one by
// one, what separates them does not count; a tilde sorts before everything, even
// the end; a caret after the end and before everything else.
func compareRPM(a, b string) int {
	for {
		skip := func(c rune) bool { return c != '~' && c != '^' && (c > 0x7f || !alnum(byte(c))) }
		a, b = strings.TrimLeftFunc(a, skip), strings.TrimLeftFunc(b, skip)
		switch ta, tb := strings.HasPrefix(a, "~"), strings.HasPrefix(b, "~"); {
		case ta && tb:
			a, b = a[1:], b[1:]
			continue
		case ta:
			return -1
		case tb:
			return 1
		}
		switch ca, cb := strings.HasPrefix(a, "^"), strings.HasPrefix(b, "^"); {
		case ca && cb:
			a, b = a[1:], b[1:]
			continue
		case ca && b == "", cb && a != "":
			return 1
		case ca, cb:
			return -1
		}
		if a == "" || b == "" {
			return cmp.Compare(len(a), len(b))
		}
		class := letter
		if digit(a[0]) {
			class = digit
		}
		x, y := leading(a, class), leading(b, class)
		if y == "" { // a number is newer than letters
			if digit(a[0]) {
				return 1
			}
			return -1
		}
		c := strings.Compare(x, y)
		if digit(a[0]) {
			c = compareDigits(x, y)
		}
		if c != 0 {
			return c
		}
		a, b = a[len(x):], b[len(y):]
	}
}

func leading(s string, class func(byte) bool) string {
	n := 0
	for n < len(s) && class(s[n]) {
		n++
	}
	return s[:n]
}

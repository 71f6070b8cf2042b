package rootfs

import (
	"cmp"
	"strings"
)

// The parts of a version of apk, in the order of apk-package(5):
// digits{.digits}[letter]{_suffix[digits]}[~hash][-r digits].
const (
	apkNumber = iota
	apkLetter
	apkSuffix
	apkSuffixNumber
	apkRevision
	apkEnd
)

// apkSuffixes: those before the release are negative.
var apkSuffixes = map[string]int{"alpha": -4, "beta": -3, "pre": -2, "rc": -1, "cvs": 0, "svn": 1, "git": 2, "hg": 3, "p": 4}

type apkPart struct {
	kind   int
	number string // without leading zeros, of numbers
	value  int    // of letters and suffixes; of a number after a dot that begins with zeros: how many, negative
}

// CompareApk orders two versions of a package of Alpine as apk does: negative
// when a is older. ok is false when one of them is none.
func CompareApk(a, b string) (order int, ok bool) {
	pa, okA := apkParts(a)
	pb, okB := apkParts(b)
	if !okA || !okB {
		return 0, false
	}
	for i := 0; ; i++ {
		x, y := pa[min(i, len(pa)-1)], pb[min(i, len(pb)-1)]
		if x.kind != y.kind {
			switch { // the longer one is newer, unless what follows says that it comes before the release
			case x.kind == apkSuffix && x.value < 0:
				return -1, true
			case y.kind == apkSuffix && y.value < 0:
				return 1, true
			}
			return cmp.Compare(y.kind, x.kind), true
		}
		if c := cmp.Or(cmp.Compare(x.value, y.value), compareDigits(x.number, y.number)); c != 0 || x.kind == apkEnd {
			return c, true
		}
	}
}

// apkParts takes a version apart. The last part is always the end.
func apkParts(v string) ([]apkPart, bool) {
	var out []apkPart
	take := func(kind int) bool {
		n := number(v)
		if n == "" {
			return false
		}
		p := apkPart{kind: kind, number: n}
		if kind == apkNumber && len(out) > 0 && n[0] == '0' {
			p.value = -(len(n) - len(strings.TrimLeft(n, "0"))) // 1.02 is older than 1.1: as decimals
		}
		out, v = append(out, p), v[len(n):]
		return true
	}
	if !take(apkNumber) {
		return nil, false
	}
	for strings.HasPrefix(v, ".") {
		if v = v[1:]; !take(apkNumber) {
			return nil, false
		}
	}
	if v != "" && v[0] >= 'a' && v[0] <= 'z' {
		out, v = append(out, apkPart{kind: apkLetter, value: int(v[0])}), v[1:]
	}
	for strings.HasPrefix(v, "_") {
		n := 1
		for n < len(v) && v[n] >= 'a' && v[n] <= 'z' {
			n++
		}
		value, known := apkSuffixes[v[1:n]]
		if !known {
			return nil, false
		}
		out, v = append(out, apkPart{kind: apkSuffix, value: value}), v[n:]
		take(apkSuffixNumber)
	}
	if strings.HasPrefix(v, "~") { // which commit it was made from says nothing about its age
		v = v[1+len(v[1:])-len(strings.TrimLeft(v[1:], "0123456789abcdef")):]
	}
	if rest, ok := strings.CutPrefix(v, "-r"); ok {
		if v = rest; !take(apkRevision) {
			return nil, false
		}
	}
	return append(out, apkPart{kind: apkEnd}), v == ""
}

package rootfs

import (
	"strings"
	"testing"
)

// Ordered pairs whose outcome apk's own documentation and tests fix.
func TestVersionsOfApkAreOrderedAsApkOrdersThem(t *testing.T) {
	for line := range strings.Lines(`2.34 > 0.1.0_alpha
0.1.0_alpha = 0.1.0_alpha
0.1.0_alpha2 > 0.1.0_alpha
1.0.4-r3 < 1.0.4-r4
1.0.4-r9 < 1.0.4-r10
1.1 > 1.1_alpha1
1.3_alpha < 1.3_alpha2
2.3.0b-r1 < 2.3.0b-r2
0.12 < 0.13_beta1
3.1_p16 < 3.1_p17
1.0_p10-r0 > 1.0_p9-r0
1.06-r6 < 006
006 > 1.0.0
1.00_beta2 < 1.39
2.01.01_alpha10 > 0.94
1.02 < 1.03-r1
1.02.07 < 1.02.10-r1
0.01 < 0.06
0.06 < 0.1
1.07 < 1.07.5
1.07 < 1.19
0.0.50 < 0.17
1.7 < 1.7b
0.9.8c-r1 < 0.9.8d
2.1_pre20 < 2.1_pre26
1.8.5 < 1.8.5_p2
4.5_p1-r1 > 4.5_p1
0.9.28-r2 < 0.9.28.1
7.0.17 < 7.0.174
0.1.0_alpha_pre2 < 0.1.0_alpha
1.0.0_pre20191002222144-r0 < 1.0.0_pre20210530193627-r0
1.3_pre1-r1 < 1.3.2
1.3-r0 < 1.3.1-r0
3.0.20060720 < 20060720
6b-r7 > 1.12-r7
1.2.3_git20240101-r0 > 1.2.3-r0
1.2.3~abc123-r0 = 1.2.3-r0
99999999999999999999-r0 > 99999999999999999998-r5
`) {
		f := strings.Fields(line)
		want := map[string]int{"<": -1, "=": 0, ">": 1}[f[1]]
		got, ok := CompareApk(f[0], f[2])
		back, _ := CompareApk(f[2], f[0])
		if !ok || got != want || back != -want {
			t.Errorf("%s: %d and back %d, %v", strings.TrimSpace(line), got, back, ok)
		}
	}
	for _, bad := range []string{"", "a", "1.", "1.0bc", "1_foo", "1-r", "1-2", "1.0 "} {
		if _, ok := CompareApk(bad, "1"); ok {
			t.Errorf("%q is taken for a version", bad)
		}
	}
}

// Ordered pairs that rpm's documentation and tests fix.
func TestVersionsOfRpmAreOrderedAsRpmOrdersThem(t *testing.T) {
	for line := range strings.Lines(`1.0 = 1.0
1.0 < 2.0
2.0 < 2.0.1
2.0.1a > 2.0.1
5.5p1 < 5.5p10
10xyz < 10.1xyz
xyz10 < xyz10.1
xyz.4 < 8
2 > xyz.4
5.5p2 < 5.6p1
6.0.rc1 > 6.0
10b2 > 10a1
1.0a < 1.0aa
10.0001 = 10.1
10.0001 < 10.0039
4.999.9 < 5.0
20101121 < 20101122
2_0 = 2.0
a+ = a_
+a = _a
+ = _
1.0~rc1 < 1.0
1.0~rc1 < 1.0~rc2
1.0~rc1~git123 < 1.0~rc1
1.0^ > 1.0
1.0^git1 < 1.0^git2
1.0^git1 < 1.01
1.0^20160101 < 1.0.1
1.0^20160101^git1 > 1.0^20160101
1.0~rc1^git1 > 1.0~rc1
1.0~rc1^git1 < 1.0
1.0^git1~pre < 1.0^git1
1b.fc17 < 1.fc17
1g.fc17 > 1.fc17
1.1.α = 1.1.β
`) {
		f := strings.Fields(line)
		want := map[string]int{"<": -1, "=": 0, ">": 1}[f[1]]
		if got, back := compareRPM(f[0], f[2]), compareRPM(f[2], f[0]); got != want || back != -want {
			t.Errorf("%s: %d and back %d", strings.TrimSpace(line), got, back)
		}
	}
	for _, c := range []struct {
		a, b EVR
		want int
	}{
		{EVR{"", "1", "1"}, EVR{"0", "1", "1"}, 0}, {EVR{"1", "1", "1"}, EVR{"", "9", "1"}, 1}, {EVR{"", "1", "2.el9"}, EVR{"", "1", "10.el9"}, -1},
		{EVR{"", "3.0.7", "24.el9"}, EVR{"1", "3.0.7", "27.el9"}, -1}, {EVR{"2", "1", "1"}, EVR{"10", "1", "1"}, -1},
	} {
		if got := c.a.Compare(c.b); got != c.want {
			t.Errorf("%s against %s: %d", c.a, c.b, got)
		}
	}
}

package rootfs

import (
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// ss says the same of this machine.
func TestListeningPortsAreThoseOfSS(t *testing.T) {
	m := here(t)
	if _, err := exec.LookPath("ss"); err != nil {
		t.Skip("missing: ss")
	}
	p := m.Ports(context.Background(), Filter{})
	if p.Why != "" {
		t.Fatal(p.Why)
	}
	out, err := exec.CommandContext(t.Context(), "ss", "-Htln").Output()
	if err != nil {
		t.Skip("missing: ss that works: " + err.Error())
	}
	var want, got []string
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		want = append(want, f[3][strings.LastIndexByte(f[3], ':')+1:])
	}
	for _, p := range p.Ports {
		if p.Proto == "tcp" {
			got = append(got, fmt.Sprint(p.Port))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	want, got = slices.Compact(want), slices.Compact(got)
	if !slices.Equal(want, got) {
		t.Errorf("ss lists %v, we %v", want, got)
	}
	t.Logf("%v", got)
}

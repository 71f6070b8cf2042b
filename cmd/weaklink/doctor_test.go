package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/scan"
)

// Whoever asks the doctor about a kind of target is told which credentials and
// which least rights each collector of it wants.
func TestDoctorNamesTheLeastRightsOfEveryScheme(t *testing.T) {
	schemes := lookedAt()
	if len(schemes) < 15 {
		t.Fatalf("only %v are looked at", schemes)
	}
	for _, scheme := range schemes {
		found := collectors.For(collectors.All(collectors.Env{}), scheme)
		for _, c := range found {
			n := c.Needs()
			if len(n.Rights) < 20 {
				t.Errorf("%s of %s does not say which rights it needs", c.Name(), scheme)
			}
			said := strings.Contains(n.Rights, "secret:") || strings.Contains(n.Rights, "sudo")
			if (n.Login || n.Root) != said || !said && !strings.HasPrefix(n.Rights, "no credentials: ") {
				t.Errorf("%s of %s: its credentials are not named: %q", c.Name(), scheme, n.Rights)
			}
		}
		var out, errs bytes.Buffer
		if code := run(t.Context(), []string{"doctor", scheme}, console{in: strings.NewReader(""), out: &out, err: &errs, width: narrow}); code != exitDone {
			t.Errorf("doctor %s: exit %d %s", scheme, code, errs.String())
		}
		if got := strings.Count(out.String(), "  rights    "); got != len(found) {
			t.Errorf("doctor %s names the rights of %d of %d collectors", scheme, got, len(found))
		}
	}
}

// --only looks at what the checks of a link read, whichever link saw it.
func TestOnlyPlansWhatItsChecksRead(t *testing.T) {
	var targets []collectors.Target
	for _, scheme := range lookedAt() {
		targets = append(targets, collectors.Target{ID: scheme, Scheme: scheme, Addr: scheme})
	}
	for link, want := range map[chain.Link]string{
		chain.Payments: "data.databases data.files website.pages",
		chain.Devices:  "devices.machine",
		chain.Hosting:  "hosting.server",
	} {
		steps, _ := scan.Plan(targets, []chain.Link{link}, collectors.Env{})
		var got []string
		for _, s := range steps {
			got = append(got, s.Collector.Name())
		}
		slices.Sort(got)
		if names := strings.Join(slices.Compact(got), " "); names != want {
			t.Errorf("--only %s looks with %s, want %s", link, names, want)
		}
	}
	for _, l := range chain.Links() {
		if steps, _ := scan.Plan(targets, []chain.Link{l}, collectors.Env{}); len(steps) == 0 {
			t.Errorf("--only %s looks at nothing", l)
		}
	}
}

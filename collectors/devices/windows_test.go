package devices

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
)

// The disk of a Windows machine turns nothing green: old signatures are weak,
// everything else is unseen.
func TestAWindowsDiskTurnsNothingGreen(t *testing.T) {
	for age, want := range map[time.Duration]chain.Grip{time.Hour: chain.Unseen, 100 * 24 * time.Hour: chain.Weak} {
		dir := t.TempDir()
		now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
		for _, name := range []string{"Windows/System32/config/SYSTEM", "ProgramData/Microsoft/Windows Defender/Definition Updates/{A}/mpavdlta.vdm"} {
			at := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(at, []byte("MZ"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(at, now.Add(-age), now.Add(-age)); err != nil {
				t.Fatal(err)
			}
		}
		target := collectors.Target{ID: "till", As: "till", Scheme: "host", Addr: "host:" + dir}
		seen := collecttest.Contract(t, New(collectors.Env{}), collecttest.World{Target: target})
		sc := checks.Scene{Now: now, Complete: func(string) bool { return true }}
		judged := 0
		for _, c := range checks.Registered() {
			for _, f := range c.Judge(sc, seen.Facts()) {
				judged++
				if f.Grip != want && f.Check == "devices.malware-protection" || f.Grip != chain.Unseen && f.Check != "devices.malware-protection" {
					t.Errorf("signatures of %v: %s is %s: %s", age, f.Check, f.Grip, f.Say)
				}
			}
		}
		if judged < 2 || len(seen.Gaps()) < 3 {
			t.Errorf("%d verdicts and %d gaps", judged, len(seen.Gaps()))
		}
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/labs"
	"github.com/weaklink/weaklink/internal/labs/canary"
)

// Each weakness planted in the accounts of the grocer's team is found, and only
// where it is planted; nobody's name or address is written anywhere.
func TestPlantedAccountsAreFoundAndNobodyIsNamed(t *testing.T) {
	finds := map[string]string{"leaver": "access.leavers", "admin-password": "access.admin-second-factor", "shared-login": "access.shared-accounts"}
	worlds := [][]string{{"leaver", "admin-password", "shared-login"}, {}, {"leaver"}, {"admin-password"}, {"shared-login"}}
	if testing.Short() { // all of it and nothing of it
		worlds = worlds[:2]
	}
	for _, plant := range worlds {
		root := t.TempDir()
		t.Setenv("WEAKLINK_DATA", filepath.Join(root, "data"))
		lists, err := labs.WriteStaff(t.TempDir(), time.Now(), func(name string) bool { return slices.Contains(plant, name) })
		if err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), []string{"scan", "people:" + lists.People, "accounts:" + lists.Accounts, "--format", "json", "--with-facts"},
			console{in: bytes.NewReader(nil), out: &stdout, err: &stderr, width: narrow})
		if code != exitDone {
			t.Fatalf("scan ended with %d: %s", code, stderr.String())
		}
		var report struct {
			Findings []struct{ Check, Grip, Say string } `json:"findings"`
			Unseen   []struct{ Subject, Why string }     `json:"unseen"`
		}
		if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, f := range report.Findings {
			if strings.HasPrefix(f.Check, "access.") {
				got[f.Check] = f.Grip
				if f.Grip == "unseen" {
					t.Errorf("%v: %s is not seen: %s", plant, f.Check, f.Say)
				}
			}
		}
		for name, check := range finds {
			if bad := got[check] == "broken" || got[check] == "weak"; bad != slices.Contains(plant, name) {
				t.Errorf("planted %v: %s says %q", plant, check, got[check])
			}
		}
		if got["access.unused-accounts"] != "holds" {
			t.Errorf("planted %v: unused accounts: %q", plant, got["access.unused-accounts"])
		}
		for name, text := range map[string][]byte{"stdout": stdout.Bytes(), "stderr": stderr.Bytes()} {
			if err := os.WriteFile(filepath.Join(root, name), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		hits, err := canary.Search(root, lists.Canaries)
		if err != nil || len(hits) > 0 {
			t.Errorf("somebody is named: %v %v", hits, err)
		}
	}
}

package config

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/chain"
)

// The example of the manual.
const full = `firm:    {name: Corner Grocer, country: DE, sector: retail, staff: 7, revenue: 900000, online_share: 0.2, customers: 1200}
targets: [{at: "https://shop.example"}, {at: "postgres://crm@db/crm", as: crm, secret: env:CRM_PW, max_time: 10m}, {at: "./exports"}, {at: "restic:/srv/backup", secret: file:/etc/weaklink/restic}]
ignore:  ["**/node_modules/**"]
dns:     127.0.0.1:5353
answers: [{id: policies.callback-rule, value: yes, on: 2026-11-02, by: owner, file: docs/payments.pdf}]
contact: {name: Jo Expert, role: expert, mail: jo@expert.example, phone: "+49 30 0000000"}
constants: {callback-rule.m: 0.5, firm.margin_per_hour: [40, 90]}
`

func read(t *testing.T, yaml string) *Config {
	t.Helper()
	cfg, err := Read("weaklink.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

func TestEverySettingOfTheManualIsRead(t *testing.T) {
	want := &Config{
		Firm: chain.Firm{Name: "Corner Grocer", Country: "DE", Sector: "retail", Staff: 7, Revenue: 900000, OnlineShare: 0.2, Customers: 1200},
		Targets: []Target{
			{At: "https://shop.example", Secret: Secret{dir: "."}},
			{At: "postgres://crm@db/crm", As: "crm", Secret: Secret{"env:CRM_PW", "."}, MaxTime: Duration(10 * time.Minute)},
			{At: "./exports", Secret: Secret{dir: "."}},
			{At: "restic:/srv/backup", Secret: Secret{"file:/etc/weaklink/restic", "."}},
		},
		Ignore:    []string{"**/node_modules/**"},
		DNS:       "127.0.0.1:5353",
		Answers:   []Answer{{ID: "policies.callback-rule", Value: "yes", On: "2026-11-02", By: "owner", File: "docs/payments.pdf"}},
		Contact:   Contact{Name: "Jo Expert", Role: "expert", Mail: "jo@expert.example", Phone: "+49 30 0000000"},
		Constants: Constants{"callback-rule.m": 0.5, "firm.margin_per_hour": []any{40.0, 90.0}},
	}
	if diff := cmp.Diff(want, read(t, full), cmp.AllowUnexported(Secret{})); diff != "" {
		t.Error(diff)
	}
}

// Ids are those of the model: with capitals, digits and spaces. What the model
// has to say about one is shown where it stands, the id's own fault at the id.
func TestNumbersOfTheModelAreHeldAgainstIt(t *testing.T) {
	const good = "constants:\n  mfa.eps.K: 0.9\n  w.X: [0.2, 0.4]\n  price.USD.2015: 237\n  rate.web developer: 90\n  \"rate.IT person\": [80, 90, 120]\n"
	seen := map[string]any{}
	cfg, err := Read("weaklink.yaml", []byte(good), func(id string, value any) (bool, error) {
		seen[id] = value
		return true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Constants{"mfa.eps.K": 0.9, "w.X": []any{0.2, 0.4}, "price.USD.2015": 237.0, "rate.web developer": 90.0, "rate.IT person": []any{80.0, 90.0, 120.0}}
	if diff := cmp.Diff(want, cfg.Constants); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]any(want), seen); diff != "" {
		t.Error(diff)
	}
	const bad = "constants:\n  mfa.eps.k: 0.9\n  loss.fine.p: 1.5\n  w.X: [0.2, 1.4]\n"
	_, err = Read("weaklink.yaml", []byte(bad), func(id string, _ any) (bool, error) {
		if id == "mfa.eps.k" {
			return false, errors.New("set mfa.eps.k: nothing is called so\n  hint: did you mean mfa.eps.K?")
		}
		return true, fmt.Errorf("set %s: that cannot be", id)
	})
	var e *Error
	if !errors.As(err, &e) || len(e.Problems) != 3 {
		t.Fatalf("%v", err)
	}
	for i, want := range []Problem{{Line: 2, Column: 3, Say: "set mfa.eps.k: nothing is called so", Hint: "did you mean mfa.eps.K?"}, {Line: 3, Column: 16}, {Line: 4, Column: 9}} {
		p := e.Problems[i]
		if p.Line != want.Line || p.Column != want.Column || i == 0 && (p.Say != want.Say || p.Hint != want.Hint) {
			t.Errorf("%+v, want %+v", p, want)
		}
	}
}

func TestAnEmptyFileSaysNothing(t *testing.T) {
	for _, yaml := range []string{"", "# nothing yet\n", "---\n", "firm:\ntargets:\n", "firm: {}\n"} {
		if diff := cmp.Diff(&Config{}, read(t, yaml), cmp.AllowUnexported(Secret{})); diff != "" {
			t.Errorf("%q: %s", yaml, diff)
		}
	}
}

func TestBlockAndFlowStyleMeanTheSame(t *testing.T) {
	block := "targets:\n  - at: https://shop.example\n    max_time: 90s\n  - at: ./exports\nanswers:\n  - id: access.mfa\n    value: true\n"
	flow := `{targets: [{at: "https://shop.example", max_time: 90s}, {at: ./exports}], answers: [{id: access.mfa, value: yes}]}`
	if diff := cmp.Diff(read(t, block), read(t, flow), cmp.AllowUnexported(Secret{})); diff != "" {
		t.Error(diff)
	}
}

func TestAFileFromWindowsIsReadTheSame(t *testing.T) {
	windows := "\ufeff" + strings.ReplaceAll(full, "\n", "\r\n")
	if diff := cmp.Diff(read(t, full), read(t, windows), cmp.AllowUnexported(Secret{})); diff != "" {
		t.Error(diff)
	}
	_, err := Read("w.yaml", []byte("\ufefffirm:\r\n  staff: -1\r\n"))
	if want := "w.yaml:2:10: staff must be a whole number, 0 or more\n    2 |   staff: -1\n                 ^"; err == nil || err.Error() != want {
		t.Errorf("says\n%v\nwant\n%s", err, want)
	}
	if _, err := Read("w.yaml", []byte("\xff\xfed\x00n\x00s\x00")); err == nil || !strings.Contains(err.Error(), "UTF-8") {
		t.Errorf("UTF-16: %v", err)
	}
}

func TestAnAnswerMayBeANumberOrTrueOrFalse(t *testing.T) {
	for in, want := range map[string]string{"true": "yes", "false": "no", "yes": "yes", "3": "3", "0.5": "0.5", `"true"`: "true", "every two weeks": "every two weeks"} {
		if got := read(t, "answers: [{id: data.x, value: "+in+"}]").Answers[0].Value; got != want {
			t.Errorf("value: %s is read as %q, want %q", in, got, want)
		}
	}
}

// Each mistake is shown with its line, a caret below the place, and a hint.
func TestMistakesAreShownWhereTheyAre(t *testing.T) {
	for _, c := range []struct{ name, yaml, say, hint string }{
		{"misspelt key", "firm: {name: A}\ntargts:\n  - at: x\n",
			"weaklink.yaml:2:1: unknown key \"targts\"\n    2 | targts: ...\n        ^", `did you mean "targets"?`},
		{"misspelt key in a firm", "firm:\n  sttaf: 7\n",
			"weaklink.yaml:2:3: unknown key \"sttaf\" in firm\n    2 |   sttaf: ...\n          ^", `did you mean "staff"?`},
		{"key in the wrong place", "staff: 7\n",
			"weaklink.yaml:1:1: unknown key \"staff\"\n    1 | staff: ...\n        ^", "staff belongs below firm:"},
		{"unknown key", "frobnicate: 7\n",
			"weaklink.yaml:1:1: unknown key \"frobnicate\"\n    1 | frobnicate: ...\n        ^", "known keys: firm, targets, ignore, dns, answers, contact, constants"},
		{"negative staff", "firm:\n  staff: -7\n",
			"weaklink.yaml:2:10: staff must be a whole number, 0 or more\n    2 |   staff: -7\n                 ^", "as in 7"},
		{"half a person", "firm: {staff: 1.5}\n",
			"weaklink.yaml:1:15: staff must be a whole number, 0 or more\n    1 | firm: {staff: 1.5}\n                      ^", "as in 7"},
		{"a word for a number", "firm: {staff: seven}\n",
			"weaklink.yaml:1:15: staff must be a whole number, 0 or more\n    1 | firm: {staff: seven}\n                      ^", "as in 7"},
		{"share above 1", "firm: {online_share: 20}\n",
			"weaklink.yaml:1:22: online_share must be a share from 0 to 1, as in 0.2 for 20 %\n    1 | firm: {online_share: 20}\n                             ^", "as in 0.2"},
		{"no number at all", "firm: {revenue: .nan}\n",
			"weaklink.yaml:1:17: revenue must be an amount in EUR, 0 or more\n    1 | firm: {revenue: .nan}\n                        ^", "as in 900000"},
		{"country in small letters", "firm: {country: germany}\n",
			"weaklink.yaml:1:17: country must be a country code of two capital letters, as in DE\n    1 | firm: {country: germany}\n                        ^", `as in "DE"`},
		{"a day that is none", "answers:\n  - id: data.x\n    value: yes\n    on: 2026-02-30\n",
			"weaklink.yaml:4:9: on: there is no day 2026-02-30\n    4 |     on: 2026-02-30\n                ^", "write it YYYY-MM-DD"},
		{"a question of no link", "answers: [{id: police.x, value: yes}]\n",
			"weaklink.yaml:1:16: id must be the id of a question, as in policies.callback-rule\n    1 | answers: [{id: police.x, value: yes}]\n                       ^", `as in "policies.callback-rule"`},
		{"target without address", "targets:\n  - as: crm\n",
			"weaklink.yaml:2:7: at is missing in targets\n    2 |   - as: crm\n              ^", "add at: https://shop.example"},
		{"targets as text", "targets: https://shop.example\n",
			"weaklink.yaml:1:10: targets must be a list\n    1 | targets: https://shop.example\n                 ^", "begin each entry with a dash on a line of its own"},
		{"same name twice", "targets:\n  - {at: ./a, as: x}\n  - {at: ./b, as: x}\n",
			"weaklink.yaml:3:19: as is the same as on line 2\n    3 |   - {at: ./b, as: x}\n                          ^", "give each its own"},
		{"time without unit", "targets: [{at: x, max_time: 10}]\n",
			"weaklink.yaml:1:29: max_time must be a time with its unit, as in 90s, 10m or 1h30m\n    1 | targets: [{at: x, max_time: 10}]\n                                    ^", `as in "10m"`},
		{"no time", "targets: [{at: x, max_time: 0s}]\n",
			"weaklink.yaml:1:29: max_time: it is no time above 0\n    1 | targets: [{at: x, max_time: 0s}]\n                                    ^", "write it as in 90s, 10m or 1h30m"},
		{"dns without port", "dns: 127.0.0.1\n",
			"weaklink.yaml:1:6: dns: it is no HOST:PORT\n    1 | dns: 127.0.0.1\n             ^", "as in 127.0.0.1:53 or [::1]:53"},
		{"key given twice", "dns: 127.0.0.1:53\ndns: 127.0.0.2:53\n",
			"weaklink.yaml:2:1: no valid YAML: mapping key \"dns\" already defined at [1:1]\n    2 | dns: 127.0.0.2:53\n        ^", "keep one of the two"},
		{"open bracket", "ignore: [a\n",
			"weaklink.yaml:1:9: no valid YAML: sequence end token ']' not found\n    1 | ignore: [a\n                ^", "check brackets, quotes and indentation"},
		{"tab", "firm:\n\tname: A\n",
			"weaklink.yaml:2:1: a tab cannot indent\n    2 | \tname: A\n        ^", "use spaces"},
		{"range upside down", "constants: {a.b: [90, 40]}\n",
			"weaklink.yaml:1:18: a.b must be a number, or a list of 2 or 3 numbers from low to high\n    1 | constants: {a.b: [90, 40]}\n                         ^", "as in [40, 90]"},
		{"two documents", "dns: 127.0.0.1:53\n---\ndns: 127.0.0.1:54\n",
			"weaklink.yaml:3:4: a second document begins here\n    3 | dns: 127.0.0.1:54\n           ^", "keep one: remove the line ---"},
		{"anchors", "ignore: &a [x]\n",
			"weaklink.yaml:1:9: anchors, aliases and tags are not used in settings\n    1 | ignore: &a [x]\n                ^", "write the value itself"},
		{"a list for the whole file", "- at: x\n",
			"weaklink.yaml:1:1: the file must be keys with values\n    1 | - at: x\n        ^", `as in targets: [{at: "https://shop.example"}]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read("weaklink.yaml", []byte(c.yaml))
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("read without a word: %v", err)
			}
			if e.Error() != c.say {
				t.Errorf("says\n%s\nwant\n%s", e, c.say)
			}
			if e.Hint() != c.hint {
				t.Errorf("hints %q, want %q", e.Hint(), c.hint)
			}
		})
	}
}

func TestEveryMistakeIsReportedAtOnce(t *testing.T) {
	_, err := Read("w.yaml", []byte("firm:\n  staff: -1\n  online_share: 2\n  contry: DE\ndns: x\ntargets:\n  - as: '!'\n"))
	var e *Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	var lines []int
	for _, p := range e.Problems {
		lines = append(lines, p.Line)
	}
	if diff := cmp.Diff([]int{2, 3, 4, 5, 7, 7}, lines); diff != "" {
		t.Errorf("%s\n%v", diff, err)
	}
}

func TestASecretInTheFileIsNeverRepeated(t *testing.T) {
	const canary = "hunter2-canary"
	for _, yaml := range []string{
		"targets:\n  - at: x\n    secret: " + canary + "\n",
		"targets: [{at: x, secret: " + canary + ", as: '?'}]\n",
		"targets: [{at: x, scret: " + canary + ", as: '?'}]\n",
		"targets: [{at: 'postgres://crm:" + canary + "@db/crm'}]\n",
		"targets: [{at: 'postgres://crm:" + canary + "@db/crm', as: '?'}]\n",
		"targets:\n  - at: x\n    password: " + canary + "\n",
		"targets:\n  - at: x\n    secret: [" + canary + "\n",
		"targets:\n  - at: x\n    secret: env:A" + canary + "\n",
		"db_password: " + canary + "\n",
		"targets:\n  - at: x\n    secret: |\n      " + canary + "\n",
	} {
		_, err := Read("w.yaml", []byte(yaml))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: a secret in the file is taken", yaml)
			continue
		}
		if strings.Contains(e.Error()+e.Hint(), canary) {
			t.Errorf("%q: the secret is repeated:\n%s", yaml, e)
		}
	}
}

func TestOnlyTheWorkingFolderIsSearched(t *testing.T) {
	t.Setenv("WEAKLINK_CONFIG", "")
	dir := t.TempDir()
	below := filepath.Join(dir, "below")
	if err := os.Mkdir(below, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "weaklink.yaml")
	if err := os.WriteFile(file, []byte(full), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, ok := Find(dir); !ok || got != file {
		t.Errorf("found %q, %v", got, ok)
	}
	if got, ok := Find(below); ok {
		t.Errorf("found %q although it is not in that folder", got)
	}
	t.Setenv("WEAKLINK_CONFIG", "/not/there.yaml")
	if got, ok := Find(dir); !ok || got != "/not/there.yaml" {
		t.Errorf("WEAKLINK_CONFIG is not obeyed: %q, %v", got, ok)
	}
	_, err := Load("/not/there.yaml")
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Error(), "there is no such file") {
		t.Errorf("a named file that is not there: %v", err)
	}
	if cfg, err := Load(file); err != nil || cfg.Firm.Staff != 7 {
		t.Errorf("load: %v", err)
	}
}

func TestDataLiesWhereTheSystemKeepsIt(t *testing.T) {
	for _, c := range []struct {
		system, home, want string
		env                map[string]string
	}{
		{"linux", "/home/jo", "/home/jo/.local/share/weaklink", nil},
		{"linux", "/home/jo", "/data/weaklink", map[string]string{"XDG_DATA_HOME": "/data"}},
		{"linux", "/home/jo", "/home/jo/.local/share/weaklink", map[string]string{"XDG_DATA_HOME": "not/absolute"}},
		{"linux", "/home/jo", "/srv/wl", map[string]string{"WEAKLINK_DATA": "/srv/wl/", "XDG_DATA_HOME": "/data"}},
		{"freebsd", "/home/jo", "/home/jo/.local/share/weaklink", nil},
		{"darwin", "/Users/jo", "/Users/jo/Library/Application Support/weaklink", map[string]string{"XDG_DATA_HOME": "/data"}},
		{"windows", "/jo", "/jo/AppData/Local/weaklink", map[string]string{"LocalAppData": "/jo/AppData/Local"}},
		{"linux", "", "", nil},
		{"darwin", "", "", nil},
		{"windows", "/jo", "", nil},
	} {
		got, err := dataDir(c.system, func(k string) string { return c.env[k] }, c.home)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s %v: %q, %v; want %q", c.system, c.env, got, err, c.want)
		}
	}
}

// Whatever the bytes, Read answers with settings that keep the rules or with
// an Error whose places lie within the file.
func FuzzRead(f *testing.F) {
	for _, s := range []string{full, "", "firm: [", "targets: [{at: x}, {at: x}]", "a: &a [*a]", "firm: {staff: 0x10}", "? a\n: b", "targets:\n- - at: x", "!!binary x", "{[]: 1}", "firm: !!map {}", "<<: {firm: {}}", "dns: |\n  127.0.0.1:53\n", "\ufeffdns: 127.0.0.1:53"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		cfg, err := Read("w.yaml", data)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || len(e.Problems) == 0 || e.Error() == "" {
				t.Fatalf("no Error: %v", err)
			}
			_ = e.Hint()
			for _, p := range e.Problems {
				if p.Line < 0 || p.Line > strings.Count(string(data), "\n")+2 || p.Say == "" {
					t.Fatalf("a place outside the file: %+v", p)
				}
			}
			return
		}
		if f := cfg.Firm; f.Staff < 0 || f.Customers < 0 || f.OnlineShare < 0 || f.OnlineShare > 1 || math.IsNaN(f.Revenue) || f.Revenue < 0 {
			t.Fatalf("rules are broken: %+v", f)
		}
		for _, target := range cfg.Targets {
			if target.At == "" || target.MaxTime < 0 {
				t.Fatalf("rules are broken: %+v", target)
			}
		}
		for _, a := range cfg.Answers {
			if a.ID == "" || a.Value == "" {
				t.Fatalf("rules are broken: %+v", a)
			}
		}
	})
}

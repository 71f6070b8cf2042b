package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/weaklink/weaklink/docs/schema"
	"github.com/weaklink/weaklink/internal/labs/bad"
)

func TestMain(m *testing.M) {
	os.Setenv("WEAKLINK_SAMPLES", "8192") // what is said, not how exactly
	testscript.Main(m, map[string]func(){
		"weaklink": func() {
			os.Exit(run(context.Background(), os.Args[1:], console{in: os.Stdin, out: os.Stdout, err: os.Stderr, width: narrow}))
		},
		process: main, // with signals, as it is started by a person
	})
}

// Sessions are what a person types and sees, one text file each.
func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("WEAKLINK_DATA", filepath.Join(e.WorkDir, ".data"))
			e.Setenv("NO_COLOR", "1")
			e.Setenv("WEAKLINK_SAMPLES", os.Getenv("WEAKLINK_SAMPLES"))
			e.Setenv("SOON", time.Now().AddDate(0, 1, 0).Format(time.DateOnly))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"schema": matchesSchema, "exitcode": exitCode, "hostile": hostile, "badfile": badFile,
			"finding": finding, "sameverdict": sameVerdict, "dated": dated, "costs": costs,
		},
	})
}

// schema NAME FILE: every JSON value in FILE is valid against docs/schema/NAME.schema.json.
func matchesSchema(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: schema NAME FILE")
	}
	s, err := compile(args[0])
	ts.Check(err)
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile(args[1])))
	n := 0
	for dec.More() {
		var v any
		ts.Check(dec.Decode(&v))
		if err := s.Validate(v); err != nil {
			ts.Fatalf("%s is not a %s: %v", args[1], args[0], err)
		}
		n++
	}
	if n == 0 {
		ts.Fatalf("%s holds no JSON", args[1])
	}
}

func compile(name string) (*jsonschema.Schema, error) {
	raw := schema.Get(name)
	if raw == nil {
		return nil, fmt.Errorf("no schema called %s is published", name)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name+".json", doc); err != nil {
		return nil, err
	}
	return c.Compile(name + ".json")
}

// finding [!] REPORT CHECK GRIP: the report has (or has not) such a finding.
func finding(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: finding REPORT CHECK GRIP")
	}
	var doc struct {
		Findings []struct{ Check, Grip string } `json:"findings"`
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &doc))
	found := slices.ContainsFunc(doc.Findings, func(f struct{ Check, Grip string }) bool { return f.Check == args[1] && f.Grip == args[2] })
	if found == neg {
		ts.Fatalf("%s: a finding of %s that is %s: %v, among %d", args[0], args[1], args[2], found, len(doc.Findings))
	}
}

// costs FILE EUR HOURS: the plan in FILE costs no more than that, its steps add
// up to what it says of itself, and each was worth a step.
func costs(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 || neg {
		ts.Fatalf("usage: costs FILE EUR HOURS")
	}
	var p planAnswer
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &p))
	most, ok := parseNumber(args[1])
	hours, also := parseNumber(args[2])
	if !ok || !also {
		ts.Fatalf("%s and %s are to be numbers", args[1], args[2])
	}
	var eur, minutes, drop float64
	for _, s := range p.Steps {
		eur, minutes, drop = eur+s.EUR, minutes+s.Minutes, drop+s.Drop.Best
	}
	if eur > most+.001 || minutes > 60*hours+.001 || math.Abs(eur-p.EUR) > .001 || math.Abs(minutes-60*p.Hours) > .001 || math.Abs(drop-p.Drop.Best) > .001 {
		ts.Fatalf("%s: steps cost %g EUR, take %g minutes and save %g; it says %g, %g hours, %g", args[0], eur, minutes, drop, p.EUR, p.Hours, p.Drop.Best)
	}
	if most > 0 && len(p.Steps) == 0 || len(p.TooMuch) == 0 {
		ts.Fatalf("%s: %d steps, %d that do not fit", args[0], len(p.Steps), len(p.TooMuch))
	}
	if math.Abs(p.Before.Expected.Best-p.After.Expected.Best-p.Drop.Best) > .001*p.Before.Expected.Best {
		ts.Fatalf("%s: the loss falls from %g to %g, the steps save %g", args[0], p.Before.Expected.Best, p.After.Expected.Best, p.Drop.Best)
	}
}

// sameverdict ONE TWO: two reports give the same verdict, to the last digit.
func sameVerdict(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || neg {
		ts.Fatalf("usage: sameverdict ONE TWO")
	}
	var doc [2]struct {
		Verdict json.RawMessage `json:"verdict"`
	}
	for i, name := range args {
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(name)), &doc[i]))
	}
	if len(doc[0].Verdict) == 0 || !bytes.Equal(doc[0].Verdict, doc[1].Verdict) {
		ts.Fatalf("%s\n%s", doc[0].Verdict, doc[1].Verdict)
	}
}

// dated DAY: the newest run is put down as of noon of that day.
func dated(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("usage: dated DAY")
	}
	day, err := time.Parse(time.DateOnly, args[0])
	ts.Check(err)
	db, err := sql.Open("sqlite", filepath.Join(ts.Getenv("WEAKLINK_DATA"), "weaklink.db"))
	ts.Check(err)
	defer db.Close()
	noon := day.Add(12 * time.Hour).UnixMilli()
	_, err = db.Exec("update run set started = $1, finished = $1 + 1000, today = $2 where id = (select id from run where finished is not null order by finished desc limit 1)", noon, day.UnixMilli())
	ts.Check(err)
}

// exitcode N COMMAND...: the command ends with code N.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 || neg {
		ts.Fatalf("usage: exitcode N COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		m := regexp.MustCompile(`exit status (\d+)`).FindStringSubmatch(err.Error())
		if m == nil {
			ts.Fatalf("%v", err)
		}
		got = m[1]
	}
	if got != args[0] {
		ts.Fatalf("%s ended with %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// hostile NAME: starts a hostile server on loopback, puts its address into $URL
// and its authority, if it has one, into ca.pem.
func hostile(ts *testscript.TestScript, neg bool, args []string) {
	servers := map[string]func() *bad.Server{
		"never-answers": bad.NeverAnswers, "hangs-up": bad.HangsUp, "garbage": bad.Garbage, "slow": bad.Slow,
		"endless-redirect": bad.EndlessRedirect, "redirect-loop": bad.RedirectLoop, "catch-all": bad.CatchAll,
		"forbids": bad.Forbids, "limits": bad.Limits, "endless": bad.Endless,
		"wrong-name":  func() *bad.Server { return bad.WrongName(time.Now()) },
		"expired":     func() *bad.Server { return bad.Expired(time.Now()) },
		"self-signed": func() *bad.Server { return bad.SelfSigned(time.Now()) },
	}
	if neg || len(args) != 1 || servers[args[0]] == nil {
		ts.Fatalf("usage: hostile NAME; there are %v", sortedKeys(servers))
	}
	s := servers[args[0]]()
	ts.Defer(s.Close)
	ts.Setenv("URL", s.URL)
	ts.Check(os.WriteFile(ts.MkAbs("ca.pem"), s.PEM, 0o600))
}

// badfile KIND PATH: makes a file that is hard to read.
func badFile(ts *testscript.TestScript, neg bool, args []string) {
	bomb, line := int64(10<<30), int64(64<<20)
	if testing.Short() { // the same kinds of file, of which less is read
		bomb, line = 1<<30, 4<<20
	}
	files := map[string]func(string) error{
		"cut-xlsx": bad.CutXLSX, "torn-xlsx": bad.TornXLSX, "link-loop": bad.LinkLoop, "fifo": bad.Fifo,
		"zip-bomb": func(p string) error { return bad.ZipBomb(p, bomb) },
		"one-line": func(p string) error { return bad.OneLine(p, line) },
		"sparse":   func(p string) error { return bad.Sparse(p, 5<<30) },
	}
	if neg || len(args) != 2 || files[args[0]] == nil {
		ts.Fatalf("usage: badfile KIND PATH; there are %v", sortedKeys(files))
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[1])), 0o700))
	ts.Check(files[args[0]](ts.MkAbs(args[1])))
}

// A person who types nothing but the name gets a text that fits one screen and ends in a real session.
func TestHelpFitsOneScreen(t *testing.T) {
	var out bytes.Buffer
	if code := run(t.Context(), nil, console{in: strings.NewReader(""), out: &out, err: &out, width: narrow}); code != exitDone {
		t.Fatalf("exit %d", code)
	}
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	if len(lines) > 50 {
		t.Errorf("%d lines do not fit a screen", len(lines))
	}
	for _, l := range lines {
		if len([]rune(l)) > narrow {
			t.Errorf("wider than %d columns: %s", narrow, l)
		}
	}
}

// The address of a database may hold a password: no help and no error repeats it.
func TestTheHelpDoesNotPrintThePasswordOfTheDatabase(t *testing.T) {
	t.Setenv("WEAKLINK_DB", "postgres://keeper:canary@127.0.0.1:1/runs")
	for _, args := range [][]string{nil, {"scan", "--help"}, {"report"}, {"doctor"}, {"forget", "x", "--db", "postgres://keeper:canary#1@127.0.0.1:1/runs"}} {
		var out bytes.Buffer
		code := run(t.Context(), args, console{in: strings.NewReader(""), out: &out, err: &out, width: narrow})
		if out.Len() == 0 || strings.Contains(out.String(), "canary") {
			t.Errorf("%v: exit %d, %s", args, code, out.String())
		}
	}
}

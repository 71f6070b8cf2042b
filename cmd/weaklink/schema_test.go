package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/weaklink/weaklink/docs/schema"
	"github.com/weaklink/weaklink/internal/labs"
)

// strict compiles a published schema so that a field which it does not name is
// refused: readers are told to ignore such fields, we are not.
func strict(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.Get(name)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var close func(any)
	close = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			_, named := v["properties"].(map[string]any)
			if _, said := v["additionalProperties"]; named && !said {
				v["additionalProperties"] = false
			}
			for _, k := range v {
				close(k)
			}
		case []any:
			for _, k := range v {
				close(k)
			}
		}
	}
	close(doc)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	s, err := c.Compile(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

// Every published schema is held against what the commands really print about
// the grocer of the demo, looked at twice with one weakness repaired in between;
// what they print names its schema, and has no field that the schema does not.
func TestWhatIsPrintedHasThePublishedForm(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	if runtime.GOOS != "linux" {
		t.Skip("missing: Linux, where the readers of files are looked at")
	}
	dir := t.TempDir()
	t.Setenv("WEAKLINK_DATA", filepath.Join(dir, "data"))
	office, err := os.ReadFile("../../docs/model/f-office.json")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	schemas, held := map[string]*jsonschema.Schema{}, map[string]int{}
	for _, name := range schema.Names() {
		if name != "weaklink.yaml" { // what people write: internal/config holds it against settings
			schemas[name] = strict(t, name)
		}
	}
	hold := func(name, from string, v any) {
		t.Helper()
		s := schemas[name]
		if s == nil {
			t.Errorf("%s: no schema called %q is published", from, name)
			return
		}
		held[name]++
		if err := s.Validate(v); err != nil && held[name] < 500 {
			t.Errorf("%s is no %s: %v", from, name, err)
		}
	}
	// each holds every JSON value of a stream against the schema that it names.
	each := func(from string, raw []byte) (all []map[string]any) {
		t.Helper()
		for dec := json.NewDecoder(bytes.NewReader(raw)); dec.More(); {
			var v map[string]any
			if err := dec.Decode(&v); err != nil {
				t.Fatalf("%s: %v", from, err)
			}
			id, _ := v["schema"].(string)
			name := strings.TrimSuffix(strings.TrimPrefix(id, "weaklink."), "/1")
			if id != "weaklink."+name+"/1" {
				t.Errorf("%s: %q names no schema", from, id)
			}
			hold(name, from, v)
			if kind, _ := v["kind"].(string); name == "fact" && schemas[kind] != nil {
				hold(kind, from, v["body"])
			}
			all = append(all, v)
		}
		return all
	}
	weaklink := func(want int, args ...string) []map[string]any {
		t.Helper()
		var out, errs bytes.Buffer
		from := "weaklink " + strings.Join(args, " ")
		if len(from) > 70 {
			from = from[:70]
		}
		if code := run(t.Context(), append(args, "--format", "json"), console{in: strings.NewReader(""), out: &out, err: &errs, width: narrow}); code != want {
			t.Fatalf("%s ended with %d: %s", from, code, errs.String())
		}
		each(from+" (standard error)", errs.Bytes())
		got := each(from, out.Bytes())
		if want == exitDone && len(got) == 0 {
			t.Errorf("%s printed nothing", from)
		}
		return got
	}
	look := func(without ...string) {
		t.Helper()
		world, err := labs.Grocer(filepath.Join(dir, "grocer"), time.Now(), without...)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			world.Close()
			if err := os.RemoveAll(filepath.Join(dir, "grocer")); err != nil {
				t.Fatal(err)
			}
		}()
		var settings strings.Builder
		fmt.Fprintf(&settings, "firm: {name: Corner Grocer, staff: 7}\ncontact: {name: Jo Expert, role: expert, mail: jo@expert.example, phone: \"+49 30 0000000\"}\nanswers:\n")
		for _, id := range slices.Sorted(maps.Keys(world.Answers)) {
			fmt.Fprintf(&settings, "  - {id: %s, value: %s, by: owner, on: 2026-01-02}\n", id, world.Answers[id])
		}
		settings.WriteString("targets:\n")
		for _, w := range world.Targets {
			as := ""
			if w.As != "" {
				as = fmt.Sprintf(", as: %q", w.As)
			}
			fmt.Fprintf(&settings, "  - {at: %q%s}\n", w.At, as)
		}
		if err := os.WriteFile("weaklink.yaml", []byte(settings.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{"scan", "--with-facts", "-o", "report.json", "-o", "ropa.dpv.json", "--ca", world.CA}
		for _, r := range world.Resolve {
			args = append(args, "--resolve", r)
		}
		weaklink(exitDone, args...)
		weaklink(exitDone, "scan", "--dry-run")
		raw, err := os.ReadFile("report.json")
		if err != nil {
			t.Fatal(err)
		}
		each("report.json", raw)
		if raw, err = os.ReadFile("ropa.dpv.json"); err != nil {
			t.Fatal(err)
		}
		each("ropa.dpv.json", raw)
	}

	look()
	first := weaklink(exitDone, "report")[0]
	var broken string
	for _, f := range first["findings"].([]any) {
		if f := f.(map[string]any); f["grip"] == "broken" {
			broken = f["id"].(string)
			break
		}
	}
	weaklink(exitDone, "accept", broken, "--why", "until the new till is here", "--until", time.Now().AddDate(0, 1, 0).Format(time.DateOnly))
	weaklink(exitDone, "accept")
	look("dump", "export")
	weaklink(exitDone, "record", "pentest", "--on", time.Now().AddDate(0, 0, -1).Format(time.DateOnly), "--link", "data", "--what", "disclosed")
	for _, args := range [][]string{{"forecast"}, {"record", "list"}, {"report"}, {"facts"}, {"diff"}, {"replay"}, {"replay", "report.json"}, {"why"}, {"plan"}, {"plan", "--budget", "200", "--hours", "3"},
		{"whatif", "--fix", "website"}, {"whatif", "--set", "mfa=0.9"}, {"why", "website"}, {"why", "backups"}, {"why", "--constants"}, {"why", "--constants", "mfa"}, {"who", "contact"},
		{"checks"}, {"checks", "website.exposed-files"}, {"checks", "--answers"}, {"classify", "--kinds"}, {"doctor"}, {"version"}, {"schema"},
		{"chat", "--answer", "staff=4", "--answer", "copy=no"}, {"chat", "--answer", "copy=unknown"}, {"demo", "--only", "dump", "--without", "dump"},
		{"init", "--force", "--yes", "--name", "X", "--folder", "."},
		{"backup", "keep"}, {"move", "--to", "moved.db"}, {"forget", "Corner Grocer", "--yes"}, {"restore", "keep"}} {
		weaklink(exitDone, args...)
	}
	for _, scheme := range lookedAt() {
		weaklink(exitDone, "doctor", scheme)
	}
	if err := os.WriteFile("notes.txt", []byte("Anna Ott, anna.ott@mail.example.org, +49 30 901820, IBAN DE89370400440532013000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	each("docs/model/f-office.json", office)
	if err := os.WriteFile("office.json", office, 0o600); err != nil {
		t.Fatal(err)
	}
	weaklink(exitDone, "model", "office.json")
	weaklink(exitDone, "classify", "notes.txt")
	weaklink(exitDone, "classify", "--show", "notes.txt")
	for _, args := range [][]string{{"report", "ffffffff"}, {"scan", "ftp://x.example"}, {"nonsense"}, {"schema", "nonsense"}, {"report", "--nonsense"}} {
		weaklink(exitUsage, args...)
	}
	for name := range schemas {
		if held[name] == 0 {
			t.Errorf("nothing was held against %s", name)
		}
	}
}

// What the demo prints holds a report: its schema carries that of the report in
// itself, so that it can be used alone.
func TestGeneratedSchemaOfTheDemo(t *testing.T) {
	form := fmt.Sprintf(`{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://weaklink.example/schema/demo.schema.json", "title": "weaklink demo",
		"description": "What `+"`weaklink demo --format json`"+` writes: the report of the grocer as planted and, with --without, of the same world without those weaknesses.",
		"type": "object", "properties": {"schema": {"const": "weaklink.demo/1"}, "planted": {"type": "array", "items": {"type": "string"}}, "without": {"type": "array", "items": {"type": "string"}},
		"before": {"$ref": "report.schema.json"}, "after": {"$ref": "report.schema.json"}}, "required": ["schema", "planted", "without", "before"], "$defs": {"report": %s}}`, schema.Get("report"))
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(form), "", " "); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n")
	golden(t, filepath.Join("..", "..", "docs", "schema", "demo.schema.json"), b.Bytes())
}

// A schema can be had by its name, and by the name that an object carries.
func TestSchemaByName(t *testing.T) {
	for _, name := range []string{"report", "weaklink.report/1", "website.tls", "weaklink.yaml"} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), []string{"schema", name}, console{in: strings.NewReader(""), out: &out, err: &errs, width: narrow}); code != exitDone || !json.Valid(out.Bytes()) {
			t.Errorf("%s: exit %d: %s", name, code, errs.String())
		}
	}
}

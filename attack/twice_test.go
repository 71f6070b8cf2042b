package attack

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestTemplateTwice(t *testing.T) {
	for _, f := range []struct {
		name string
		yaml []byte
		json []byte
		to   any
	}{{"template", templateYAML, templateJSON, &template{}}, {"nodes", nodesYAML, nodesJSON, &nodeRules{}}} {
		if err := yaml.UnmarshalWithOptions(f.yaml, f.to, yaml.Strict()); err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(f.to)
		if err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(f.name+".json", append(raw, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if string(raw)+"\n" != string(f.json) {
			t.Errorf("%s.json is not what %s.yaml says: go test ./attack -run TemplateTwice -update", f.name, f.name)
		}
	}
}

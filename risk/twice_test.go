package risk

import (
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"testing"

	"github.com/goccy/go-yaml"
)

var update = flag.Bool("update", false, "write constants.json again from constants.yaml")

func TestConstantsTwice(t *testing.T) {
	c := &Constants{}
	if err := yaml.UnmarshalWithOptions(constantsYAML, c, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("constants.json", append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(raw)+"\n" != string(constantsJSON) {
		t.Error("constants.json is not what constants.yaml says: go test ./risk -run ConstantsTwice -update")
	}
	yes, err := parse(constantsYAML)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Load(); err != nil || !reflect.DeepEqual(got, yes) {
		t.Errorf("read from JSON the constants are others: %v", err)
	}
}

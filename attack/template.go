package attack

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed template.yaml
var templateYAML []byte

// templateJSON and nodesJSON are the same in a form that is read in a tenth of the time. A
// test writes them (go test ./attack -run TemplateTwice -update) and holds them
// against what they were made of.
//
//go:embed template.json
var templateJSON []byte

// template is the firm that nobody has looked at yet.
type template struct {
	Nodes []templateNode `yaml:"nodes"`
	Edges []templateEdge `yaml:"edges"`
	// Unseen are groups of assets that a route nobody has seen may lead to.
	Unseen []struct {
		ID string   `yaml:"id"`
		To []string `yaml:"to"`
	} `yaml:"unseen"`
}

type templateNode struct {
	ID     string `yaml:"id"`
	And    bool   `yaml:"and"`
	Effect string `yaml:"effect"`
	Asset  string `yaml:"asset"`
	Detail string `yaml:"detail"`
}

type templateEdge struct {
	From        string   `yaml:"from"`
	To          string   `yaml:"to"`
	By          string   `yaml:"by"`
	Beta        string   `yaml:"beta"`
	DeviceError string   `yaml:"device_error"`
	Controls    []string `yaml:"controls"`
}

var loadTemplate = sync.OnceValues(func() (*template, error) {
	t := &template{}
	if err := json.Unmarshal(templateJSON, t); err != nil {
		return nil, fmt.Errorf("read the template firm: %w", err)
	}
	return t, nil
})

package attack

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/weaklink/weaklink/chain"
)

//go:embed nodes.yaml
var nodesYAML []byte

//go:embed nodes.json
var nodesJSON []byte

// nodeRules say which real things stand for which node of the template.
type nodeRules struct {
	Subjects []struct {
		Prefix string   `yaml:"prefix"`
		Nodes  []string `yaml:"nodes"`
	} `yaml:"subjects"`
	Whole []struct {
		Link  chain.Link `yaml:"link"`
		Nodes []string   `yaml:"nodes"`
	} `yaml:"whole"`
	Anywhere      []string `yaml:"anywhere"`       // control ids
	AnywhereLinks []string `yaml:"anywhere_links"` // every control of these
	Parts         []string `yaml:"parts"`          // beginnings of check ids
}

var loadNodes = sync.OnceValues(func() (*nodeRules, error) {
	r := &nodeRules{}
	if err := json.Unmarshal(nodesJSON, r); err != nil {
		return nil, fmt.Errorf("read which things stand for which node: %w", err)
	}
	return r, nil
})

// nodesOf are the template nodes that a subject stands for.
func (r *nodeRules) nodesOf(subject string) []string {
	for _, s := range r.Subjects {
		if strings.HasPrefix(subject, s.Prefix) {
			return s.Nodes
		}
	}
	return nil
}

// place adds an instance for each thing that findings are about.
func (r *nodeRules) place(findings []chain.Finding, out map[string][]instance) {
	var subjects []string
	for _, f := range findings {
		if f.Grip != chain.Unseen {
			subjects = append(subjects, subjectOf(f.Subject))
		}
	}
	slices.Sort(subjects)
	for _, s := range slices.Compact(subjects) {
		for _, n := range r.nodesOf(s) {
			out[n] = append(out[n], instance{subjects: []string{s}})
		}
	}
	for _, w := range r.Whole {
		var all []string
		for _, f := range findings {
			if f.Link == w.Link && f.Grip != chain.Unseen && f.Subject != firm {
				all = append(all, subjectOf(f.Subject))
			}
		}
		if len(all) == 0 {
			continue
		}
		slices.Sort(all)
		for _, n := range w.Nodes {
			out[n] = append(out[n], instance{subjects: slices.Compact(slices.Clone(all))})
		}
	}
}

// anywhere says whether the weakest subject of a control guards edges of nodes
// that it has no finding about.
func (r *nodeRules) anywhere(control, link string) bool {
	return slices.Contains(r.Anywhere, control) || slices.Contains(r.AnywhereLinks, link)
}

// parts says whether the objects that a check counts are parts of one thing,
// not things that each have the control or lack it.
func (r *nodeRules) parts(check string) bool {
	return slices.ContainsFunc(r.Parts, func(p string) bool { return strings.HasPrefix(check, p) })
}

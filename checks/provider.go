package checks

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed providers.yaml
var providersYAML []byte

// Provider is a company that takes card payments for others, by the hosts it uses.
type Provider struct {
	Name   string   `yaml:"name"`
	Hosts  []string `yaml:"hosts"`
	Frames []string `yaml:"frames"`
	Direct []string `yaml:"direct"`
	Pages  []string `yaml:"pages"`
}

var providers = sync.OnceValue(func() []Provider { return mustProviders(providersYAML) })

func mustProviders(raw []byte) []Provider {
	var list []Provider
	if err := yaml.UnmarshalWithOptions(raw, &list, yaml.Strict()); err != nil {
		panic("checks: providers.yaml: " + err.Error())
	}
	return list
}

// Providers are all that we know.
func Providers() []Provider { return slices.Clone(providers()) }

// Any are all hosts of a provider.
func (p Provider) Any() []string { return slices.Concat(p.Hosts, p.Frames, p.Direct, p.Pages) }

// ProviderAt finds whose host it is, among the hosts that the second function
// picks of each provider. A host stands for itself and all below it.
func ProviderAt(host string, hosts func(Provider) []string) (name string, ok bool) {
	for _, p := range providers() {
		if slices.ContainsFunc(hosts(p), func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) }) {
			return p.Name, true
		}
	}
	return "", false
}

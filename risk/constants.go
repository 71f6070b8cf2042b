package risk

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed constants.yaml
var constantsYAML []byte

// engineVersion is part of the model's digest: change it when the same
// constants begin to give other numbers.
const engineVersion = "1"

// Control is one type of control of the catalogue.
type Control struct {
	ID      string             `yaml:"id"`
	Link    string             `yaml:"link"`
	Stops   string             `yaml:"stops"`
	M       float64            `yaml:"m"` // share of firms in which it holds
	Mark    string             `yaml:"mark"`
	Source  string             `yaml:"source"`
	SoP     float64            `yaml:"sop"` // state of practice, 0..1
	Eps     map[string]float64 `yaml:"eps"` // by vector, L, backup
	G       float64            `yaml:"g"`
	H       float64            `yaml:"h"`
	Half    float64            `yaml:"half"`    // days
	Minutes int                `yaml:"minutes"` // to find out
}

// Constant is one number of the model.
type Constant struct {
	ID           string  `yaml:"id"`
	Value        float64 `yaml:"value"`
	Unit         string  `yaml:"unit"`
	Mark         string  `yaml:"mark"`
	Source       string  `yaml:"source"`
	Currency     string  `yaml:"currency"`
	CurrencyYear int     `yaml:"currency_year"`
	Note         string  `yaml:"note"`
}

// Constants is every number of the model.
type Constants struct {
	Engine    int        `yaml:"engine"`
	List      []Control  `yaml:"controls"`
	Values    []Constant `yaml:"constants"`
	byControl map[string]int
	byID      map[string]float64
	digest    string
}

var load = sync.OnceValues(func() (*Constants, error) { return parse(constantsYAML) })

// Load reads the embedded constants. It fails only when they are malformed.
func Load() (*Constants, error) { return load() }

func parse(raw []byte) (*Constants, error) {
	c := &Constants{byControl: map[string]int{}, byID: map[string]float64{}}
	if err := yaml.UnmarshalWithOptions(raw, c, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the model's constants: %w", err)
	}
	for i, k := range c.List {
		if _, dup := c.byControl[k.ID]; dup {
			return nil, fmt.Errorf("read the model's constants: control %s stands there twice", k.ID)
		}
		c.byControl[k.ID] = i
	}
	for _, v := range c.Values {
		if _, dup := c.byID[v.ID]; dup {
			return nil, fmt.Errorf("read the model's constants: %s stands there twice", v.ID)
		}
		c.byID[v.ID] = v.Value
	}
	sum := sha256.Sum256(append([]byte(engineVersion+"\n"), raw...))
	c.digest = hex.EncodeToString(sum[:])
	return c, nil
}

// Digest names the model: constants and engine.
func (c *Constants) Digest() string { return c.digest }

// Control is the control of that id.
func (c *Constants) Control(id string) (Control, bool) {
	i, ok := c.byControl[id]
	if !ok {
		return Control{}, false
	}
	return c.List[i], true
}

// Controls is the catalogue, in its order.
func (c *Constants) Controls() []Control { return c.List }

// Value is the constant of that id. It panics when there is none: an id that
// is asked for stands in the code.
func (c *Constants) Value(id string) float64 {
	v, ok := c.byID[id]
	if !ok {
		panic("risk: no constant is called " + id)
	}
	return v
}

// Rate is what an hour of a role costs, EUR; 0 for an unknown role.
func (c *Constants) Rate(role string) float64 { return c.byID["rate."+strings.TrimSpace(role)] }

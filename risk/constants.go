package risk

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed constants.yaml
var constantsYAML []byte

// constantsJSON is what constants.yaml says as it is read in a twentieth of the
// time, at every start. A test writes it (go test ./risk -run ConstantsTwice -update)
// and holds both against each other.
//
//go:embed constants.json
var constantsJSON []byte

// engineVersion is part of the model's digest: change it when the same
// constants begin to give other numbers.
const engineVersion = "8"

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
	Marks   map[string]Origin  `yaml:"marks"`   // of numbers that stand on more than control_numbers says, as in eps.K
	Nu      map[string]float64 `yaml:"-"`       // concentration of eps in a graph of its own; 0: known
	OneEps  bool               `yaml:"-"`       // one draw serves all vectors
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
	Docs         bool    `yaml:"docs"`     // published, and held against the model by tests: it calculates nothing
	Positive     bool    `yaml:"positive"` // something is divided by it
	As           *Given  `yaml:"-"`        // how the source gives it, where Value was worked out from that
}

// Constants is every number of the model.
type Constants struct {
	Engine    int                    `yaml:"engine"`
	Sources   map[string]Publication `yaml:"sources"`
	Money     Money                  `yaml:"money"`
	Sectors   map[string]string      `yaml:"sectors"` // other words for a sector
	Numbers   map[string]Meaning     `yaml:"control_numbers"`
	List      []Control              `yaml:"controls"`
	Values    []Constant             `yaml:"constants"`
	byControl map[string]int
	byID      map[string]int // where in Values
	digest    string
}

var load = sync.OnceValues(func() (*Constants, error) {
	c := &Constants{}
	if err := json.Unmarshal(constantsJSON, c); err != nil {
		return nil, fmt.Errorf("read the model's constants: %w", err)
	}
	return c.checked(constantsYAML)
})

// Load reads the embedded constants. It fails only when they are malformed.
func Load() (*Constants, error) { return load() }

func parse(raw []byte) (*Constants, error) {
	c := &Constants{}
	if err := yaml.UnmarshalWithOptions(raw, c, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the model's constants: %w", err)
	}
	return c.checked(raw)
}

// checked makes sure that what was read of raw makes sense, and works out what
// follows from it.
func (c *Constants) checked(raw []byte) (*Constants, error) {
	c.byControl, c.byID = map[string]int{}, map[string]int{}
	for i, k := range c.List {
		if _, dup := c.byControl[k.ID]; dup {
			return nil, fmt.Errorf("read the model's constants: control %s stands there twice", k.ID)
		}
		c.byControl[k.ID] = i
	}
	for i, v := range c.Values {
		if _, dup := c.byID[v.ID]; dup {
			return nil, fmt.Errorf("read the model's constants: %s stands there twice", v.ID)
		}
		c.byID[v.ID] = i
	}
	if err := c.sourced(); err != nil {
		return nil, fmt.Errorf("read the model's constants: %w", err)
	}
	if err := c.convert(); err != nil {
		return nil, fmt.Errorf("read the model's constants: %w", err)
	}
	c.digest = digestOf(raw)
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
	i, ok := c.byID[id]
	if !ok {
		panic("risk: no constant is called " + id)
	}
	return c.Values[i].Value
}

// Chance is the beta of that name, as it is drawn.
func (c *Constants) Chance(name string) Chance {
	return Chance{Mean: c.Value("beta." + name), Nu: c.Value("beta.nu")}
}

// With is the same constants with some numbers changed, for a what-if or a
// firm that knows better. Ids are those of constants, or CONTROL.m, .sop, .g,
// .h, .half, .minutes and .eps.VECTOR. Unknown ids and impossible values are errors.
func (c *Constants) With(changes map[string]float64) (*Constants, error) {
	if len(changes) == 0 {
		return c, nil
	}
	n := *c
	ids := slices.Sorted(maps.Keys(changes))
	controls, values := false, false // that are no longer those of c
	for _, id := range ids {
		_, ok := c.byID[id]
		controls, values = controls || !ok, values || ok
	}
	if controls {
		n.List = slices.Clone(c.List)
	}
	if values {
		n.Values = slices.Clone(c.Values)
	}
	said, rates := []byte(c.digest), false
	own := map[string]bool{} // controls whose numbers are no longer those of c
	for _, id := range ids {
		rates = rates || strings.HasPrefix(id, "price.") || strings.HasPrefix(id, "money.")
		x := changes[id]
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("set %s to %g: that is no number", id, x)
		}
		if err := n.set(id, x, own); err != nil {
			return nil, err
		}
		said = strconv.AppendFloat(append(append(append(said, '\n'), id...), '='), x, 'g', -1, 64)
	}
	if rates {
		if err := n.convert(); err != nil {
			return nil, err
		}
	}
	var ways float64
	for _, v := range Vectors {
		ways += n.Value("w." + v)
	}
	if ways <= 0 {
		return nil, fmt.Errorf("set every w. to 0: then no campaign ever comes")
	}
	sum := sha256.Sum256(said)
	n.digest = hex.EncodeToString(sum[:])
	return &n, nil
}

func (c *Constants) set(id string, x float64, own map[string]bool) error {
	if i, ok := c.byID[id]; ok {
		if c.Values[i].Docs {
			return fmt.Errorf("set %s: it was published, and nothing is calculated with it", id)
		}
		if err := c.Values[i].fits(x); err != nil {
			return err
		}
		c.Values[i].Value = x
		c.Values[i].As = nil // it is no longer the source's
		return nil
	}
	control, field, _ := strings.Cut(id, ".")
	i, ok := c.byControl[control]
	if !ok {
		return c.unknown(id)
	}
	k := &c.List[i]
	var into *float64
	switch field {
	case "m":
		into = &k.M
	case "sop":
		into = &k.SoP
	case "g":
		into = &k.G
	case "h":
		into = &k.H
	case "half":
		into = &k.Half
	}
	switch vector, isEps := strings.CutPrefix(field, "eps."); {
	case field == "half" && x <= 0:
		return fmt.Errorf("set %s to %g: a half-life is more than 0 days", id, x)
	case field == "minutes" && (x < 1 || x > maxMinutes):
		return fmt.Errorf("set %s to %g: to find out takes 1 minute or more", id, x)
	case field == "minutes":
		k.Minutes = int(x)
	case isEps && slices.Contains(append(slices.Clone(Vectors), "L", "backup"), vector):
		if x < 0 || x >= 1 {
			return fmt.Errorf("set %s to %g: it lies between 0 and 1", id, x)
		}
		if !own[control] {
			own[control], k.Eps = true, maps.Clone(k.Eps)
		}
		k.Eps[vector] = x
	case into == nil:
		return fmt.Errorf("set %s: a control has m, sop, g, h, half, minutes and eps.VECTOR", id)
	case field != "half" && (x < 0 || x > 1 || field == "m" && (x == 0 || x == 1)):
		return fmt.Errorf("set %s to %g: it lies between 0 and 1", id, x)
	default:
		*into = x
	}
	return nil
}

// maxNumber is more than any number of a firm; beyond it sums overflow.
const maxNumber = 10_000_000_000_000

// maxMinutes is a year: nobody looks for longer.
const maxMinutes = 525600

// bounded says whether a number of that unit lies between 0 and 1.
func bounded(unit string) bool {
	switch unit {
	case "probability", "correlation", "weight":
		return true
	}
	return unit == "share" || strings.HasPrefix(unit, "share ")
}

// fits says whether a value is possible for the constant.
func (v *Constant) fits(x float64) error {
	switch {
	case x < 0 && !bounded(v.Unit):
		return fmt.Errorf("set %s to %g: it is not below 0", v.ID, x)
	case x < 0, x > 1 && bounded(v.Unit):
		return fmt.Errorf("set %s to %g: it is a %s, between 0 and 1", v.ID, x, v.Unit)
	case x > 100 && v.Unit == "percent/year":
		return fmt.Errorf("set %s to %g: it is a percentage", v.ID, x)
	case x == 0 && v.Positive:
		return fmt.Errorf("set %s to 0: it is above 0", v.ID)
	case x > maxNumber:
		return fmt.Errorf("set %s to %g: that is more than can be", v.ID, x)
	}
	return nil
}

// Passing is every number that decides how far a campaign gets: what the
// anchors hang on.
func (c *Constants) Passing() []float64 {
	out := make([]float64, 0, len(c.Values)+(len(Vectors)+3)*len(c.List))
	for i := range c.Values {
		switch group, _, _ := strings.Cut(c.Values[i].ID, "."); group {
		case "beta", "eps", "edge", "skill", "unseen", "group", "qbar":
			out = append(out, c.Values[i].Value)
		}
	}
	for i := range c.List {
		k := &c.List[i]
		out = append(out, k.M)
		for _, v := range Vectors {
			out = append(out, k.Eps[v])
		}
		out = append(out, k.Eps["L"], k.Eps["backup"])
	}
	return out
}

// Lookup is the constant of that id, if there is one.
func (c *Constants) Lookup(id string) (float64, bool) {
	i, ok := c.byID[id]
	if !ok {
		return 0, false
	}
	return c.Values[i].Value, true
}

// Rate is what an hour of a role costs, EUR; 0 for an unknown role.
func (c *Constants) Rate(role string) float64 {
	x, _ := c.Lookup("rate." + strings.TrimSpace(role))
	return x
}

// Sector is how the rate of a sector compares with that of all firms; 1 where
// no figure is known. The sector is a name of the constants, another word for
// one, or holds such a word.
func (c *Constants) Sector(said string) float64 {
	said = strings.ToLower(strings.TrimSpace(said))
	for _, word := range append([]string{said}, strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(" ,;/&-", r) })...) {
		if name, ok := c.Sectors[word]; ok {
			word = name
		}
		if x, ok := c.Lookup("sector." + word); ok && word != "" {
			return x / c.Value("sector.all")
		}
	}
	return 1
}

package risk

import (
	"slices"
	"strings"
)

// Sourced is the constant, or the number of a control as one, with all that it
// stands on.
func (c *Constants) Sourced(id string) (Constant, bool) {
	if i := slices.IndexFunc(c.Values, func(v Constant) bool { return v.ID == id }); i >= 0 {
		return c.Values[i], true
	}
	name, field, _ := strings.Cut(id, ".")
	k, ok := c.Control(name)
	if !ok {
		return Constant{}, false
	}
	for _, n := range k.numbers() {
		if n.field == field {
			out := Constant{ID: id, Value: n.value, Unit: n.unit, Mark: "J", Source: "judgement"}
			if field == "m" {
				out.Mark, out.Source = k.Mark, k.Source
			}
			return out, true
		}
	}
	return Constant{}, false
}

// IDs are all ids that may be set: constants, then the numbers of controls.
func (c *Constants) IDs() []string {
	var out []string
	for _, v := range c.Values {
		out = append(out, v.ID)
	}
	for i := range c.List {
		for _, n := range c.List[i].numbers() {
			out = append(out, c.List[i].ID+"."+n.field)
		}
	}
	return out
}

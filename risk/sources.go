package risk

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Publication is where numbers were read.
type Publication struct {
	Title     string `yaml:"title" json:"title"`
	Publisher string `yaml:"publisher" json:"publisher"`
	Year      int    `yaml:"year" json:"year"`
	Where     string `yaml:"where" json:"where,omitempty"` // table, figure, page
	URL       string `yaml:"url" json:"url,omitempty"`
	Mark      string `yaml:"mark" json:"mark"` // the best that a number of it can have here
}

// Origin is how well one number is known, and from where.
type Origin struct {
	Mark   string `yaml:"mark"`
	Source string `yaml:"source"`
	Note   string `yaml:"note"`
}

// Meaning is what a number of every control says, and what it stands on where
// the control does not say.
type Meaning struct {
	Unit   string `yaml:"unit"`
	Means  string `yaml:"means"`
	Mark   string `yaml:"mark"`
	Source string `yaml:"source"`
	Note   string `yaml:"note"`
}

// Money is what the model calculates in.
type Money struct {
	Currency string `yaml:"currency"`
	Year     int    `yaml:"year"`
}

// Given is a number as its source gives it.
type Given struct {
	Value        float64
	Unit         string
	Currency     string
	CurrencyYear int
}

// marks, the best first. J is beside them: anything may be judged.
const marks = "VSMJ"

// sourced says which number lacks a unit, a mark, a source or the year of its money.
func (c *Constants) sourced() error {
	for _, id := range slices.Sorted(maps.Keys(c.Sources)) {
		s := c.Sources[id]
		if s.Title == "" || s.Publisher == "" || s.Year == 0 || len(s.Mark) != 1 || !strings.Contains(marks, s.Mark) {
			return fmt.Errorf("the source %s lacks its title, publisher, year or mark", id)
		}
	}
	if c.Money.Currency == "" || c.Money.Year == 0 {
		return fmt.Errorf("the money of the model lacks its currency or year")
	}
	for i := range c.Values {
		v := &c.Values[i]
		if v.Unit == "" {
			return fmt.Errorf("%s has no unit", v.ID)
		}
		if err := c.stands(v.ID, Origin{v.Mark, v.Source, v.Note}); err != nil {
			return err
		}
		if in := currencyOf(v.Unit); in != v.Currency || (in == "") != (v.CurrencyYear == 0) {
			return fmt.Errorf("%s is in %s and has the currency %q of %d", v.ID, v.Unit, v.Currency, v.CurrencyYear)
		}
		if err := v.fits(v.Value); err != nil {
			return err
		}
	}
	for i := range c.List {
		k := &c.List[i]
		for field := range k.Marks {
			if !slices.ContainsFunc(k.numbers(), func(n number) bool { return n.field == field }) {
				return fmt.Errorf("%s has a mark for %s, which is no number of it", k.ID, field)
			}
		}
		for _, n := range k.numbers() {
			kind, _, _ := strings.Cut(n.field, ".")
			if c.Numbers[kind].Unit == "" || c.Numbers[kind].Means == "" {
				return fmt.Errorf("control_numbers lacks the unit or the meaning of %s", kind)
			}
			if err := c.stands(k.ID+"."+n.field, c.origin(k, n.field)); err != nil {
				return err
			}
		}
	}
	return nil
}

// stands says what is wrong with what a number stands on.
func (c *Constants) stands(id string, o Origin) error {
	if len(o.Mark) != 1 || !strings.Contains(marks, o.Mark) {
		return fmt.Errorf("%s has the mark %q, which is none of V, S, M, J", id, o.Mark)
	}
	s, ok := c.Sources[o.Source]
	if !ok {
		return fmt.Errorf("%s has the source %q, which is not in the table of sources", id, o.Source)
	}
	if strings.Index(marks, o.Mark) < strings.Index(marks, s.Mark) {
		return fmt.Errorf("%s has the mark %s, and its source %s was never better than %s", id, o.Mark, o.Source, s.Mark)
	}
	return nil
}

func (c *Constants) origin(k *Control, field string) Origin {
	if o, ok := k.Marks[field]; ok {
		return o
	}
	if field == "m" {
		return Origin{Mark: k.Mark, Source: k.Source}
	}
	kind, _, _ := strings.Cut(field, ".")
	m := c.Numbers[kind]
	return Origin{m.Mark, m.Source, m.Note}
}

// currencyOf is the currency that a unit is in: EUR for "log EUR" and
// "EUR/hour", none for an exchange rate.
func currencyOf(unit string) string {
	word := strings.TrimPrefix(unit, "log ")
	word, per, _ := strings.Cut(word, "/")
	if isCurrency(word) && !isCurrency(per) {
		return word
	}
	return ""
}

func isCurrency(s string) bool { return s == "EUR" || s == "USD" || s == "GBP" }

// convert works out what stands in foreign or older money: with the prices of
// its own country to the model's year, then with the exchange rate of that year.
func (c *Constants) convert() error {
	for i := range c.Values {
		v := &c.Values[i]
		if v.As == nil {
			if v.Currency == "" || v.Currency == c.Money.Currency && v.CurrencyYear == c.Money.Year {
				continue
			}
			v.As = &Given{v.Value, v.Unit, v.Currency, v.CurrencyYear}
		}
		by, err := c.worth(v.As.Currency, v.As.CurrencyYear)
		if err != nil {
			return fmt.Errorf("%s: %w", v.ID, err)
		}
		v.Value = float64(v.As.Value * by)
		if strings.HasPrefix(v.As.Unit, "log ") {
			v.Value = v.As.Value + math.Log(by)
		}
		v.Unit = strings.Replace(v.As.Unit, v.As.Currency, c.Money.Currency, 1)
		v.Currency, v.CurrencyYear = c.Money.Currency, c.Money.Year
	}
	return nil
}

// worth is what one unit of that money is in the model's.
func (c *Constants) worth(currency string, year int) (float64, error) {
	by := 1.0
	if year != c.Money.Year {
		then, ok := c.Lookup("price." + currency + "." + strconv.Itoa(year))
		now, has := c.Lookup("price." + currency + "." + strconv.Itoa(c.Money.Year))
		if !ok || !has || then <= 0 {
			return 0, fmt.Errorf("no price index leads from %s of %d to %d", currency, year, c.Money.Year)
		}
		by = now / then
	}
	if currency != c.Money.Currency {
		rate, ok := c.Lookup("money." + currency)
		if !ok {
			return 0, fmt.Errorf("no exchange rate leads from %s to %s", currency, c.Money.Currency)
		}
		by = float64(by * rate)
	}
	return by, nil
}

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
			o := c.origin(&k, field)
			return Constant{ID: id, Value: n.value, Unit: n.unit, Mark: o.Mark, Source: o.Source, Note: o.Note}, true
		}
	}
	return Constant{}, false
}

// IDs are all ids that may be set: constants, then the numbers of controls.
// What is published and calculates nothing is not among them.
func (c *Constants) IDs() []string {
	var out []string
	for _, v := range c.Values {
		if !v.Docs {
			out = append(out, v.ID)
		}
	}
	for i := range c.List {
		for _, n := range c.List[i].numbers() {
			out = append(out, c.List[i].ID+"."+n.field)
		}
	}
	return out
}

func (c *Constants) unknown(id string) error {
	near, at := "", len(id)/3+2
	for _, k := range c.IDs() {
		if d := apart(strings.ToLower(id), strings.ToLower(k)); d < at {
			near, at = k, d
		}
	}
	hint := "`weaklink version --constants` lists them"
	if near != "" {
		hint = fmt.Sprintf("did you mean %s? %s", near, hint)
	}
	return fmt.Errorf("set %s: no constant and no number of a control is called so\n  hint: %s", id, hint)
}

// apart counts the insertions, deletions and replacements between two words.
func apart(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := before + 1
			if a[i-1] == b[j-1] {
				change = before
			}
			before, row[j] = row[j], min(row[j]+1, row[j-1]+1, change)
		}
	}
	return row[len(b)]
}

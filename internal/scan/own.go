package scan

import (
	"github.com/weaklink/weaklink/attack"
	"github.com/weaklink/weaklink/risk"
)

// Own is the model of a firm that knows some of its numbers better, as a run
// names it, and what was set with what stood there before. A range is taken at
// its best.
func Own(said map[string]any) (*risk.Constants, []risk.Override, error) {
	c, err := risk.Load()
	if err != nil {
		return nil, nil, err
	}
	list, err := overrides(said)
	if err != nil {
		return nil, nil, err
	}
	variants, known, err := c.Override(list)
	if err != nil || len(known) == 0 {
		return c, nil, err
	}
	if c, err = attack.Anchor(variants[0]); err != nil {
		return nil, nil, err
	}
	return c, known, nil
}

// CheckConstant says whether one number of the model may be set so, and whether
// there is such a number at all. The shapes are those of Case.Constants.
func CheckConstant(id string, value any) (known bool, err error) {
	c, err := risk.Load()
	if err != nil {
		return false, err
	}
	_, _, known = c.Number(id)
	list, err := overrides(map[string]any{id: value})
	if err != nil {
		return known, err
	}
	_, _, err = c.Override(list)
	return known, err
}

// CheckConstants says whether what is set goes together: each alone may be
// possible where all at once are not.
func CheckConstants(said map[string]any) error {
	if len(said) == 0 {
		return nil
	}
	c, err := risk.Load()
	if err != nil {
		return err
	}
	list, err := overrides(said)
	if err != nil {
		return err
	}
	_, _, err = c.Override(list)
	return err
}

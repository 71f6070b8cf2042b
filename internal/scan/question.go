package scan

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

// Question is a run of before, judged again so far that more can be asked about
// it: what to do with a budget, or what if something were otherwise.
type Question struct {
	Case     Case
	Findings []chain.Finding // as this build judges the facts
	Differs  string          // where that is not what the record says
	Model    *risk.Model
	Options  risk.Options
	record   Record
}

// Reopen judges the stored facts of a run, without weighing anything yet.
func Reopen(raw json.RawMessage, items []evidence.Item, at map[string]evidence.Sighting, root string) (*Question, error) {
	c, rec, changed, err := reread(raw, items, at, root)
	if err != nil {
		return nil, err
	}
	if changed != "" {
		return nil, fmt.Errorf("its evidence was changed: %s", changed)
	}
	q := &Question{Case: c, Findings: c.findings(), record: rec, Options: risk.Options{Seed: rec.Seed, Samples: c.Samples}}
	then, err := json.Marshal(rec.Findings)
	if err != nil {
		return nil, fmt.Errorf("read the findings of the run: %w", err)
	}
	now, err := json.Marshal(q.Findings)
	if err != nil {
		return nil, fmt.Errorf("read the findings: %w", err)
	}
	q.Differs = difference(then, now)
	q.Model, err = q.Suppose(nil)
	return q, err
}

// Suppose is the model of the same facts with some constants otherwise, as if
// the firm knew them better; what they are anchored on is computed again.
func (q *Question) Suppose(constants map[string]float64) (*risk.Model, error) {
	c := q.Case
	if len(constants) > 0 {
		c.Constants = maps.Clone(c.Constants)
		if c.Constants == nil {
			c.Constants = map[string]any{}
		}
		for id, x := range constants {
			c.Constants[id] = x
		}
	}
	build, own, _, err := c.builder(q.Findings)
	if err != nil {
		return nil, err
	}
	m, err := build(own)
	if err != nil {
		return nil, fmt.Errorf("build the attack graph: %w", err)
	}
	return m, nil
}

// Weigh is the verdict on a model of these facts.
func (q *Question) Weigh(m *risk.Model) (risk.Verdict, error) {
	if m == q.Model && q.Differs == "" && q.record.Verdict.Model == m.Constants.Digest() {
		return q.record.Verdict, nil // it was weighed with the same numbers before
	}
	v, err := risk.Weigh(m, q.Options)
	if err != nil {
		return v, fmt.Errorf("weigh the links: %w", err)
	}
	if !finite(reflect.ValueOf(v)) {
		return v, fmt.Errorf("weigh the links: the numbers of this model lead to no answer")
	}
	return modest(v, q.Findings, q.Case.Facts), nil
}

// Hints are those of the run.
func (q *Question) Hints() []Hint { return hints(q.Findings) }

// finite says that no number in v is without end or no number at all.
func finite(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float64:
		return !math.IsNaN(v.Float()) && !math.IsInf(v.Float(), 0)
	case reflect.Struct:
		for i := range v.NumField() {
			if !finite(v.Field(i)) {
				return false
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if !finite(v.Index(i)) {
				return false
			}
		}
	case reflect.Pointer:
		return v.IsNil() || finite(v.Elem())
	}
	return true
}

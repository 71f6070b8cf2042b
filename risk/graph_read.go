package risk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
)

// reading reads a graph strictly and keeps the first fault it meets.
type reading struct{ err error }

func (r *reading) fail(format string, a ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, a...)
	}
}

// object is the fields of a JSON object. Unknown and repeated keys are faults.
// Without known, any key will do.
func (r *reading) object(raw json.RawMessage, where string, known ...string) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		r.fail("%s is not an object: %s", where, short(raw))
		return out
	}
	for dec.More() {
		t, err := dec.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			r.fail("%s cannot be read", where)
			return out
		}
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			r.fail("%s: %q cannot be read: %w", where, key, err)
			return out
		}
		switch _, twice := out[key]; {
		case twice:
			r.fail("%s says %q twice", where, key)
		case known != nil && !slices.Contains(known, key):
			r.fail("%s: unknown key %q; it has %s", where, key, strings.Join(known, ", "))
		case string(v) == "null":
			r.fail("%s: %q is null: leave it out where it is not known", where, key)
		}
		out[key] = v
	}
	return out
}

func short(raw []byte) string {
	const most = 40
	if len(raw) > most {
		return strings.ToValidUTF8(string(raw[:most]), "") + "…"
	}
	return string(raw)
}

func (r *reading) list(raw json.RawMessage, where string) []json.RawMessage {
	var out []json.RawMessage
	if raw != nil && json.Unmarshal(raw, &out) != nil {
		r.fail("%s is not a list: %s", where, short(raw))
	}
	return out
}

func (r *reading) text(raw json.RawMessage, where string) string {
	var out string
	if raw != nil && (json.Unmarshal(raw, &out) != nil || out == "") {
		r.fail("%s is not a name: %s", where, short(raw))
	}
	return out
}

func (r *reading) id(raw json.RawMessage, where string) string {
	if raw == nil {
		r.fail("%s has no id", where)
	}
	return r.text(raw, where+": id")
}

func (r *reading) texts(raw json.RawMessage, where string) []string {
	var out []string
	for _, x := range r.list(raw, where) {
		s := r.text(x, where)
		if slices.Contains(out, s) {
			r.fail("%s names %q twice", where, s)
		}
		out = append(out, s)
	}
	return out
}

// number is one between low and high.
func (r *reading) number(raw json.RawMessage, where string, low, high float64) float64 {
	var x float64
	if raw == nil {
		return 0
	}
	if err := json.Unmarshal(raw, &x); err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		r.fail("%s is not a number: %s", where, short(raw))
		return 0
	}
	switch {
	case x >= low && x <= high:
	case high == 1:
		r.fail("%s is %g: a probability lies between 0 and 1", where, x)
	case x < low:
		r.fail("%s is %g: it is not below %g", where, x, low)
	default:
		r.fail("%s is %g: it is not above %g", where, x, high)
	}
	return x
}

const endless = 1_000_000_000_000_000 // no amount of this world is larger

// belief is a number in [0,1], or {a, b}.
func (r *reading) belief(raw json.RawMessage, where string) Belief {
	if raw == nil || raw[0] != '{' {
		return certainly(r.number(raw, where, 0, 1))
	}
	o := r.object(raw, where, "a", "b")
	if o["a"] == nil || o["b"] == nil {
		r.fail("%s: an uncertain number has a and b, as in Beta(a, b)", where)
	}
	b := Belief{A: r.number(o["a"], where+": a", 0, endless), B: r.number(o["b"], where+": b", 0, endless)}
	if r.err == nil && (b.A <= 0 || b.B <= 0) {
		r.fail("%s: Beta(%g, %g) is no distribution: a and b are above 0", where, b.A, b.B)
	}
	return b
}

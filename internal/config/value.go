package config

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// scalar is the text of a single value.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		if n.Value == nil {
			return "", true
		}
		return strings.TrimRight(n.Value.Value, "\n"), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func (d *decoder) text(n ast.Node, v reflect.Value, path string) {
	r := rules[path]
	s, ok := scalar(n)
	want := r.want
	if want == "" {
		want = "a text"
	}
	if r.secret {
		defer func(before int) {
			for i := range d.problems[before:] {
				d.problems[before+i].cut = d.problems[before+i].Column
			}
		}(len(d.problems))
	}
	if !ok {
		d.report(n, fmt.Sprintf("%s must be %s", label(path), want), hintOf(r))
		return
	}
	if b, isBool := n.(*ast.BoolNode); isBool && r.scalar {
		s = map[bool]string{true: "yes", false: "no"}[b.Value]
	}
	if strings.ContainsFunc(s, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }) {
		d.report(n, fmt.Sprintf("%s must be one line of plain text", label(path)), hintOf(r))
		return
	}
	if r.pattern != "" && !patterns()[r.pattern].MatchString(s) {
		d.report(n, fmt.Sprintf("%s must be %s", label(path), want), hintOf(r))
		return
	}
	if r.check != nil {
		if wrong, hint := r.check(s); wrong != "" {
			d.report(n, fmt.Sprintf("%s: %s", label(path), wrong), hint)
			return
		}
	}
	switch field := v.Addr().Interface().(type) {
	case *string:
		*field = s
	case *Secret:
		field.ref = s
	case *Duration:
		limit, _ := time.ParseDuration(s) // the rule has tried it
		*field = Duration(limit)
	}
}

// float is the number that a node holds; whole is false for one with a point.
func float(n ast.Node) (f float64, whole, ok bool) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		switch i := n.Value.(type) {
		case int64:
			return float64(i), true, true
		case uint64:
			return float64(i), true, true
		}
	case *ast.FloatNode:
		return n.Value, n.Value == math.Trunc(n.Value), !math.IsInf(n.Value, 0) && !math.IsNaN(n.Value)
	}
	return 0, false, false
}

func (d *decoder) number(n ast.Node, v reflect.Value, path string) {
	r := rules[path]
	f, whole, ok := float(n)
	ok = ok && (r.min == nil || f >= *r.min) && (r.max == nil || f <= *r.max)
	if v.Kind() == reflect.Int {
		if ok = ok && whole; ok {
			v.SetInt(int64(f))
		}
	} else if ok {
		v.SetFloat(f)
	}
	if !ok {
		d.report(n, fmt.Sprintf("%s must be %s", label(path), r.want), hintOf(r))
	}
}

func (d *decoder) constants(n ast.Node, into *Constants, path string) {
	entries, ok := pairs(n)
	if !ok {
		d.report(n, label(path)+" must be keys with values", "as in constants: {callback-rule.m: 0.5}")
		return
	}
	r := rules[path+".*"]
	out := Constants{}
	for _, p := range entries {
		id := keyText(p)
		if !patterns()[r.pattern].MatchString(id) {
			d.report(p.Key, fmt.Sprintf("%q is no id of a constant", clip(id)), "ids are of letters, digits, dots, dashes, underscores and spaces")
			continue
		}
		value, ok := constant(p.Value)
		if !ok {
			at := ast.Node(p.Key)
			if p.Value != nil {
				at = p.Value
			}
			d.report(at, fmt.Sprintf("%s must be %s", id, r.want), "as in [40, 90]")
			continue
		}
		out[id] = value
		for _, check := range d.checks {
			known, err := check(id, value)
			if err == nil {
				continue
			}
			at := p.Value
			if !known {
				at = p.Key
			}
			if list, ok := at.(*ast.SequenceNode); ok && len(list.Values) > 0 {
				at = list.Values[0]
			}
			say, hint, _ := strings.Cut(err.Error(), "\n  hint: ")
			d.report(at, say, hint)
		}
	}
	*into = out
}

func constant(n ast.Node) (any, bool) {
	if f, _, ok := float(n); ok {
		return f, true
	}
	list, ok := n.(*ast.SequenceNode)
	if !ok || len(list.Values) < 2 || len(list.Values) > 3 {
		return nil, false
	}
	var out []any
	for _, e := range list.Values {
		f, _, ok := float(e)
		if !ok || len(out) > 0 && f < out[len(out)-1].(float64) {
			return nil, false
		}
		out = append(out, f)
	}
	return out, true
}

func hintOf(r rule) string {
	switch e := r.example.(type) {
	case nil:
		return ""
	case string:
		return "as in " + strconv.Quote(e)
	default:
		return fmt.Sprintf("as in %v", e)
	}
}

package config

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

const (
	maxLine     = 4096 // bytes: the parser takes quadratic time over deep nesting, and a
	maxDepth    = 50   // settings file that nests deeper than this is none
	maxProblems = 20
)

// decode reads data into cfg. goccy/go-yaml parses; the walk over its tree is
// ours, because it has to find every mistake, name what was meant and keep
// secrets out of what it says.
func decode(file string, data []byte, cfg *Config, checks []Check) (err error) {
	d := &decoder{lines: strings.Split(string(data), "\n"), checks: checks}
	defer func() {
		// A parser that fails on a file must not take a scan down with it.
		if r := recover(); r != nil {
			err = &Error{File: file, Problems: []Problem{{Say: "this cannot be read as YAML", Hint: "check brackets, quotes and indentation"}}}
		}
	}()
	if p := unreadable(data, d.lines); p != nil {
		return &Error{File: file, Problems: []Problem{*p}}
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return &Error{File: file, Problems: []Problem{d.syntax(err)}}
	}
	var docs []*ast.DocumentNode
	for _, doc := range tree.Docs {
		if doc.Body != nil {
			docs = append(docs, doc)
		}
	}
	if len(docs) > 1 {
		d.report(docs[1].Body, "a second document begins here", "keep one: remove the line ---")
	}
	if len(docs) > 0 {
		d.into(docs[0].Body, reflect.ValueOf(cfg).Elem(), "")
	}
	if len(d.problems) == 0 {
		return nil
	}
	hideCut(d.problems)
	sortProblems(d.problems)
	return &Error{File: file, Problems: d.problems[:min(len(d.problems), maxProblems)]}
}

// unreadable says why data should not even be parsed, or nil.
func unreadable(data []byte, lines []string) *Problem {
	if len(data) > maxSize {
		return &Problem{Say: fmt.Sprintf("it is larger than %d KiB", maxSize>>10), Hint: "settings are short; is this the right file?"}
	}
	if !utf8.Valid(data) {
		return &Problem{Say: "it is no text in UTF-8", Hint: "save it as UTF-8"}
	}
	depth := 0
	for i, line := range lines {
		if len(line) > maxLine {
			return &Problem{Line: i + 1, Column: 1, Say: fmt.Sprintf("the line is longer than %d characters", maxLine), Hint: "break it up"}
		}
		for j := range len(line) {
			switch line[j] {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth > maxDepth {
				return &Problem{Line: i + 1, Column: j + 1, Say: "too many brackets are open here", Hint: "close them"}
			}
		}
	}
	return nil
}

type decoder struct {
	lines    []string
	problems []Problem
	checks   []Check
}

func (d *decoder) add(line, column int, say, hint string) {
	column = max(1, column)
	d.problems = append(d.problems, Problem{Line: line, Column: column, Say: say, Hint: hint, source: shown(d.lines, line, column)})
}

func (d *decoder) report(n ast.Node, say, hint string) {
	line, column := 0, 0
	if t := n.GetToken(); t != nil && t.Position != nil {
		line, column = t.Position.Line, t.Position.Column
	}
	d.add(line, column, say, hint)
}

// syntax turns the parser's error into a problem with our own view of the line.
func (d *decoder) syntax(err error) Problem {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil || at.GetToken().Position == nil {
		return Problem{Say: "this cannot be read as YAML", Hint: "check brackets, quotes and indentation"}
	}
	pos := at.GetToken().Position
	say, hint := "no valid YAML: "+at.GetMessage(), "check brackets, quotes and indentation"
	var dup *yaml.DuplicateKeyError
	if errors.As(err, &dup) || strings.Contains(say, "already defined") {
		hint = "keep one of the two"
	}
	if strings.Contains(say, "'\t'") {
		say, hint = "a tab cannot indent", "use spaces"
	}
	d.add(pos.Line, pos.Column, say, hint)
	return d.problems[0]
}

// into puts what n holds into v, which stands at path, and reports what does not fit.
func (d *decoder) into(n ast.Node, v reflect.Value, path string) {
	switch n := n.(type) {
	case *ast.NullNode:
		return // a key without a value says nothing
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		d.report(n, "anchors, aliases and tags are not used in settings", "write the value itself")
		return
	case *ast.CommentGroupNode:
		return
	}
	if c, ok := v.Addr().Interface().(*Constants); ok {
		d.constants(n, c, path)
		return
	}
	switch {
	case v.Type() == reflect.TypeFor[Secret]():
		d.text(n, v, path)
	case v.Kind() == reflect.Struct:
		d.fields(n, v, path)
	case v.Kind() == reflect.Slice:
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			d.report(n, fmt.Sprintf("%s must be a list", label(path)), "begin each entry with a dash on a line of its own")
			return
		}
		for _, entry := range list.Values {
			if _, empty := entry.(*ast.NullNode); empty {
				d.report(entry, label(path+"[]")+" is empty", "fill it in or take its dash away")
				continue
			}
			elem := reflect.New(v.Type().Elem()).Elem()
			d.into(entry, elem, path+"[]")
			v.Set(reflect.Append(v, elem))
		}
		if path == "targets" || path == "answers" {
			d.unique(list, path)
		}
	case v.Kind() == reflect.Int || v.Kind() == reflect.Float64:
		d.number(n, v, path)
	default:
		d.text(n, v, path)
	}
}

// pairs lists the entries of a mapping; ok is false when n is none.
func pairs(n ast.Node) (out []*ast.MappingValueNode, ok bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func keyText(p *ast.MappingValueNode) string {
	if s, ok := p.Key.(*ast.StringNode); ok {
		return s.Value
	}
	if t := p.Key.GetToken(); t != nil {
		return t.Value
	}
	return ""
}

func (d *decoder) fields(n ast.Node, v reflect.Value, path string) {
	entries, ok := pairs(n)
	if !ok {
		d.report(n, fmt.Sprintf("%s must be keys with values", label(path)), "as in "+exampleOf(v.Type(), path))
		return
	}
	byName := make(map[string]reflect.Value)
	var names []string
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("yaml")
		byName[name], names = v.Field(i), append(names, name)
	}
	given := make(map[string]bool)
	for _, p := range entries {
		name := keyText(p)
		field, known := byName[name]
		if !known {
			d.report(p.Key, fmt.Sprintf("unknown key %q%s", clip(name), in(path)), meant(name, names, path))
			// It may be a misspelt secret: the value behind it is not shown.
			last := &d.problems[len(d.problems)-1]
			last.cut = last.Column + utf8.RuneCountInString(name)
			continue
		}
		if given[name] = true; p.Value != nil {
			d.into(p.Value, field, join(path, name))
		}
	}
	for _, name := range names {
		if r := rules[join(path, name)]; r.required && (!given[name] || byName[name].IsZero() && !d.reported(n)) {
			d.report(n, fmt.Sprintf("%s is missing%s", name, in(path)), fmt.Sprintf("add %s: %v", name, r.example))
		}
	}
}

// reported says whether something within n is a problem already, so that a
// value which could not be read is not called missing, too.
func (d *decoder) reported(n ast.Node) bool {
	t := n.GetToken()
	return t != nil && t.Position != nil && slices.ContainsFunc(d.problems, func(p Problem) bool { return p.Line >= t.Position.Line })
}

// meant is a guess at the key that name was meant to be.
func meant(name string, names []string, path string) string {
	if k := nearest(name, names); k != "" {
		return fmt.Sprintf("did you mean %q?", k)
	}
	for _, p := range slices.Sorted(maps.Keys(rules)) {
		if parent, leaf := cutLast(p); leaf == name && parent != path {
			return fmt.Sprintf("%s belongs %s", name, inside(parent))
		}
	}
	return "known keys: " + strings.Join(names, ", ")
}

// unique reports targets and answers that have the name of another.
func (d *decoder) unique(list *ast.SequenceNode, path string) {
	name := map[string][]string{"targets": {"as", "at"}, "answers": {"id"}}[path]
	first := make(map[string]int)
	for _, entry := range list.Values {
		entries, _ := pairs(entry)
		found := make(map[string]ast.Node)
		for _, p := range entries {
			found[keyText(p)] = p.Value
		}
		for _, key := range name {
			s, ok := scalar(found[key])
			if !ok {
				continue
			}
			node := found[key]
			if line, dup := first[s]; dup {
				d.report(node, fmt.Sprintf("%s is the same as on line %d", key, line), "give each its own")
			} else if t := node.GetToken(); t != nil {
				first[s] = t.Position.Line
			}
			break // a target with a name of its own may have the address of another
		}
	}
}

package config

import (
	"fmt"
	"reflect"
	"strings"
)

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func cutLast(path string) (parent, leaf string) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", path
	}
	return path[:i], path[i+1:]
}

// label is how a path is called in a message: the key itself.
func label(path string) string {
	switch {
	case path == "":
		return "the file"
	case strings.HasSuffix(path, "[]"):
		return "an entry of " + strings.TrimSuffix(path, "[]")
	}
	_, leaf := cutLast(path)
	return leaf
}

// in says where a key stands.
func in(path string) string {
	if path == "" {
		return ""
	}
	return " in " + strings.TrimSuffix(path, "[]")
}

// inside says where a key belongs.
func inside(path string) string {
	switch {
	case path == "":
		return "at the top of the file, not indented"
	case strings.HasSuffix(path, "[]"):
		return "to an entry of " + strings.TrimSuffix(path, "[]")
	}
	return "below " + path + ":"
}

// exampleOf is the first key of a struct with its example.
func exampleOf(t reflect.Type, path string) string {
	name := t.Field(0).Tag.Get("yaml")
	if path == "" {
		return `targets: [{at: "https://shop.example"}]`
	}
	return fmt.Sprintf("%s: %v", name, rules[join(path, name)].example)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}

package data

import (
	"path"
	"strings"
)

// globs are the paths that the firm wants left out. "**" stands for any number
// of folders; a pattern without a slash is meant for any folder; whatever
// matches a folder leaves out all that is in it.
type globs [][]string

func compileGlobs(patterns []string) globs {
	var g globs
	for _, p := range patterns {
		p = strings.Trim(strings.TrimSpace(p), "/")
		p = strings.TrimPrefix(p, "./")
		if p == "" {
			continue
		}
		parts := strings.Split(p, "/")
		if len(parts) == 1 {
			parts = append([]string{"**"}, parts...)
		}
		g = append(g, parts)
	}
	return g
}

func (g globs) match(p string) bool {
	parts := strings.Split(p, "/")
	for _, pattern := range g {
		for n := 1; n <= len(parts); n++ {
			if matchParts(pattern, parts[:n]) {
				return true
			}
		}
	}
	return false
}

func matchParts(pattern, parts []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			if len(pattern) == 1 {
				return len(parts) > 0
			}
			for i := range parts {
				if matchParts(pattern[1:], parts[i:]) {
					return true
				}
			}
			return false
		}
		if len(parts) == 0 {
			return false
		}
		if ok, err := path.Match(pattern[0], parts[0]); err != nil || !ok {
			return false
		}
		pattern, parts = pattern[1:], parts[1:]
	}
	return len(parts) == 0
}

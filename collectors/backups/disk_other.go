//go:build !linux

package backups

import "github.com/weaklink/weaklink/facts"

// Elsewhere than on Linux it is not known on which disk a path lies.
func diskOf(string) facts.Where { return facts.Where{Kind: "unknown"} }

func mountedAt(string) (also []string, within string) { return nil, "" }

func locked(string) string { return "" }

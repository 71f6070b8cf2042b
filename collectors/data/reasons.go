package data

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// reasons adds up what was not read, by the reason.
type reasons struct {
	by map[string]*facts.NotRead
}

// maxReasons is how many reasons are told apart.
const maxReasons = 40

// maxNamed is how many places of one reason are named.
const maxNamed = 200

// named are those of some places that are named, whichever came first.
func named(places []string) []string {
	slices.Sort(places)
	return places[:min(len(places), maxNamed)]
}

func (r *reasons) add(why string, files, bytes int64, place string) {
	if files == 0 && bytes == 0 {
		return
	}
	// "3 files within it: ..." is the same reason as "12 files within it: ...".
	if rest := strings.TrimLeft(why, "0123456789"); rest != why && strings.HasPrefix(rest, " ") {
		why = "some of it:" + rest[strings.IndexByte(rest, ':')+1:]
		if !strings.Contains(rest, ":") {
			why = "some of it:" + rest
		}
	}
	if r.by == nil {
		r.by = map[string]*facts.NotRead{}
	}
	one := r.by[why]
	if one == nil {
		if len(r.by) >= maxReasons {
			why = "other reasons"
		}
		if one = r.by[why]; one == nil {
			one = &facts.NotRead{Why: why}
			r.by[why] = one
		}
	}
	one.Files += files
	one.Bytes += bytes
	if place != "" {
		if one.Places = append(one.Places, place); len(one.Places) >= 2*maxNamed {
			one.Places = named(one.Places)
		}
	}
}

func (r *reasons) list() []facts.NotRead {
	var out []facts.NotRead
	for _, one := range r.by {
		one.Places = named(one.Places)
		out = append(out, *one)
	}
	slices.SortFunc(out, func(a, b facts.NotRead) int {
		if a.Bytes != b.Bytes {
			return int(max(-1, min(1, b.Bytes-a.Bytes)))
		}
		return strings.Compare(a.Why, b.Why)
	})
	return out
}

package data

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
)

// summary adds up what a place holds by category.
type summary struct {
	pl      *placeIn
	by      map[string]*sumOf
	secrets map[classify.Kind]int64
}

type sumOf struct {
	kinds      map[string]bool
	records    int64
	confidence float64
}

func newSummary(pl *placeIn) *summary {
	return &summary{pl: pl, by: map[string]*sumOf{}, secrets: map[classify.Kind]int64{}}
}

func (s *summary) add(k classify.Kind, n int64, confidence float64) {
	category := classify.CategoryOf(k)
	if n <= 0 || category == "" || confidence < sure {
		return
	}
	if category == "credentials" {
		s.secrets[k] += n
		return
	}
	c := s.by[category]
	if c == nil {
		c = &sumOf{kinds: map[string]bool{}}
		s.by[category] = c
	}
	c.kinds[string(k)] = true
	c.records = max(c.records, n)
	c.confidence = max(c.confidence, confidence)
}

// fewAddresses: that many lines with a network address and nothing else are a
// setting of some program, not a record of visitors.
const fewAddresses = 20

// rank is how much a category says about a person.
var rank = map[string]string{
	"contact": "contact", "identity": "identity", "financial": "financial", "card": "card", "health": "special", "special": "special",
}

var order = []string{"none", "contact", "identity", "financial", "card", "special"}

func (s *summary) fill(out *facts.Store) {
	for k, n := range s.secrets {
		out.Secrets = append(out.Secrets, facts.Secret{Kind: string(k), Count: n})
	}
	slices.SortFunc(out.Secrets, func(a, b facts.Secret) int { return strings.Compare(a.Kind, b.Kind) })
	for name, c := range s.by {
		switch {
		case name == "online":
			if !s.pl.personal && c.records < fewAddresses {
				continue
			}
		case !s.pl.personal:
			continue
		case (name == "health" || name == "special") && s.pl.rows == 0 && c.records < 3 && c.confidence < .8:
			// A single word in a letter is no medical record.
			continue
		}
		cat := facts.Category{Category: name, Confidence: c.confidence, Records: c.records}
		for k := range c.kinds {
			cat.Kinds = append(cat.Kinds, k)
		}
		slices.Sort(cat.Kinds)
		if out.Records > 0 {
			cat.Share = min(1, float64(c.records)/float64(out.Records))
		}
		out.Categories = append(out.Categories, cat)
		if d := rank[name]; slices.Index(order, d) > slices.Index(order, out.Detail) {
			out.Detail = d
		}
	}
	slices.SortFunc(out.Categories, func(a, b facts.Category) int { return strings.Compare(a.Category, b.Category) })
}

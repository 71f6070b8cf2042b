package data

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/weaklink/weaklink/facts"
)

//go:embed protection.yaml
var protectionYAML []byte

// details is how much a store says about a person, least first.
var details = []string{"none", "contact", "identity", "financial", "card", "special"}

// levels of protection, least first.
var levels = []string{"basic", "careful", "strict"}

type protectionTable struct {
	Sizes      []int64             `yaml:"sizes"`
	Levels     map[string][]string `yaml:"levels"`
	Safeguards []safeguard         `yaml:"safeguards"`
}

type safeguard struct {
	Control string           `yaml:"control"`
	When    string           `yaml:"when"`
	From    map[string]int64 `yaml:"from"`
	Say     string           `yaml:"say"`
	Cites   []string         `yaml:"cites"`
}

var protections = sync.OnceValue(func() protectionTable { return mustProtections(protectionYAML) })

func mustProtections(raw []byte) protectionTable {
	var t protectionTable
	if err := yaml.UnmarshalWithOptions(raw, &t, yaml.Strict()); err != nil {
		panic("checks/data: protection.yaml: " + err.Error())
	}
	for _, d := range details[1:] {
		if len(t.Levels[d]) != len(t.Sizes) {
			panic("checks/data: protection.yaml: levels of " + d + " are not one per size")
		}
	}
	return t
}

// Demand says how well the data in s is to be protected: Level, Say and
// Demanded, from protection.yaml. Whether that is so is for the findings to
// say. A store without client data calls for nothing.
func Demand(s facts.Store) facts.Protection {
	p := facts.Protection{Level: levels[0], Demanded: []facts.Safeguard{}}
	detail := detailRank(s)
	people := max(s.People.Best, 0)
	for _, g := range protections().Safeguards {
		if g.applies(s, detail, people) {
			p.Demanded = append(p.Demanded, facts.Safeguard{Control: g.Control, Say: g.Say, Cites: slices.Clone(g.Cites)})
		}
	}
	if detail > 0 {
		size := 0
		for i, least := range protections().Sizes {
			if people >= least {
				size = i
			}
		}
		p.Level = protections().Levels[details[detail]][size]
	}
	p.Say = demandSentence(s, details[detail], p)
	return p
}

// detailRank is the position in details of what s says about a person. It goes
// by the categories when Detail was not filled in.
func detailRank(s facts.Store) int {
	rank := max(slices.Index(details, s.Detail), 0)
	for _, c := range s.Categories {
		name := c.Category
		switch name {
		case "health":
			name = "special"
		case "credentials", "online":
			name = "contact"
		}
		rank = max(rank, slices.Index(details, name))
	}
	return rank
}

func (g safeguard) applies(s facts.Store, detail int, people int64) bool {
	switch g.When {
	case "secrets":
		if len(s.Secrets) > 0 {
			return true
		}
		return false
	case "":
	default:
		if !holds(s, g.When) {
			return false
		}
	}
	for d, least := range g.From {
		if rank := slices.Index(details, d); rank > 0 && detail >= rank && people >= least {
			return true
		}
	}
	return false
}

func demandSentence(s facts.Store, detail string, p facts.Protection) string {
	if detail == "none" {
		if len(s.Secrets) > 0 {
			return "No client data was found here, but passwords or keys were: they do not belong in a file."
		}
		return "No client data was found here, so nothing is called for."
	}
	what := fmt.Sprintf("%s of %s", detailWords[detail], peopleWords(s.People))
	switch p.Level {
	case "basic":
		return fmt.Sprintf("%s: little is called for - keep it in one place, keep a backup, and delete what is no longer needed.", upper(what))
	case "careful":
		return fmt.Sprintf("%s: this calls for care - %d safeguards, above all about who can get at it.", upper(what), len(p.Demanded))
	default:
		return fmt.Sprintf("%s: this calls for strict protection - %d safeguards, because its loss would do real harm.", upper(what), len(p.Demanded))
	}
}

var detailWords = map[string]string{
	"contact":   "names and contact data",
	"identity":  "birth dates or identity numbers",
	"financial": "bank or income data",
	"card":      "payment card numbers",
	"special":   "health or other especially sensitive data",
}

// peopleWords is "about 420 people"; large numbers are cut to two digits,
// because the count is an estimate.
func peopleWords(p facts.People) string {
	switch {
	case p.Best <= 0:
		return "people whose number is not known"
	case p.Best == 1:
		return "1 person"
	case p.Best < 100 || p.Low == p.High && p.Best < 1000:
		return fmt.Sprintf("%d people", p.Best)
	}
	n, unit := p.Best, int64(1)
	for n >= 100 {
		n, unit = (n+5)/10, unit*10
	}
	return "about " + thousands(n*unit) + " people"
}

func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// holds says whether s holds data of the category.
func holds(s facts.Store, category string) bool {
	return slices.ContainsFunc(s.Categories, func(c facts.Category) bool { return c.Category == category })
}

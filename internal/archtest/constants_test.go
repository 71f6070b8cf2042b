package archtest

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/checks"
	_ "github.com/weaklink/weaklink/checks/access"
	_ "github.com/weaklink/weaklink/checks/backups"
	_ "github.com/weaklink/weaklink/checks/data"
	_ "github.com/weaklink/weaklink/checks/devices"
	_ "github.com/weaklink/weaklink/checks/hosting"
	_ "github.com/weaklink/weaklink/checks/payments"
	_ "github.com/weaklink/weaklink/checks/policies"
	_ "github.com/weaklink/weaklink/checks/website"
	"github.com/weaklink/weaklink/risk"
)

// modelled packages calculate with numbers of the model.
var modelled = []string{"risk", "attack", "internal/scan"}

// arithmetic is what a decimal in them may be; the rest is in constants.yaml.
var arithmetic = map[string]map[string]string{
	"risk": {
		".0331": "Marsaglia and Tsang's squeeze", "1e-9": "rounding", "1e-6": "rounding", "1.0": "arithmetic",
		".5": "arithmetic: a half of erfc", "0.0": "nothing",
		".05": "the ends of a 90 % interval", ".95": "the ends of a 90 % interval",
	},
	"attack":        {"1e-6": "rounding", "1.0": "one", "0.0": "nothing"},
	"internal/scan": {},
}

// No number of the model stands in the code that calculates with it.
func TestNoNumberOfTheModelInTheCode(t *testing.T) {
	set, all := files(t)
	for _, f := range all {
		if f.test || !slices.Contains(modelled, f.pkg) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.FLOAT && arithmetic[f.pkg][lit.Value] == "" {
				t.Errorf("%s: %s belongs into risk/constants.yaml", set.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	}
}

// Every control that a check speaks of is in the catalogue.
func TestChecksNameControlsOfTheCatalogue(t *testing.T) {
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	all := checks.Registered()
	if len(all) < 20 {
		t.Fatalf("only %d checks are registered", len(all))
	}
	for _, check := range all {
		k, ok := c.Control(check.Doc.Control)
		if !ok {
			t.Errorf("%s speaks of the control %q, which the model does not have", check.Doc.ID, check.Doc.Control)
		} else if k.Link != string(check.Doc.Link()) {
			t.Logf("%s is about %s, which belongs to the link %s", check.Doc.ID, k.ID, k.Link)
		}
	}
}

// Every constant is used by the code, or says that it is only published.
func TestEveryConstantIsUsed(t *testing.T) {
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	_, all := files(t)
	literal := map[string]bool{}
	for _, f := range all {
		if f.test || !slices.Contains(modelled, f.pkg) && !strings.HasPrefix(f.pkg, "cmd/") && f.pkg != "checks" && f.pkg != "evidence" && f.pkg != "chain" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					literal[s] = true
				}
			}
			return true
		})
	}
	// Ids that are put together: the beginning stands in the code, and so does
	// the rest, or it is named by a firm (sector), a file (beta, class) or a year.
	var begun []string
	for s := range literal {
		if strings.HasSuffix(s, ".") && len(s) > 1 {
			begun = append(begun, s)
		}
	}
	byNumber := regexp.MustCompile(`^(class\.[123]\.(revenue|customers|scale)|loss\.rebuild\.[123])$`)
	elsewhere := regexp.MustCompile(`^(sector|beta|price|money|people)\.`)
	for _, v := range c.Values {
		used := literal[v.ID] || byNumber.MatchString(v.ID)
		for _, b := range begun {
			rest, ok := strings.CutPrefix(v.ID, b)
			used = used || ok && (literal[rest] || elsewhere.MatchString(v.ID))
		}
		if used == v.Docs {
			t.Errorf("%s: used by the code is %v, only published is %v", v.ID, used, v.Docs)
		}
	}
}

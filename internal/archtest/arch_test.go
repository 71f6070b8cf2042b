package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/weaklink/weaklink/"

type file struct {
	pkg  string // path below the module
	name string
	test bool
	ast  *ast.File
}

func files(t *testing.T) (*token.FileSet, []file) {
	t.Helper()
	root := filepath.Join("..", "..")
	set := token.NewFileSet()
	var out []file
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && p != root) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") {
			return nil
		}
		f, err := parser.ParseFile(set, p, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		out = append(out, file{path.Dir(rel), rel, strings.HasSuffix(p, "_test.go"), f})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 30 {
		t.Fatalf("found only %d Go files: the walk looks at the wrong place", len(out))
	}
	return set, out
}

func imports(f file) []string {
	var out []string
	for _, i := range f.ast.Imports {
		out = append(out, strings.Trim(i.Path.Value, `"`))
	}
	return out
}

func TestImportsFollowTheTable(t *testing.T) {
	_, all := files(t)
	for _, f := range all {
		if f.test {
			continue // a test may bring in what it needs to make a case
		}
		r, ok := ruleFor(f.pkg)
		if !ok {
			t.Errorf("%s: package %s has no rule: say in rules.go what it may import", f.name, f.pkg)
			continue
		}
		for _, imp := range imports(f) {
			ours, ok := strings.CutPrefix(imp, module)
			if !ok || ours == f.pkg {
				continue
			}
			if !slices.ContainsFunc(r.May, func(p string) bool { return match(p, ours) }) {
				t.Errorf("%s imports %s; %s may import %v (%s)", f.name, ours, r.From, r.May, r.Why)
			}
		}
	}
}

func TestPurePackagesTouchNothing(t *testing.T) {
	set, all := files(t)
	for _, f := range all {
		room := strings.SplitN(f.pkg, "/", 2)[0]
		if f.test || !slices.Contains(pure, room) || f.pkg == "checks/checktest" {
			continue
		}
		for _, imp := range imports(f) {
			if slices.Contains(impure, imp) {
				t.Errorf("%s imports %s: %s is pure", f.name, imp, room)
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if ok && x.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since" || sel.Sel.Name == "Until") {
				t.Errorf("%s: time.%s in a pure package", set.Position(sel.Pos()), sel.Sel.Name)
			}
			// Top-level functions of math/rand/v2 draw from a seed that nobody knows.
			if ok && x.Name == "rand" && sel.Sel.Name != "New" && sel.Sel.Name != "NewPCG" && sel.Sel.Name != "NewChaCha8" && sel.Sel.Name[0] >= 'A' && !slices.Contains([]string{"Rand", "Source", "PCG", "ChaCha8"}, sel.Sel.Name) {
				t.Errorf("%s: rand.%s draws without a seed", set.Position(sel.Pos()), sel.Sel.Name)
			}
			return true
		})
	}
}

// Masked and Fingerprint are promises that nothing personal is left. Only
// redact can keep them.
func TestOnlyRedactMakesMaskedValues(t *testing.T) {
	set, all := files(t)
	for _, f := range all {
		if f.test || f.pkg == "internal/redact" || f.pkg == "evidence" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "evidence" && (sel.Sel.Name == "Masked" || sel.Sel.Name == "Fingerprint") {
				t.Errorf("%s: evidence.%s made outside internal/redact", set.Position(call.Pos()), sel.Sel.Name)
			}
			return true
		})
	}
}

func TestPackagesAreNamedForWhatTheyHold(t *testing.T) {
	_, all := files(t)
	for _, f := range all {
		for _, vague := range []string{"util", "utils", "common", "helper", "helpers", "types", "models", "misc", "shared"} {
			if path.Base(f.pkg) == vague {
				t.Errorf("%s: a package called %s says nothing about what it holds", f.name, vague)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	_, all := files(t)
	said, have := map[string]bool{}, map[string]bool{}
	for _, f := range all {
		if f.test {
			continue
		}
		have[f.pkg] = true
		said[f.pkg] = said[f.pkg] || f.ast.Doc != nil
	}
	for pkg := range have {
		if !said[pkg] {
			t.Errorf("package %s has no comment that says what it is for", pkg)
		}
	}
}

// A test must be able to fail: the rules are held against imports they forbid.
func TestTheRulesForbidWhatTheyShould(t *testing.T) {
	for _, forbidden := range [][2]string{
		{"checks/website", "collectors/website"}, {"internal/web", "collectors/website"}, {"risk", "facts"},
		{"collectors/data", "checks/data"}, {"internal/labs", "checks"}, {"internal/scan", "internal/store"},
		{"internal/report/text", "internal/scan"}, {"facts", "chain"},
	} {
		r, ok := ruleFor(forbidden[0])
		if !ok {
			t.Errorf("no rule for %s", forbidden[0])
		}
		if slices.ContainsFunc(r.May, func(p string) bool { return match(p, forbidden[1]) }) {
			t.Errorf("%s may import %s", forbidden[0], forbidden[1])
		}
	}
}

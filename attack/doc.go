// Package attack turns facts and findings into an attack graph. It starts from
// the template of a small firm (template.yaml), replaces what was really seen,
// and sets the state of every control from the findings about it. It is pure;
// risk weighs what it builds.
package attack

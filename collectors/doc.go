// Package collectors says what a collector is: code that looks at a target and
// emits facts, and never judges. A collector registers itself; the engine
// finds it by the scheme of a target. Everything personal is redacted before
// See.Fact is called, and no collector writes to what it looks at.
package collectors

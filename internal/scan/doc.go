// Package scan is the engine: it plans what to look at, runs the collectors
// side by side, judges what they saw, weighs it, and compares with the run
// before. It holds no SQL and speaks to no network: it drives the packages
// that do through collectors.Collector and Store, and everything after
// collecting (Judge) is a pure function of the facts, so that a run can be
// judged again at any time and must come out the same.
package scan

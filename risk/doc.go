// Package risk turns an attack graph into an answer: which link is the
// weakest, how sure that is, what it would cost, and what is worth looking at
// next. It is pure and knows neither facts nor checks: a Model goes in, a
// Verdict comes out. Its numbers are data (constants.yaml), each with its
// source and a mark that says how well it is known.
package risk

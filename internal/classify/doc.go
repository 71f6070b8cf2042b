// Package classify says which kinds of personal data a text or a column holds.
// A text is read in one pass: anchor bytes (an @, a digit, a pair of capitals)
// start a short walk outwards, validators decide, and no regular expression is
// on the way. A column is judged by its name, its type, the share of its cells
// that pass against what chance would pass, and its neighbours.
package classify

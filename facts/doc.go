// Package facts holds one file a link: the plain structs that collectors fill
// and checks read, each with its evidence.Kind. The structs do no work, and
// none has a field for a value that was found: counts, column names, shapes,
// evidence.Masked and evidence.Fingerprint only.
package facts

// Package config reads weaklink.yaml and knows where weaklink keeps its data.
//
// Reading is strict: a key that is not known, a value of the wrong shape or out
// of its range is an error with line, caret and the nearest thing that was
// meant, and every mistake of the file is reported at once. One table
// (rules.go) says what each key means and may hold; reading, the JSON Schema
// and its documentation all come from it. Secrets are never in the file: it
// names an environment variable or a private file, read when first needed.
package config

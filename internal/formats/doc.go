// Package formats turns files into rows and spans of text. Every reader
// streams: it needs a few hundred kilobytes however large the file or its
// lines are (workbooks: up to 64 MB for their shared texts), stops when its
// context does, and goes by the content of a file, never by its extension.
//
// Nothing is lost in silence: what a reader cannot take as rows it hands over
// as text, what it did not read it says in Result.Partial, and a file that it
// cannot read at all ends in a *NotRead with the reason and the next step.
// Errors and notes never quote the content of a file.
package formats

// Package pdf reads the text of a PDF file, and nothing else of it: page by
// page, in the order in which the file paints it. It is made for files that
// nobody vouches for: the whole file is in memory, what it unpacks to and how
// many steps it takes are bounded, nothing it refers to is followed twice, and
// it never runs anything. The table at the end of a file is not trusted: every
// object is found where it stands (ISO 32000-1, 7.3 to 7.5, 9).
package pdf

// Package canary looks for planted values in whatever a run has written:
// reports, databases and their journals, logs, temporary files, archives. It
// looks for each value in any case and also as it comes out of JSON, URLs,
// HTML, mail, UTF-16, base64, hex, line wrapping and PDF text, and it opens zip,
// gzip and zlib streams wherever they lie in a file.
//
// A search that cannot find would be worse than none, because everything would
// look clean: the tests hide a value in each of these ways, and what cannot be
// opened is a hit itself.
package canary

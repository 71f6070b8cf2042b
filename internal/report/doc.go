// Package report turns a judged run into the one Model that all printers use:
// the terminal page, JSON and, later, pages and papers. Build decides what is
// said and in which words; a printer only lays it out. Nothing in the model
// holds a personal value, and nothing from outside is trusted: printers pass
// every text through Clean.
package report

// Package chat is the talk of at most nine plain questions, on a terminal or as
// pages: which question comes next, what the answers come to, and what to bring
// into a talk with a person. Nothing is looked at, and nothing is kept.
package chat

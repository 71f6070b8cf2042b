// Package access looks at who can get at what: the firm's list of people
// (people:FILE), the lists of users that Microsoft 365 and Google Workspace
// export (accounts:FILE), and the roles of a database (postgres://). Names and
// mail addresses stay here: people and accounts leave as keyed fingerprints by
// which they can be matched, and as the row of the list in which a person finds
// them. A column that is missing, or can be read in two ways, leaves its field
// empty and a gap; nothing is guessed.
package access

// Package data judges the places that hold client data: copies that lie about,
// data kept longer or in more detail than the business needs, and data that
// anyone who gets the file can read. Its thresholds are in proportion: a plain
// list of delivery addresses comes out calm.
//
// protection.yaml says which safeguards the data in a store calls for, by how
// much it says about a person and about how many people, and who says so.
package data

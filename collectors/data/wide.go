package data

// maxOpen is how many columns of one file are told apart at a time: each of them
// takes 3 KB until it is judged. A table that begins behind them is text.
const maxOpen = 30_000

// neighbours is how many columns to each side of a column are weighed with it. Tables
// of more are rare, and weighing each of their columns against all others takes
// minutes.
const neighbours = 100

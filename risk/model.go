package risk

// Vectors are the ways in, in the order in which their draws are made.
var Vectors = []string{"X", "K", "P", "S", "D", "I", "E"}

// Onward marks an edge that any vector may use; its controls work with L.
const Onward = -1

// Backup marks an edge of backup-fails; its controls work with their backup eps.
const Backup = -2

// Source is the From of an edge that starts at the source of its vector.
const Source = -1

// Model is what is weighed: a graph whose edges are guarded by control states.
type Model struct {
	Constants *Constants
	Firm      Firm
	Nodes     []Node
	Edges     []Edge
	States    []State

	in    [][]int // node -> edges into it
	sinks []int
}

// Firm is what the money depends on. Zero fields fall back to the template of the class.
type Firm struct {
	Class       int     // 1: 1-9 staff, 2: 10-49, 3: 50-249
	Revenue     float64 // EUR a year
	OnlineShare float64 // of the revenue; 0: unknown
	Customers   float64
}

// Node is an attacker state: reached when any edge into it passes, or, for And,
// when all do.
type Node struct {
	ID   string
	And  bool
	Sink *Sink
}

// Sink is what reaching a node costs.
type Sink struct {
	Effect string  // disclosed | transfer | mailbox | stopped | lost
	Asset  string  // db | crm | files | mail | stray | card
	People float64 // whose data it is
	Detail string  // contact | identity | financial | card | special
	Exact  bool    // People was measured: what is kept without need is in it already
}

// Edge is a step that passes with probability beta x what its controls leave.
type Edge struct {
	From, To int
	Beta     string // certain | likely | possible | unlikely | rare
	Share    int    // instances that share one entry pressure; 0 or 1: alone
	States   []int  // indexes into Model.States
	Vector   int    // index into Vectors, Onward or Backup
	// DeviceError is the beta under the vectors D and E; empty: the same.
	DeviceError string
}

// State is how well one control works: on the firm, or on one subject.
type State struct {
	Control  string
	Subject  string // empty: the control type as a whole
	A, B     float64
	Seen     bool // rests on findings
	Bad      bool // one of them is weak or broken
	Standing bool // broken on a live page now: visitors meet it
	Face     bool // the same control and subject as visitors notice it: counts for whom it turns away, and no edge has it
}

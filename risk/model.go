package risk

import (
	"errors"
	"fmt"
	"math"
)

// Vectors are the ways in.
var Vectors = []string{"X", "K", "P", "S", "D", "I", "E"}

// Chain is the order in which links are listed.
var Chain = []string{"data", "website", "hosting", "devices", "access", "policies", "payments", "backups"}

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
	Groups    [][]int   // edges of like instances, which may fall together
	Together  []float64 // by group: the share of their probability with which they do; nil: the constants'
	Variants  []*Model  // the same graph with other constants: worlds take turns
	Fixes     []Fix     // what could be done
	Coverage  float64   // of the inventory, by capture and recapture; 0: there was one sighting only

	// A graph that is no firm brings its own. Empty: the catalogue's, in the constants.
	Vectors  []string
	Rates    []float64 // serious campaigns a year, by vector
	Links    []string
	Controls []Control
	Additive bool    // what is lost is the sum of Sink.Loss over what was reached
	K        float64 // shape of the negative binomial; +Inf: Poisson; 0: the constants'
}

// Firm is what the money depends on. Zero fields fall back to the template of the class.
type Firm struct {
	Class       int     // 1: 1-9 staff, 2: 10-49, 3: 50-249
	Revenue     float64 // EUR a year
	OnlineShare float64 // of the revenue; 0: unknown
	Customers   float64
	Sector      float64 // rate of the sector against all; 0: 1
	RestoreDays float64 // measured in a drill; 0: never drilled
	CopyDays    float64 // age of the newest copy that can be restored; 0: unknown
	LargestSum  float64 // EUR that one person can release; 0: unknown
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
	Loss   float64 // EUR, in an additive model
}

// Chance is a probability that is known (Nu 0) or drawn from a Beta with that
// mean and concentration.
type Chance struct{ Mean, Nu float64 }

// Edge is a step that passes with probability beta x what its controls leave.
type Edge struct {
	From, To int
	Beta     Chance
	Passive  *Chance // beta under the vectors D and E, where it differs
	Share    int     // instances that share one entry pressure; 0 or 1: alone
	States   []int   // indexes into Model.States
	Vector   int     // index into Vectors, Onward or Backup
	Only     []int   // vectors that may use it; nil: as Vector says
	Guard    bool    // a route nobody has seen: there with 1 - coverage
}

// State is how well one control works: on the firm, or on one subject.
type State struct {
	Control  string
	Subject  string  // empty: the control type as a whole
	A, B     float64 // Beta(A, B)
	Known    bool    // not drawn: A/(A+B) it is
	Least    float64 // a repair holds it up to here, whatever is drawn
	Seen     bool    // rests on findings
	Bad      bool    // one of them is weak or broken
	Standing bool    // broken on a live page now: visitors meet it
	Face     bool    // the same control and subject as visitors notice it: counts for whom it turns away, and no edge has it
	Many     int     // subjects alike that it stands for, on which no step depends; 0: one

	subjects int // that it stands for with the others of its kind; 0: its own
}

// Fix is something that can be done about control states.
type Fix struct {
	ID      string
	States  []int           // brought to the state of practice, or
	Set     map[int]float64 // brought to these at least
	Edges   map[int]float64 // edges brought to this probability
	EUR     float64         // of one, as is
	Minutes float64
	Many    int  // subjects alike that it mends, as its states say; 0: one
	Unseen  bool // nobody knows whether it is needed

	Findings []string // that it settles
	Link     string   // to which these belong

	like  []Fix // those that this one stands for; nil: itself
	moves []move
	room  int // how many of them it may stand for; 0: all
}

func (m *Model) check() error {
	n := 0
	for _, k := range m.Nodes {
		if k.Sink != nil {
			n++
		}
	}
	if n == 0 {
		return errors.New("the attack graph has no asset: there is nothing to lose in it")
	}
	if n > maxSinks && !m.Additive {
		return fmt.Errorf("the attack graph has %d assets, more than the %d that can be told apart", n, maxSinks)
	}
	names := m.vectors()
	for i, e := range m.Edges {
		if e.From < Source || e.From >= len(m.Nodes) || e.To < 0 || e.To >= len(m.Nodes) || e.Vector >= len(names) {
			return fmt.Errorf("the attack graph has an edge from %d to %d by vector %d, which is not there", e.From, e.To, e.Vector)
		}
		if !(e.Beta.Mean >= 0 && e.Beta.Mean <= 1) {
			return fmt.Errorf("edge %d of the attack graph passes with probability %g", i, e.Beta.Mean)
		}
		for _, s := range e.States {
			if s < 0 || s >= len(m.States) {
				return fmt.Errorf("edge %d of the attack graph is guarded by state %d, which is not there", i, s)
			}
		}
	}
	for _, s := range m.States {
		if _, ok := m.control(s.Control); !ok {
			return fmt.Errorf("no control is called %q", s.Control)
		}
		if !(s.A >= 0) || !(s.B >= 0) || s.A+s.B <= 0 || math.IsInf(s.A+s.B, 0) {
			return fmt.Errorf("control %s has the impossible state Beta(%g, %g)", s.Control, s.A, s.B)
		}
	}
	return nil
}

func (m *Model) vectors() []string {
	if m.Vectors != nil {
		return m.Vectors
	}
	return Vectors
}

func (m *Model) links() []string {
	if m.Links != nil {
		return m.Links
	}
	return Chain
}

func (m *Model) controls() []Control {
	if m.Controls != nil {
		return m.Controls
	}
	return m.Constants.List
}

func (m *Model) control(id string) (Control, bool) {
	if m.Controls == nil {
		return m.Constants.Control(id)
	}
	for _, k := range m.Controls {
		if k.ID == id {
			return k, true
		}
	}
	return Control{}, false
}

func (m *Model) linkOf(i int) string {
	k, _ := m.control(m.States[i].Control)
	return k.Link
}

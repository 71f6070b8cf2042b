package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Matrix is how many people of a row's place are in a column's place too.
type Matrix struct {
	Names []string
	Rows  []MatrixRow
	Said  []Copy // what is a copy of what
	More  int    // how many places share people, when not all are drawn; else 0
	Rest  string // how much is not told one by one; empty: nothing
}

// MatrixRow is one place against all.
type MatrixRow struct {
	Name  string
	Cells []Cell
}

// Cell is what two places share.
type Cell struct {
	Say   string // 62 %; empty: nobody; the place itself: how many
	Shade int    // 0..4
	Own   bool
}

// Copy is a place that is a copy of another.
type Copy struct{ Is, Of, Age string }

// Say is the copy in a sentence.
func (c Copy) Say() string { return c.Is + " is a copy of " + c.Of + c.Age + "." }

const (
	inMatrix = 8  // places that are held against each other
	copies   = 12 // that are told of
)

// NewMatrix is nil when no two places share anybody.
func NewMatrix(d Data) *Matrix {
	shares := make(map[string]bool, 2*len(d.Overlaps))
	type pair struct{ a, b string }
	by := make(map[pair]float64, 2*len(d.Overlaps))
	for _, o := range d.Overlaps {
		shares[o.A], shares[o.B] = true, true
		by[pair{o.A, o.B}], by[pair{o.B, o.A}] = o.ShareA, o.ShareB
	}
	var stores []Store
	n := 0
	for _, s := range d.Stores.All() {
		if s.People.Best > 0 && shares[s.ID] {
			if n++; len(stores) < inMatrix {
				stores = append(stores, s)
			}
		}
	}
	if n < 2 {
		return nil
	}
	m := &Matrix{}
	if n > len(stores) {
		m.More = n
	}
	for _, a := range stores {
		row := MatrixRow{Name: Name(a.ID)}
		m.Names = append(m.Names, row.Name)
		for _, b := range stores {
			c := Cell{Own: a.ID == b.ID}
			if c.Own {
				c.Say = Thousands(a.People.Best)
			} else if share, ok := by[pair{a.ID, b.ID}]; ok {
				c.Say = strconv.Itoa(max(1, int(share*100+.5))) + " %"
				c.Shade = 1 + min(3, int(share*4))
			}
			row.Cells = append(row.Cells, c)
		}
		m.Rows = append(m.Rows, row)
	}
	m.Said, m.Rest = Copies(d, copies)
	return m
}

// Copies are the places that are copies of others, so many of them at most, and
// a sentence on what is not told one by one.
func Copies(d Data, most int) (said []Copy, rest string) {
	all := copiesOf(d.Overlaps)
	said = all[:min(len(all), most)]
	var parts []string
	switch n := len(all) - len(said); {
	case n == 1:
		parts = append(parts, "One more place is a copy")
	case n > 1:
		parts = append(parts, Thousands(int64(n))+" more places are copies")
	}
	switch {
	case d.More == 1:
		parts = append(parts, "one more pair of places has people in common")
	case d.More > 1:
		parts = append(parts, Thousands(d.More)+" more pairs of places have people in common")
	}
	if len(parts) == 0 {
		return said, ""
	}
	rest = strings.Join(parts, ", and ")
	return said, Stop(Capital(rest))
}

func copiesOf(all []facts.Overlap) (out []Copy) {
	isCopy := map[string]bool{}
	for _, o := range all {
		isCopy[o.Copy] = true
	}
	said := map[string]bool{}
	for _, o := range all {
		of := o.A
		if of == o.Copy {
			of = o.B
		}
		if o.Copy == "" || said[o.Copy] || isCopy[of] { // a copy of a copy is one of the first too
			continue
		}
		said[o.Copy] = true
		c := Copy{Is: Name(o.Copy), Of: Name(of)}
		switch {
		case o.Behind >= 60:
			c.Age = fmt.Sprintf(", %d months old", o.Behind/30)
		case o.Behind > 0:
			c.Age = ", some weeks old"
		}
		out = append(out, c)
	}
	return slices.Clip(out)
}

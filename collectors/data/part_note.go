package data

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"io"
	"time"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/classify"
)

// partNote is what is noted of a part of a table, so that it need not be read
// again when another part changed, or only where rows were added to it. It names
// nothing, and knows values again by keyed prints only.
type partNote struct {
	ID      string        `json:"id"`
	Mark    string        `json:"mark"`
	Rows    int64         `json:"rows"`
	Cut     int64         `json:"cut,omitempty"`
	Filled  []int64       `json:"filled,omitempty"`
	Binary  []int64       `json:"binary,omitempty"`
	Place   [2]int64      `json:"place"`          // rows and bytes that were judged
	At      uint32        `json:"at,omitempty"`   // its first record in the blob of the table
	Many    uint32        `json:"many,omitempty"` // records
	Lost    bool          `json:"lost,omitempty"`
	Again   bool          `json:"again,omitempty"`
	Began   []useNote     `json:"began,omitempty"`
	Counted []useNote     `json:"counted,omitempty"`
	Test    int64         `json:"test,omitempty"`
	Oldest  time.Time     `json:"oldest,omitzero"`
	Newest  time.Time     `json:"newest,omitzero"`
	Years   map[int]int64 `json:"years,omitempty"`
	State   []byte        `json:"state"`
	Going   bool          `json:"going,omitempty"`
}

type useNote struct {
	Who  string         `json:"w,omitempty"`
	Says evidence.Holds `json:"s,omitempty"`
	Is   [4]bool        `json:"i"`
	Life life           `json:"l,omitempty"`
}

func noteUses(uses []use) []useNote {
	out := make([]useNote, len(uses))
	for i, u := range uses {
		out[i] = useNote{string(u.who), u.says, [4]bool{u.birth, u.nobody, u.text, u.date}, u.life}
	}
	return out
}

func usesOf(notes []useNote) []use {
	out := make([]use, len(notes))
	for i, n := range notes {
		out[i] = use{who: classify.Kind(n.Who), says: n.Says, birth: n.Is[0], nobody: n.Is[1], text: n.Is[2], date: n.Is[3], life: n.Life}
	}
	return out
}

// note is what is noted of a part that was read, or is as it was.
func (p *part) toNote(blob string) partNote {
	return partNote{ID: p.id, Mark: p.mark, Rows: p.rows, Cut: p.cut, Filled: p.filled, Binary: p.binary, Place: [2]int64{p.placed[0], p.placed[1]}, At: p.at, Many: p.many,
		Lost: p.lost || blob == "" && p.many > 0, Again: p.again, Began: noteUses(p.began), Counted: noteUses(p.counted),
		Test: p.pl.test, Oldest: p.pl.oldest, Newest: p.pl.newest, Years: p.pl.years, State: p.state, Going: p.going}
}

// resume makes a part what it was when its note was taken.
func (r *tableReader) resume(p *part) bool {
	n := p.note
	if !unpackColumns(n.State, p.pl.columns) {
		return false
	}
	p.state, p.going, p.lost, p.again, p.counted = n.State, n.Going, n.Lost, n.Again, usesOf(n.Counted)
	p.pl.rows, p.pl.bytes, p.pl.test, p.pl.oldest, p.pl.newest, p.pl.years = n.Place[0], n.Place[1], n.Test, n.Oldest, n.Newest, n.Years
	p.keys.hard.dir, p.keys.soft.dir = p.pl.keys.hard.dir, p.pl.keys.soft.dir
	p.pl.keys, p.keys = p.keys, keySet{}
	p.once.plan, p.once.again = usesOf(n.Began), n.Again
	p.once.second.uses = p.once.plan
	if n.Again {
		p.once.second.uses = p.counted
	}
	p.once.second.row = uint64(n.Rows)
	p.rows, p.cut, p.filled, p.binary = n.Rows, n.Cut, n.Filled, n.Binary
	r.rows, r.cut = r.rows+n.Rows, r.cut+n.Cut
	for i := range n.Filled {
		r.filled[i] += n.Filled[i]
		r.binary[i] += n.Binary[i]
	}
	return true
}

// columnNote is what a column of a part gathered.
type columnNote struct {
	Filled int64
	First  int
	Dating dating
	Cells  classify.ColumnState
	Set    *settledNote
}

type settledNote struct {
	Kind               string
	Whole, Day, Secret bool
	Size               int
	Few                classify.ColumnState
	Plain, Next        int64
	Sampled            int64
	Rare               bool
	Chance             []byte
	Seen               []uint64
}

// mostState is how large the state of a part may be that is kept.
const mostState = 1 << 20

// packColumns is what columns gathered: with all that is needed to go on, or to
// be added up.
func packColumns(columns []*column, going bool) []byte {
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return nil
	}
	all := make([]columnNote, len(columns))
	for i, c := range columns {
		if !going {
			c.cells, c.set = c.grown(), nil
		}
		all[i] = columnNote{Filled: c.filled, First: c.first, Dating: c.dating, Cells: c.cells.State()}
		if s := c.set; s != nil {
			chance, err := s.chance.MarshalBinary()
			if err != nil {
				return nil
			}
			all[i].Set = &settledNote{string(s.kind), s.whole, s.day, s.secret, s.size, s.few.State(), s.plain, s.next, s.sampled, s.rare, chance, s.seen}
		}
	}
	if gob.NewEncoder(z).Encode(all) != nil || z.Close() != nil {
		return nil
	}
	return b.Bytes()
}

// unpackColumns fills columns, which are new, with what was gathered, and says
// whether it could.
func unpackColumns(state []byte, columns []*column) bool {
	var all []columnNote
	if gob.NewDecoder(io.LimitReader(flate.NewReader(bytes.NewReader(state)), 64<<20)).Decode(&all) != nil || len(all) != len(columns) {
		return false
	}
	for i, n := range all {
		c := columns[i]
		if !c.cells.Resume(n.Cells) {
			return false
		}
		c.filled, c.first, c.dating = n.Filled, n.First, n.Dating
		if n.Set == nil {
			continue
		}
		s := c.newSettled()
		if !s.few.Resume(n.Set.Few) || s.chance.UnmarshalBinary(n.Set.Chance) != nil {
			return false
		}
		s.kind, s.whole, s.day, s.secret, s.size = classify.Kind(n.Set.Kind), n.Set.Whole, n.Set.Day, n.Set.Secret, n.Set.Size
		s.plain, s.next, s.sampled, s.rare, s.seen, s.how = n.Set.Plain, n.Set.Next, n.Set.Sampled, n.Set.Rare, n.Set.Seen, s.like()
		c.set = s
	}
	return true
}

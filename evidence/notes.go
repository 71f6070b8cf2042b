package evidence

import "io"

// What is found out about people when all are joined is kept, so that the next
// time those whom no change touches need not be joined again. It is made of what
// blobs of keys hold, and says no more about anybody:
//
//	magic, whether drawing was tried in vain
//	of each set: what it is called, how many records and keys it has, its namesakes,
//	where its soft keys begin, the sums of both halves of its blob
//	values that join nobody or look like it, that families share, names of several: by print
//	who meets by soft keys: by print
//	people, by their first records: which records, and what these tell
//	who is in two sets
//	CRC-32C of all that
//
// Numbers are varints; what is in order stands as the distance from the one before.
const keptMagic = "wlu2"

// Of a value, as bits.
const (
	valueSuspected uint8 = 1 << iota // its records hold many others: it may join nobody
	valueHub                         // it joins nobody
	valueParted                      // records of several names have it
	valueName                        // it is a name; how many records have it follows
	valueEntry     uint8 = 1 << 7
)

// notes is what is noted while people are joined.
type notes struct {
	prints    tape // of the values of groups
	meetings  tape
	suspected []uint64 // bits of values
	parted    []uint64
}

func newNotes(scratch Scratch) *notes {
	return &notes{prints: tape{scratch: scratch}, meetings: tape{scratch: scratch}}
}

func (n *notes) close() {
	if n != nil {
		n.prints.close()
		n.meetings.close()
	}
}

// value notes the print of the value of the next group.
func (n *notes) value(print uint64) {
	if n != nil {
		n.prints.add(int32(print >> 32))
		n.prints.add(int32(print))
	}
}

func (n *notes) suspect(w word) {
	if n != nil {
		setBit(&n.suspected, w&number)
	}
}

func (n *notes) part(w word) {
	if n != nil {
		setBit(&n.parted, w&number)
	}
}

func (n *notes) meet(head int32, list []int32) {
	n.meetings.add(head)
	for _, x := range list {
		n.meetings.add(x)
	}
}

func setBit(bits *[]uint64, at word) {
	for int(at/64) >= len(*bits) {
		*bits = append(*bits, 0)
	}
	(*bits)[at/64] |= 1 << (at % 64)
}

func hasBit(bits []uint64, at word) bool {
	return int(at/64) < len(bits) && bits[at/64]>>(at%64)&1 != 0
}

// noter keeps what is written for the next time; nil: nothing is kept.
type noter struct {
	ids  []string // of the sets
	keep func(write func(io.Writer) error) error
	vain bool // drawing was in vain the last time, and is not tried
}

// with counts, and keeps what count does; what cannot be kept is counted all the same.
func (n *noter) with(count func(*keeper) error) error {
	if n == nil {
		return count(nil)
	}
	counted := false
	var err error
	_ = n.keep(func(w io.Writer) error { // whoever keeps it says what went wrong there
		k := newKeeper(w)
		counted, err = true, count(k)
		if err != nil {
			return err
		}
		return k.end()
	})
	if !counted {
		err = count(nil)
	}
	return err
}

// noteAll writes down what is known before people are counted.
func (g *graph) noteAll(k *keeper, ids []string, sakes []float64, drawing bool) error {
	if k == nil {
		return nil
	}
	all := make([]setNote, g.sets)
	for i := range all {
		all[i] = setNote{id: ids[i], nodes: g.first[i+1] - g.first[i], keys: g.keysIn[i], sakes: sakes[i], gaps: g.gaps[i], halves: g.halves[i]}
	}
	k.begin(drawing, all)
	prints := tapeReader{t: &g.notes.prints}
	err := g.eachGroup(func(w word, nodes []int32) {
		if print := prints.print(); w.typ() == KeyName {
			k.value(print, valueName, len(nodes))
		} else {
			k.value(print, g.notes.tag(g, w), 0)
		}
	})
	if err == nil {
		err = prints.err
	}
	k.endValues()
	if err == nil {
		err = g.notes.meetings.lists(meetLow, func(head int32, list []int32) { k.meeting(head, list) })
	}
	k.endMeetings()
	k.person = g.person
	return err
}

// tag says of a strong value what is noted.
func (n *notes) tag(g *graph, w word) (tag uint8) {
	if hasBit(n.suspected, w&number) {
		tag |= valueSuspected
	}
	if g.isHub(w) {
		tag |= valueHub
	}
	if hasBit(n.parted, w&number) {
		tag |= valueParted
	}
	return tag
}

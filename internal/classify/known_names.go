package classify

import (
	"strings"
	"sync"
)

// nameTable is what small words of namesText may be: isGiven, isFamily, isWordy.
type nameTable struct {
	words []nameWord
	at    []uint16 // open addressing: place in words + 1; 0: none
}

type nameWord struct {
	word string
	what role
}

// knownNames is namesText as a table. Twelve thousand words are not put into maps
// each time that a program begins.
var knownNames = sync.OnceValue(func() *nameTable {
	t := &nameTable{words: make([]nameWord, 0, 1<<14), at: make([]uint16, 1<<15)}
	for line := range strings.Lines(namesText) {
		which, list, _ := strings.Cut(line, " ")
		what := map[string]role{"given": isGiven, "family": isFamily, "words": isWordy}[which]
		for w := range strings.FieldsSeq(list) {
			eachSpelling(w, func(w string) { t.add(w, what) })
		}
	}
	return t
})

func (t *nameTable) add(w string, what role) {
	i := nameAt(t, w)
	if t.at[i] == 0 {
		t.words = append(t.words, nameWord{word: w})
		t.at[i] = uint16(len(t.words))
	}
	t.words[t.at[i]-1].what |= what
}

// nameAt is where a word is in t.at, or would be.
func nameAt[W string | []byte](t *nameTable, w W) uint32 {
	h := uint32(2166136261) // FNV-1a
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * 16777619
	}
	mask := uint32(len(t.at) - 1)
	i := (h ^ h>>15) & mask
	for t.at[i] != 0 && t.words[t.at[i]-1].word != string(w) {
		i = (i + 1) & mask
	}
	return i
}

// of is what a small word may be.
func (t *nameTable) of(w []byte) role {
	if n := t.at[nameAt(t, w)]; n != 0 {
		return t.words[n-1].what
	}
	return 0
}

package report

import (
	"bytes"
	"encoding/json"
	"iter"
	"reflect"
)

// List holds elements, or makes each when it is asked for: a firm of thousands of
// places has a hundred thousand findings, whose words are more than all else that
// is known of it, and most of those who read a report read few of them.
type List[T any] struct {
	n    int
	make func(i int) T
	head func(i int) T
	all  []T
}

// Listed is a list of what is there.
func Listed[T any](all ...T) List[T] {
	if all == nil {
		all = []T{}
	}
	return List[T]{n: len(all), all: all}
}

// Made is a list of n elements that make makes, the same whenever it is asked.
func Made[T any](n int, make func(i int) T) List[T] { return List[T]{n: n, make: make} }

// headed has a way to say of an element what takes no words to be made for it.
func (l List[T]) headed(head func(i int) T) List[T] {
	l.head = head
	return l
}

// Heads are all elements, of each what was there before words were made for it. Of
// a finding that is all but Name, Fix, Fixes, Proof, Drop, Seen and Line.
func (l List[T]) Heads() iter.Seq2[int, T] {
	if l.head == nil {
		return l.All()
	}
	return Made(l.n, l.head).All()
}

// Len is how many there are.
func (l List[T]) Len() int { return l.n }

// At is the element at i, counted from 0.
func (l List[T]) At(i int) T {
	if l.make != nil {
		return l.make(i)
	}
	return l.all[i]
}

// All are all elements with their places.
func (l List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i := range l.n {
			if !yield(i, l.At(i)) {
				return
			}
		}
	}
}

// Where is the place of the first element that is meant by its head, or -1.
func (l List[T]) Where(is func(T) bool) int {
	for i, x := range l.Heads() {
		if is(x) {
			return i
		}
	}
	return -1
}

// Whole are all of them at once.
func (l List[T]) Whole() []T {
	if l.make == nil {
		return l.all
	}
	out := make([]T, l.n)
	for i := range out {
		out[i] = l.make(i)
	}
	return out
}

// cleaned is a list of the elements, each Cleaned: whoever asks for that reads
// them more than once.
func (l List[T]) cleaned() any {
	if l.IsNil() {
		return l
	}
	out := make([]T, l.n)
	for i, x := range l.All() {
		out[i] = cleaned(reflect.ValueOf(x)).Interface().(T)
	}
	return Listed(out...)
}

// IsNil says that nothing was said of what is in it.
func (l List[T]) IsNil() bool { return l.make == nil && l.all == nil }

// Elements is All of a list of whatever: pointers, to another element at each step.
func (l List[T]) Elements() iter.Seq[any] {
	return func(yield func(any) bool) {
		x := new(T)
		for i := range l.n {
			if *x = l.At(i); !yield(x) {
				return
			}
		}
	}
}

// MarshalJSON is that of a slice.
func (l List[T]) MarshalJSON() ([]byte, error) {
	if l.IsNil() {
		return []byte("null"), nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l.Whole()); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'}), nil
}

// UnmarshalJSON is that of a slice.
func (l *List[T]) UnmarshalJSON(raw []byte) error {
	var all []T
	if err := json.Unmarshal(raw, &all); err != nil {
		return err
	}
	*l = List[T]{n: len(all), all: all}
	return nil
}

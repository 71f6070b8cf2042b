package web

import (
	"context"
	"errors"
	"sync"

	"github.com/weaklink/weaklink/internal/report"
)

// shown keeps the models of the runs that were asked for last: a finished run
// does not change, and making its model judges its facts again.
type shown struct {
	mu    sync.Mutex
	order []string
	by    map[string]*entry
}

type entry struct {
	once  sync.Once
	model *report.Model
	err   error
}

const kept = 4

func newShown() *shown { return &shown{by: map[string]*entry{}} }

// model makes the model of a run, or gives the one that was made before.
func (s *shown) model(ctx context.Context, run string, make func(context.Context, string) (*report.Model, error)) (*report.Model, error) {
	s.mu.Lock()
	e := s.by[run]
	if e == nil {
		e = &entry{}
		s.by[run], s.order = e, append(s.order, run)
		if len(s.order) > kept {
			delete(s.by, s.order[0])
			s.order = s.order[1:]
		}
	}
	s.mu.Unlock()
	// Whoever comes first makes it for all, and may not take it along when leaving.
	e.once.Do(func() { e.model, e.err = make(context.WithoutCancel(ctx), run) })
	if e.err != nil {
		s.drop(run, e)
	}
	return e.model, e.err
}

func (s *shown) drop(run string, e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by[run] != e {
		return
	}
	delete(s.by, run)
	for i, r := range s.order {
		if r == run {
			s.order = append(s.order[:i:i], s.order[i+1:]...)
			break
		}
	}
}

// clear forgets all.
func (s *shown) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.order, s.by = nil, map[string]*entry{}
}

// printed keeps pages as they were printed, of models that do not change: what
// depends on the moment is part of the name. Printing a firm with a thousand
// findings takes longer than a click may.
type printed struct {
	mu   sync.Mutex
	by   map[name]*sheet
	size int
}

// sheet is a page that is printed once, however many wait for it.
type sheet struct {
	once sync.Once
	body []byte
	err  error
}

// name is what a page is known by.
type name struct {
	of                    *report.Model
	page, newest, looking string
	moment                string // what is accepted, and the day
}

const mostPrinted = 16 << 20 // bytes

// page is the one of that name, made by print if it is not kept.
func (p *printed) page(n name, print func() ([]byte, error)) ([]byte, error) {
	p.mu.Lock()
	e := p.by[n]
	if e == nil {
		if e = (&sheet{}); p.by == nil || p.size > mostPrinted {
			p.by, p.size = map[name]*sheet{}, 0
		}
		p.by[n] = e
	}
	p.mu.Unlock()
	e.once.Do(func() {
		e.err = errors.New("printing the page was broken off") // unless it comes to its end
		e.body, e.err = print()
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.by[n] != e {
			return
		}
		if p.size += len(e.body); e.err != nil {
			delete(p.by, n)
		}
	})
	return e.body, e.err
}

func (p *printed) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.by, p.size = nil, 0
}

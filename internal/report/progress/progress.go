// Package progress is the one progress printer, with faces: a line that is
// redrawn on a terminal, JSON lines for programs, and now and then a plain line
// where neither is there. All are safe to use from several goroutines.
package progress

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/weaklink/weaklink/internal/report"
)

// Face is how progress looks.
type Face int

// The faces.
const (
	Plain Face = iota // a line when something begins, for logs and pipes
	Live              // one line, redrawn
	JSON              // one object a line: weaklink.progress/1
)

// event is one line of the JSON face.
type event struct {
	Schema string `json:"schema"`
	Level  string `json:"level"` // progress | info | warn | error
	Target string `json:"target,omitempty"`
	Done   int64  `json:"done"`
	Of     int64  `json:"of"`
	Say    string `json:"say"`
}

// every is how often the live line is redrawn and a target is told of in JSON.
const every = 100 * time.Millisecond

// Printer prints progress. The zero value is not ready: use New.
type Printer struct {
	mu     sync.Mutex
	w      io.Writer
	face   Face
	width  int
	began  map[string]bool
	last   map[string]time.Time
	drawn  bool
	closed bool
}

// New makes a printer and says its first word at once: a person who waits
// should know after the blink of an eye that something is going on.
func New(w io.Writer, face Face, width int) *Printer {
	p := &Printer{w: w, face: face, width: width, began: map[string]bool{}, last: map[string]time.Time{}}
	p.Note("info", "looking, changing nothing")
	return p
}

// Update says how far the work on a target is; of is 0 when that is not known.
func (p *Printer) Update(target string, done, of int64, say string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	now := time.Now()
	if p.began[target] && done != of && now.Sub(p.last[target]) < every {
		return
	}
	first := !p.began[target]
	p.began[target], p.last[target] = true, now
	switch p.face {
	case JSON:
		p.json(event{Level: "progress", Target: target, Done: done, Of: of, Say: say})
	case Live:
		p.draw(target, done, of, say)
	case Plain:
		if first {
			p.line(report.Clean(target) + ": " + report.Clean(say))
		}
	}
}

// Note says something that stays on the screen.
func (p *Printer) Note(level, say string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	switch p.face {
	case JSON:
		p.json(event{Level: level, Say: say})
	case Live:
		if level == "info" {
			p.draw("", 0, 0, say)
			return
		}
		p.erase()
		fmt.Fprintf(p.w, "%s: %s\n", level, report.Clean(say))
	case Plain:
		if level == "info" {
			p.line(report.Clean(say))
			return
		}
		p.line(level + ": " + report.Clean(say))
	}
}

// line writes a plain line, folded between words where it would be wider than
// the screen. A word that is wider alone, such as a path, stays whole.
func (p *Printer) line(text string) {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > max(p.width, 40):
			b.WriteString("\n  ")
			column = 2
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	fmt.Fprintln(p.w, b.String())
}

// Close removes the live line. Later calls do nothing.
func (p *Printer) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.erase()
		p.closed = true
	}
}

func (p *Printer) json(e event) {
	e.Schema = "weaklink.progress/1"
	raw, err := json.Marshal(e)
	if err == nil {
		_, _ = p.w.Write(append(raw, '\n'))
	}
}

func (p *Printer) draw(target string, done, of int64, say string) {
	text := report.Clean(say)
	if target != "" {
		text = report.Clean(target) + ": " + text
	}
	if of > 1 {
		text = fmt.Sprintf("%3d %% %s", min(100, done*100/of), text)
	}
	if r := []rune(text); len(r) > p.width-1 {
		text = string(r[:max(0, p.width-4)]) + "..."
	}
	p.erase()
	fmt.Fprint(p.w, text)
	p.drawn = true
}

func (p *Printer) erase() {
	if p.drawn {
		fmt.Fprint(p.w, "\r"+strings.Repeat(" ", max(0, p.width-1))+"\r")
		p.drawn = false
	}
}

package formats

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// A decoder that is busy with nothing is left alone, and gets nothing more.
func TestPatienceEnds(t *testing.T) {
	g := &gate{r: strings.NewReader("more")}
	p := newPatience(t.Context(), g)
	p.step = 20 * time.Millisecond
	stuck, read := make(chan struct{}), make(chan error)
	err := p.run(func() error {
		<-stuck
		_, err := g.Read(make([]byte, 1))
		read <- err
		return nil
	})
	var nr *NotRead
	if !errors.As(err, &nr) || nr.Format != "bomb" {
		t.Errorf("a decoder that goes on for ever: %v", err)
	}
	close(stuck)
	if err := <-read; err == nil {
		t.Error("what was left still reads")
	}
	if again := p.run(func() error { t.Error("it is asked again"); return nil }); again != err {
		t.Errorf("then: %v", again)
	}

	p = newPatience(t.Context(), &gate{r: strings.NewReader("")})
	if err := p.run(func() error { panic("a fault in the decoder") }); !errors.Is(err, errDamaged) {
		t.Errorf("a fault: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p = newPatience(ctx, &gate{r: strings.NewReader("")})
	if err := p.run(func() error { <-t.Context().Done(); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled scan: %v", err)
	}
}

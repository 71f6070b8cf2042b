package formats

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Programs are other people's programs that read what this one does not: text
// in pictures (tesseract), pages without text (pdftoppm before it), Outlook data
// files (readpst). They are looked for on PATH, get the content and never a
// path of the place that is looked at, and are ended when they take longer or
// more than they may. One is for one look at one target.
type Programs struct {
	temp     string
	pictures atomic.Int64 // nanoseconds that programs may still spend on pictures
	words    sync.Once    // languages
	speaks   string
	noPaper  bool
	mu       sync.Mutex // one at a time: each takes a processor and some hundred megabytes
}

// picturesTime is what all pictures of one target may take of a processor: a
// phone's photographs would take days.
const picturesTime = 15 * time.Minute

// NewPrograms is for one look. temp is a private folder, empty for the system's.
func NewPrograms(temp string) *Programs {
	p := &Programs{temp: temp}
	p.pictures.Store(int64(picturesTime))
	return p
}

// Rows is p without what finds text only: for reading a file again for its rows.
func (p *Programs) Rows() *Programs {
	if p == nil {
		return nil
	}
	return &Programs{temp: p.temp, noPaper: true}
}

// Found names the programs that are here: what was not read without one is
// looked at again when it is.
func Found() string {
	var out []string
	for _, name := range []string{"pdftoppm", "readpst", "tesseract"} {
		if at, err := exec.LookPath(name); err == nil {
			if st, err := os.Stat(at); err == nil {
				out = append(out, fmt.Sprintf("%s %d %d", name, st.Size(), st.ModTime().Unix()))
			}
		}
	}
	return strings.Join(out, "; ")
}

var (
	errNoProgram = errors.New("the program is not installed")
	errSlow      = errors.New("the program took longer than it may")
	errFailed    = errors.New("the program could not read it")
	errFull      = errors.New("it unpacks to more than there is room for")
)

// child is one run of a program.
type child struct {
	name  string
	args  []string
	limit time.Duration // by the clock
	cpu   time.Duration // of a processor; 0: as limit
	in    io.Reader
	file  *os.File // as descriptor 3
	out   func(io.Reader) error
	write int64  // bytes that it may write to one file
	dir   string // where it runs
	watch func() error
}

// childMemory is the address space a program may take.
const childMemory = 2 << 30

// run starts it and waits for its end; used is its processor time. What it says
// on its standard error can quote the content, and is dropped unseen.
func (c *child) run(ctx context.Context) (used time.Duration, err error) {
	at, err := exec.LookPath(c.name)
	if err != nil {
		return 0, errNoProgram
	}
	sub, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	cmd := exec.CommandContext(sub, at, c.args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1"}
	if v, ok := os.LookupEnv("TESSDATA_PREFIX"); ok {
		cmd.Env = append(cmd.Env, "TESSDATA_PREFIX="+v)
	}
	if cmd.Dir = c.dir; c.dir == "" {
		cmd.Dir = "/"
	} else {
		cmd.Env = append(cmd.Env, "TMPDIR="+c.dir)
	}
	cmd.WaitDelay = 2 * time.Second
	cmd.Stdin = c.in
	if c.file != nil {
		cmd.ExtraFiles = []*os.File{c.file}
	}
	confine(cmd)
	var out io.ReadCloser
	if c.out != nil {
		if out, err = cmd.StdoutPipe(); err != nil {
			return 0, err
		}
	}
	if err := cmd.Start(); err != nil {
		return 0, errFailed
	}
	if c.cpu == 0 {
		c.cpu = c.limit
	}
	bound(cmd.Process.Pid, c.cpu, c.write)
	var over error
	stopped := make(chan struct{})
	if c.watch != nil {
		go func() {
			defer close(stopped)
			tick := time.NewTicker(250 * time.Millisecond)
			defer tick.Stop()
			for {
				select {
				case <-sub.Done():
					return
				case <-tick.C:
					if over = c.watch(); over != nil {
						cancel()
						return
					}
				}
			}
		}()
	} else {
		close(stopped)
	}
	var readErr error
	if out != nil {
		if readErr = c.out(out); readErr != nil {
			cancel()
		}
		_, _ = io.Copy(io.Discard, out)
	}
	err = cmd.Wait()
	late := sub.Err()
	cancel()
	<-stopped
	if cmd.ProcessState != nil {
		used = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	switch {
	case ctx.Err() != nil:
		return used, ctx.Err()
	case readErr != nil:
		return used, readErr
	case over != nil:
		return used, over
	case errors.Is(late, context.DeadlineExceeded), used >= c.cpu:
		return used, errSlow
	case err != nil:
		return used, errFailed
	}
	return used, nil
}

// languages are those that tesseract was installed with, the likeliest first,
// as it wants to be told them: each takes as long again.
func (p *Programs) languages(ctx context.Context) string {
	p.words.Do(func() {
		var raw []byte
		c := &child{name: "tesseract", args: []string{"--list-langs"}, limit: 20 * time.Second, out: func(r io.Reader) (err error) {
			raw, err = io.ReadAll(io.LimitReader(r, 64<<10))
			return err
		}}
		if _, err := c.run(ctx); err != nil {
			return
		}
		here := strings.Fields(string(raw))
		var out []string
		for _, l := range []string{"deu", "eng", "fra", "spa", "ita", "nld", "pol"} {
			if slices.Contains(here, l) && len(out) < 3 {
				out = append(out, l)
			}
		}
		p.speaks = strings.Join(out, "+")
		if p.speaks == "" && slices.Contains(here, "Latin") {
			p.speaks = "Latin"
		}
	})
	return p.speaks
}

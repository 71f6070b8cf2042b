package backups

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
)

// program is a backup program that is run to read a repository.
type program struct {
	name, pack string   // as it is called, and the Debian package that has it
	env        []string // where the repository is and how it is opened
	dir        string   // private, for all that it writes
	said       string   // on its standard error in the last run; not to be kept
}

// handed are the settings of our own environment that a program is given: what
// it needs to reach a repository on another machine, and nothing else.
var handed = []string{"PATH", "HOME", "USER", "LOGNAME", "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR",
	"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"}

// handedFamilies are the credentials of stores in which a repository can lie.
var handedFamilies = []string{"AWS_", "B2_", "AZURE_", "GOOGLE_", "OS_", "ST_", "RCLONE_", "RESTIC_REST_"}

func environment() []string {
	out := []string{"LC_ALL=C.UTF-8", "TZ=UTC"}
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		ok := false
		for _, h := range handed {
			ok = ok || name == h
		}
		for _, h := range handedFamilies {
			ok = ok || strings.HasPrefix(name, h)
		}
		if ok {
			out = append(out, kv)
		}
	}
	return out
}

// start prepares a program and a private folder for it, which done removes.
func (e eye) start(name, pack string) (p *program, done func(), err error) {
	if _, err := exec.LookPath(name); err != nil {
		return nil, nil, hinted{fmt.Errorf("run %s: it is not installed on this machine", name),
			fmt.Sprintf("install it (Debian: apt install %s), or scan on the machine that makes the backups", pack)}
	}
	dir, err := os.MkdirTemp(e.env.Temp, name+"-")
	if err != nil {
		return nil, nil, fmt.Errorf("make a private folder for %s: %w", name, err)
	}
	return &program{name: name, pack: pack, dir: dir, env: []string{"TMPDIR=" + dir, "XDG_CACHE_HOME=" + dir}}, func() { os.RemoveAll(dir) }, nil
}

// password is what opens the repository: the target's secret, else what the
// program itself would read from our environment.
func password(ctx context.Context, t collectors.Target, variable string, others ...string) ([]string, error) {
	if t.Secret != nil {
		raw, err := t.Secret(ctx)
		if err != nil {
			return nil, err
		}
		return []string{variable + "=" + string(raw)}, nil
	}
	for _, name := range append([]string{variable}, others...) {
		if v, ok := os.LookupEnv(name); ok {
			return []string{name + "=" + v}, nil
		}
	}
	return nil, nil
}

// failure is how a program ended. What it said stays in it and is looked at
// for known words only: it can hold names and rows.
type failure struct {
	program string
	code    int
	said    string
}

func (f *failure) Error() string { return fmt.Sprintf("%s ended with code %d", f.program, f.code) }

func (f *failure) says(words ...string) bool {
	for _, w := range words {
		if strings.Contains(f.said, w) {
			return true
		}
	}
	return false
}

var (
	errSlow = errors.New("it took longer than it may")
	errCut  = errors.New("its answer is cut or is none that is known here")
)

// grace is how long a program whose answer is no answer may go on: how it ends
// tells more than half an answer does.
const grace = 2 * time.Second

// run runs the program and hands its output to read. Nothing of what it prints
// is kept but a piece of its standard error, in memory, until the next run.
func (p *program) run(ctx context.Context, limit time.Duration, read func(io.Reader) error, args ...string) error {
	sub, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(sub, p.name, args...)
	cmd.Env = append(environment(), p.env...)
	cmd.Dir = p.dir
	alone(cmd)
	cmd.WaitDelay = 2 * time.Second
	said := &piece{}
	cmd.Stderr = said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("run %s: %w", p.name, err)
	}
	readErr := read(out)
	if readErr != nil {
		defer time.AfterFunc(grace, cancel).Stop()
	}
	_, _ = io.Copy(io.Discard, out)
	err = cmd.Wait()
	p.said = said.b.String()
	switch e := sub.Err(); {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(e, context.DeadlineExceeded):
		return errSlow
	case e != nil:
		return readErr
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return &failure{p.name, exit.ExitCode(), p.said}
	}
	if err != nil {
		return fmt.Errorf("run %s: %w", p.name, err)
	}
	return readErr
}

// warned says whether the program, although it ended well, said one of words.
func (p *program) warned(words ...string) bool {
	return (&failure{said: p.said}).says(words...)
}

// version is the version that the program says it is of; empty: it does not.
func (p *program) version(ctx context.Context, arg string) string {
	var raw []byte
	if err := p.run(ctx, askLimit, all(&raw), arg); err != nil {
		return ""
	}
	if f := strings.Fields(string(raw)); len(f) > 1 && f[0] == p.name && versionNumber.MatchString(f[1]) {
		return f[1]
	}
	return ""
}

var versionNumber = regexp.MustCompile(`^[0-9][0-9A-Za-z.+~-]{0,30}$`)

// maxLine is the longest line of JSON that is read: paths end at 4 KB, and the
// line about a snapshot lists what was left out of it.
const maxLine = 4 << 20

// files reads a list of files, one JSON object a line. Both programs print it
// alike but for the type of a file.
func files(typ string, each func(path string, size int64)) func(io.Reader) error {
	return func(out io.Reader) error {
		r := bufio.NewReaderSize(out, maxLine)
		for {
			line, err := r.ReadSlice('\n')
			if errors.Is(err, io.EOF) && len(line) == 0 {
				return nil
			}
			if err != nil { // the last line is closed as well
				return errCut
			}
			var n struct {
				Type string `json:"type"`
				Path string `json:"path"`
				Size int64  `json:"size"`
			}
			if json.Unmarshal(line, &n) != nil {
				return errCut
			}
			if n.Type == typ {
				each(n.Path, n.Size)
			}
		}
	}
}

// piece keeps the first 16 KB of what is written to it.
type piece struct{ b bytes.Buffer }

func (p *piece) Write(b []byte) (int, error) {
	if room := 16<<10 - p.b.Len(); room > 0 {
		p.b.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}

// all keeps up to 64 MB of what a program prints.
func all(into *[]byte) func(io.Reader) error {
	return func(r io.Reader) error {
		raw, err := io.ReadAll(io.LimitReader(r, 64<<20+1))
		if err == nil && len(raw) > 64<<20 {
			err = errCut
		}
		*into = raw
		return err
	}
}

package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

// Secret names where a secret is: env:NAME or file:PATH. It never holds one.
// The zero value names none.
type Secret struct{ ref, dir string }

// secretPattern holds env:NAME, and for the others a prefix and anything.
const secretPattern = `^(env:[A-Za-z_][A-Za-z0-9_]*|(file|keyring|age):.+)$`

var secretForm = regexp.MustCompile(secretPattern)

// maxSecret in bytes; a private key fits.
const maxSecret = 64 << 10

// NewSecret reads a reference as in weaklink.yaml; a relative path counts from
// dir. The error does not repeat ref, which may be a password put in by mistake.
func NewSecret(ref, dir string) (Secret, error) {
	if !secretForm.MatchString(ref) {
		return Secret{}, hinted{errors.New("a secret is named, never written down here"), "use env:NAME or file:PATH"}
	}
	return Secret{ref, dir}, nil
}

// String is where the secret is, not what.
func (s Secret) String() string { return s.ref }

// Open returns what reads the secret when it is needed, or nil when s names
// none. Nothing is read before.
func (s Secret) Open() func(context.Context) ([]byte, error) {
	if s.ref == "" {
		return nil
	}
	return func(ctx context.Context) ([]byte, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		value, err := s.read()
		if err != nil {
			return nil, fmt.Errorf("read the secret %s: %w", s.ref, err)
		}
		return value, nil
	}
}

func (s Secret) read() ([]byte, error) {
	kind, name, _ := strings.Cut(s.ref, ":")
	switch kind {
	case "env":
		v, ok := os.LookupEnv(name)
		if !ok || v == "" {
			return nil, hinted{errors.New("the variable is not set"), "set it where weaklink is started, for example: read -rs " + name + " && export " + name}
		}
		return []byte(v), nil
	case "file":
		if !filepath.IsAbs(name) {
			name = filepath.Join(s.dir, name)
		}
		return readPrivate(name)
	}
	return nil, hinted{fmt.Errorf("this build cannot read from %s:", kind), "env:NAME and file:PATH work in this build"}
}

// readPrivate reads a file that nobody but its owner and group may read. One
// line end at the end is not part of the secret: editors put it there.
func readPrivate(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no file")
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0 {
		return nil, hinted{errors.New("every user of this machine may read it"), "chmod 600 " + path}
	}
	raw, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > maxSecret {
		return nil, fmt.Errorf("it is larger than %d bytes", maxSecret)
	}
	raw = bytes.TrimSuffix(bytes.TrimSuffix(raw, []byte("\n")), []byte("\r"))
	if len(raw) == 0 {
		return nil, errors.New("it is empty")
	}
	return raw, nil
}

package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

const keySize = 32

// Keys is a folder with one key a firm, outside the database on purpose: a copy
// of the database alone reveals nobody, and with the key gone every fingerprint
// of the firm is dead.
type Keys struct{ dir string }

// NewKeys keeps keys in dir, which is made when the first one is.
func NewKeys(dir string) *Keys { return &Keys{dir} }

// path does not give the firm's name away to whoever lists the folder.
func (k *Keys) path(firm string) string {
	sum := sha256.Sum256([]byte(firm))
	return filepath.Join(k.dir, hex.EncodeToString(sum[:8])+".key")
}

// Key returns the key of a firm, made on first use. A key that others may read,
// or that is damaged, is an error and is never replaced: a new one would
// quietly match nobody that was counted before.
func (k *Keys) Key(firm string) ([keySize]byte, error) {
	key, err := k.read(firm)
	if errors.Is(err, fs.ErrNotExist) {
		if err = k.make(firm); err == nil {
			key, err = k.read(firm)
		}
	}
	if err != nil {
		return [keySize]byte{}, fmt.Errorf("key of %q: %w", firm, orFull(k.dir, err))
	}
	return key, nil
}

// Of is Key for a database. One on a server is worked on by several machines,
// which need the same key: one that is missing here, or another one, is refused.
func (k *Keys) Of(ctx context.Context, db *DB, firm string) ([keySize]byte, error) {
	if !db.Shared() {
		return k.Key(firm)
	}
	here, err := k.read(firm)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return here, fmt.Errorf("key of %q: %w", firm, err)
	}
	if missing {
		kept, err := db.SetKeyMark(ctx, firm, "")
		if err != nil {
			return here, err
		}
		if kept != "" {
			return here, k.foreign(firm, "this machine has no key of %q, and its runs were made with one")
		}
		if here, err = k.Key(firm); err != nil {
			return here, err
		}
	}
	kept, err := db.SetKeyMark(ctx, firm, mark(here))
	if err != nil {
		return here, err
	}
	if kept != mark(here) {
		return here, k.foreign(firm, "this machine has another key of %q than its runs were made with")
	}
	return here, nil
}

func (k *Keys) foreign(firm, why string) error {
	return &UsageError{fmt.Sprintf(why, firm),
		fmt.Sprintf("copy %s from the machine that scanned the firm first", k.path(firm))}
}

// mark tells keys apart and says nothing of them: they are 256 random bits.
func mark(key [keySize]byte) string {
	m := hmac.New(sha256.New, key[:])
	m.Write([]byte("weaklink key mark"))
	return hex.EncodeToString(m.Sum(nil)[:16])
}

func (k *Keys) read(firm string) (key [keySize]byte, err error) {
	f, err := os.Open(k.path(firm))
	if err != nil {
		return key, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return key, err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return key, &UsageError{fmt.Sprintf("%s may be read by others", f.Name()), "chmod 600 " + f.Name()}
	}
	raw, err := io.ReadAll(io.LimitReader(f, keySize+1))
	if err != nil {
		return key, err
	}
	if len(raw) != keySize {
		return key, &UsageError{fmt.Sprintf("%s is damaged: it holds %d bytes, not %d", f.Name(), len(raw), keySize), "put it back from a backup; without it people counted before cannot be matched"}
	}
	copy(key[:], raw)
	return key, nil
}

// make writes a new key beside its place and links it in: it appears whole, and
// of two processes that start together one wins and both use its key.
func (k *Keys) make(firm string) error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(k.dir, partial+"*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	var key [keySize]byte
	rand.Read(key[:]) // never fails since Go 1.24
	_, err = f.Write(key[:])
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), k.path(firm)); err != nil && !errors.Is(err, fs.ErrExist) {
		// A file system without links: the last of two may win there.
		if _, statErr := os.Lstat(k.path(firm)); errors.Is(statErr, fs.ErrNotExist) {
			return os.Rename(f.Name(), k.path(firm))
		}
		return err
	}
	return nil
}

// Shred destroys the key of a firm: it is overwritten, then removed. From then
// on nothing that was kept of its clients can be matched with anybody. (Disks
// and backups may still hold an old copy of the file.)
func (k *Keys) Shred(firm string) error {
	path := k.path(firm)
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("shred the key of %q: %w", firm, err)
	}
	var noise [keySize]byte
	rand.Read(noise[:])
	_, err = f.WriteAt(noise[:], 0)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close(), os.Remove(path)); err != nil {
		return fmt.Errorf("shred the key of %q: %w", firm, err)
	}
	return nil
}

package evidence

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

// KeyType is the type of identifier that a Key was made from.
type KeyType uint8

// Identifier types. The numbers are written into blobs: never reuse one.
const (
	KeyEmail     KeyType = 1
	KeyPhone     KeyType = 2
	KeyIBAN      KeyType = 3
	KeyCard      KeyType = 4
	KeyNationID  KeyType = 5
	KeyNameBirth KeyType = 6 // full name + birth date
	KeyNameAddr  KeyType = 7 // full name + postal address
	KeyName      KeyType = 8 // full name alone: weak, joins nobody across stores
	KeyRow       KeyType = 9 // the store's own row, when a person row holds nothing better
)

// Key is one identifier of one record, as a keyed 64-bit fingerprint.
// A place holds millions: the order of the fields keeps one at 16 bytes.
type Key struct {
	Print  uint64
	Record uint32 // number of the record within its store
	Type   KeyType
}

const keysMagic = "wlk1"

// WriteKeys sorts keys by type, print and record and writes them as a blob.
func WriteKeys(w io.Writer, keys []Key) error {
	slices.SortFunc(keys, func(a, b Key) int {
		if c := cmp.Compare(a.Type, b.Type); c != 0 {
			return c
		}
		if c := cmp.Compare(a.Print, b.Print); c != 0 {
			return c
		}
		return cmp.Compare(a.Record, b.Record)
	})
	if _, err := io.WriteString(w, keysMagic); err != nil {
		return err
	}
	var buf [13]byte
	for _, k := range keys {
		buf[0] = byte(k.Type)
		binary.BigEndian.PutUint64(buf[1:], k.Print)
		binary.BigEndian.PutUint32(buf[9:], k.Record)
		if _, err := w.Write(buf[:]); err != nil {
			return err
		}
	}
	return nil
}

// ReadKeys reads a blob written by WriteKeys.
func ReadKeys(r io.Reader) ([]Key, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil || string(head[:]) != keysMagic {
		return nil, errors.New("not a blob of identifier keys")
	}
	var keys []Key
	var buf [13]byte
	for {
		_, err := io.ReadFull(r, buf[:])
		if errors.Is(err, io.EOF) {
			return keys, nil
		}
		if err != nil {
			return nil, fmt.Errorf("blob of identifier keys is cut short: %w", err)
		}
		keys = append(keys, Key{
			Type:   KeyType(buf[0]),
			Print:  binary.BigEndian.Uint64(buf[1:]),
			Record: binary.BigEndian.Uint32(buf[9:]),
		})
	}
}

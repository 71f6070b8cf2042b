package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	foldFrom = 64 << 10       // bytes from which a verdict is kept folded
	foldedBy = "zstd base64 " // begins one that is: no JSON begins so
)

// folded is the digest of a verdict that is written piece by piece, and what is
// kept of it: a large one, which says of each of thousands of places what all
// others say too, comes to a twentieth. Both are empty when nothing is written.
func folded(write func(io.Writer) error) (digest, kept string, err error) {
	sum, all := sha256.New(), &head{most: foldFrom}
	small, err := packed(func(w io.Writer) error { return write(io.MultiWriter(sum, all, w)) })
	if err != nil {
		return "", "", fmt.Errorf("write down the verdict: %w", err)
	}
	switch {
	case all.long == 0:
		return "", "", nil
	case all.long <= foldFrom:
		kept = all.String()
	default:
		kept = foldedBy + base64.StdEncoding.EncodeToString(small)
	}
	return hex.EncodeToString(sum.Sum(nil)), kept, nil
}

// unfolded is the verdict as it was written.
func unfolded(kept string) (json.RawMessage, error) {
	small, is := strings.CutPrefix(kept, foldedBy)
	if !is {
		return json.RawMessage(kept), nil
	}
	raw, err := base64.StdEncoding.DecodeString(small)
	if err != nil {
		return nil, err
	}
	return unpack(raw)
}

// head keeps the beginning of what is written.
type head struct {
	bytes.Buffer
	long, most int
}

func (h *head) Write(p []byte) (int, error) {
	h.long += len(p)
	h.Buffer.Write(p[:min(len(p), max(0, h.most-h.Len()))])
	return len(p), nil
}

// Verdict returns the record that Finish was given. The error wraps
// ErrNotFound when the run is not kept here or has not finished.
func (db *DB) Verdict(ctx context.Context, runID string) (json.RawMessage, error) {
	var body string
	var raw json.RawMessage
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "select v.body from run r join verdict v on v.digest = r.verdict where r.id = $1", runID).Scan(&body)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("the verdict of run %q is %w", runID, ErrNotFound)
	}
	if err == nil {
		raw, err = unfolded(body)
	}
	if err != nil {
		return nil, fmt.Errorf("read the verdict of run %q: %w", runID, err)
	}
	return raw, nil
}

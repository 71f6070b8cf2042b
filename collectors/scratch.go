package collectors

import (
	"os"

	"github.com/weaklink/weaklink/evidence"
)

// Scratch opens temporary files for fingerprints in the run's private folder.
func (e Env) Scratch() (evidence.Spill, error) {
	f, err := os.CreateTemp(e.Temp, "keys-*")
	if err != nil {
		return nil, err
	}
	return spill{f}, nil
}

// spill is a file that is gone once it is closed.
type spill struct{ *os.File }

func (s spill) Close() error {
	err := s.File.Close()
	if e := os.Remove(s.Name()); err == nil {
		err = e
	}
	return err
}

package store_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/weaklink/weaklink/internal/store/storetest"
)

// What was weighed is found under its key by the program that weighed it, a few
// answers back, until the firm is forgotten. On both engines.
func TestWhatWasWeighedIsKept(t *testing.T) {
	for engine, url := range map[string]string{"sqlite": filepath.Join(t.TempDir(), "runs.db"), "postgres": ""} {
		t.Run(engine, func(t *testing.T) {
			if url == "" {
				url = postgresURL(t)
			}
			db := openAt(t, url)
			ctx := t.Context()
			read := func(firm, key, maker string) string {
				t.Helper()
				body, err := db.Weighed(ctx, firm, key, maker)
				if err != nil {
					t.Fatal(err)
				}
				return string(body)
			}
			for i, firm := range []string{"grocer", "baker"} {
				if err := db.Begin(ctx, storetest.NewRun(firm, i+1)); err != nil {
					t.Fatal(err)
				}
				if err := db.KeepWeighed(ctx, firm, "key", "this", []byte("what it says of "+firm)); err != nil {
					t.Fatal(err)
				}
			}
			if got := read("grocer", "key", "this"); got != "what it says of grocer" {
				t.Errorf("kept %q", got)
			}
			if got := read("grocer", "key", "another") + read("grocer", "other", "this") + read("nobody", "key", "this"); got != "" {
				t.Errorf("what nobody weighed is %q", got)
			}
			if err := db.KeepWeighed(ctx, "grocer", "key", "another", []byte("otherwise")); err != nil {
				t.Fatal(err)
			}
			if read("grocer", "key", "this") != "" || read("grocer", "key", "another") != "otherwise" {
				t.Error("what another program weighed is not kept instead")
			}
			const many = 80
			for i := range many {
				if err := db.KeepWeighed(ctx, "grocer", fmt.Sprintf("key %02d", i), "this", []byte("x")); err != nil {
					t.Fatal(err)
				}
			}
			n := 0
			for i := range many {
				n += len(read("grocer", fmt.Sprintf("key %02d", i), "this"))
			}
			if n == 0 || n > many/2 {
				t.Errorf("%d of %d are kept", n, many)
			}
			if _, err := db.Forget(ctx, "grocer"); err != nil {
				t.Fatal(err)
			}
			if read("grocer", "key 00", "this")+read("grocer", "key", "another") != "" || read("baker", "key", "this") == "" {
				t.Error("a forgotten firm's is kept, or another's is gone")
			}
		})
	}
}

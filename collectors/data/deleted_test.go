package data

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

// Rows that were deleted are told in a place of their own, and who is in a table
// still is not told again.
func TestDeletedRowsAreAPlaceOfTheirOwn(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, "shop.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range []string{"create table customers (id integer primary key, name text, mail text, phone text)",
		"insert into customers with recursive c(i) as (select 1 union all select i+1 from c where i<200) select i, 'Kunde '||i, 'k'||i||'@shop-mail.de', '+49 30 555'||(10000+i) from c",
		"delete from customers where id % 10 = 7"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	see := look(t, dir)
	got := stores(see)
	live, gone := got["shop.db/customers"], got["shop.db/deleted rows"]
	if live.People.Best != 180 {
		t.Errorf("%+v", live.People)
	}
	if gone.People.Best != 20 || len(see.Gaps()) != 0 {
		t.Errorf("%+v, gaps %+v, %s", gone.People, see.Gaps(), fmt.Sprint(got))
	}
	if l := ledger(t, see); l.Files != 1 || l.Read != 1 || l.Bytes != l.ReadBytes {
		t.Errorf("ledger %+v", l)
	}
}

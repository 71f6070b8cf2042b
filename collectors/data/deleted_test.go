package data

import (
	"path/filepath"
	"testing"
)

// Rows that were deleted are told in a place of their own, and who is in a table
// still is not told again.
func TestDeletedRowsAreAPlaceOfTheirOwn(t *testing.T) {
	dir := t.TempDir()
	database(t, filepath.Join(dir, "shop.db"), "create table customers (id integer primary key, name text, mail text, phone text)",
		"insert into customers with recursive c(i) as (select 1 union all select i+1 from c where i<200) select i, 'Kunde '||i, 'k'||i||'@shop-mail.de', '+49 30 555'||(10000+i) from c",
		"delete from customers where id % 10 = 7")
	see := look(t, dir)
	got := stores(see)
	live, gone := got["shop.db/customers"], got["shop.db/deleted rows"]
	if live.People.Best != 180 {
		t.Errorf("%+v", live.People)
	}
	if gone.People.Best != 20 || len(see.Gaps()) != 0 {
		t.Errorf("%+v, gaps %+v", gone.People, see.Gaps())
	}
	if l := ledger(t, see); l.Files != 1 || l.Read != 1 || l.Bytes != l.ReadBytes {
		t.Errorf("ledger %+v", l)
	}
}

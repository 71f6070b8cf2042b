package data

import "testing"

// The first rows say what a table holds only until the others say otherwise.
func TestATableWhoseEndIsNotLikeItsBeginningIsCountedAsAWhole(t *testing.T) {
	_, url := pgWorld(t, `create table people (id int, contact text, remark text, created_at date);
		insert into people select i, null, 'nothing', '2020-01-01' from generate_series(1, 21000) i;
		insert into people select i, 'client' || i || '@mail-1.org', 'nothing', '2024-01-01' from generate_series(21001, 24000) i;
		create table log (id int, body text); insert into log select i, 'a short remark ' || i from generate_series(1, 22000) i;
		insert into log select i, 'call karl' || i || '@mail-2.org' from generate_series(22001, 22030) i;
		create table plain (id int, email text); insert into plain select i, 'p' || i || '@mail-3.org' from generate_series(1, 22000) i`)
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	stores := storesOf(t, seen)
	if p := stores["public.people"]; p.Records != 24000 || p.People.Best != 3000 || p.Oldest != "2020-01-01" || p.Newest != "2024-01-01" {
		t.Errorf("3000 people are named in the last rows of 24000: %+v", p)
	}
	if l := stores["public.log"]; l.People.Best != 30 {
		t.Errorf("30 people are named in remarks at the end: %+v", l.People)
	}
	if p := stores["public.plain"]; p.People.Best != 22000 {
		t.Errorf("22000 people, each once: %+v", p.People)
	}
}

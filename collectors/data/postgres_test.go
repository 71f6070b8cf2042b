package data

import (
	"strings"
	"testing"

	"github.com/weaklink/weaklink/internal/labs/postgres"
)

// pgWorld is a database with a role crm that may read it.
func pgWorld(t *testing.T, o postgres.Options, statements ...string) (c *postgres.Cluster, url string) {
	t.Helper()
	c = postgres.ForTest(t, o)
	if err := c.Exec("postgres", `create role crm login password 'canary-pg-password'`, `create database crm owner crm`); err != nil {
		t.Fatal(err)
	}
	if err := c.Exec("crm", append([]string{`grant pg_read_all_data to crm`}, statements...)...); err != nil {
		t.Fatal(err)
	}
	return c, c.URL("crm", "canary-pg-password", "crm")
}

const pgCustomers = `create table customers (id serial primary key, given_name text, family_name text, email text, phone text, birth_date date, created_at timestamptz, photo bytea, note text);
insert into customers (given_name, family_name, email, created_at, birth_date, note)
select (array['Anna','Peter','Maria','Thomas'])[1 + i % 4], (array['Schmidt','Weber','Wagner'])[1 + i % 3], 'client' || i || '@mail-' || i % 7 || '.org', timestamptz '2019-03-01' + i * interval '1 hour', date '1960-01-01' + i, 'nothing of note'
from generate_series(1, 5000) i;`

func TestATableOfADatabaseIsReadToItsLastRow(t *testing.T) {
	_, url := pgWorld(t, postgres.Options{}, pgCustomers,
		`create table notes (id int, body text); insert into notes select i, 'a short remark' from generate_series(1, 20000) i;
		 insert into notes select 20000 + i, 'paid with card 4556 7375 8689 9855 at the till' from generate_series(1, 7) i`)
	seen, err := lookAtDatabase(t, url)
	if err != nil {
		t.Fatal(err)
	}
	stores := storesOf(t, seen)
	c := stores["public.customers"]
	if c.Records != 5000 || c.People.Best != 5000 || c.Format != "postgres" || c.Role != "live" || c.Oldest != "2019-03-01" || c.DatedBy != "column" || c.Partial != "" {
		t.Errorf("customers: %+v", c)
	}
	if got := categories(c); !strings.Contains(got, "contact:5000") || !strings.Contains(got, "identity:5000") {
		t.Errorf("customers hold contact and identity data of 5000: %s", got)
	}
	if got := categories(stores["public.notes"]); got != "card:7" {
		t.Errorf("the 7 cards in the last rows are found: %q", got)
	}
	if l := ledgerOf(t, seen); l.Files != 2 || l.Read != 2 || l.Partial != "" {
		t.Errorf("ledger %+v", l)
	}
	if all := seen.All(); strings.Contains(all, "canary-pg-password") || strings.Contains(all, "client17@") || strings.Contains(all, "4556") {
		t.Error("a value came out of the collector")
	}
}

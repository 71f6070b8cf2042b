package data

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

// What is to be found lies together, as rows do that were written on one day:
// cards in 300 neighbouring notes, and the rows of a customer one after the other.
const clustered = `create table orders as select i as id, 'client' || i / 3 || '@mail-' || i / 3 % 7 || '.org' as email,
  case when i between 30000 and 30299 then 'paid with card 4556 7375 8689 9855' when i % 4 = 0 then 'please leave it with the neighbour on the second floor, or ring twice' end as note, repeat('.', 70) as pad from generate_series(3, 60002) i`

const (
	clusteredRows, clusteredCards, clusteredPeople = 60000, 300, 20000
)

// sampleOf reads a share of the one table of a database.
func sampleOf(t *testing.T, s session, tables []table, share float64) facts.Store {
	t.Helper()
	table := tables[0]
	// Time and speed are such that there is time for that share.
	ctx, cancel := context.WithTimeout(t.Context(), 1000*time.Second)
	defer cancel()
	see := &collecttest.Seen{}
	v := &visit{c: databaseOf(t).c, t: databaseTarget(t, "postgres://127.0.0.1/crm"), see: see, pace: pace{bytes: 1, seconds: 1000 * (1 - reserve) / share / float64(table.bytes), rest: 0}}
	if err := v.table(ctx, s, &table); err != nil {
		t.Fatal(err)
	}
	if table.share < share*.9 || table.share > share*1.1 {
		t.Fatalf("%f of the rows were read, not %f", table.share, share)
	}
	return facts.DataStore.Select(see.Facts())[0]
}

func TestWhatASampleSaysOfATableHoldsInNineteenOfTwenty(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: reads a table two hundred times")
	}
	for name, world := range map[string][]string{"one": {clustered, `analyze`}, "in partitions": {clustered, inPartitions, `analyze`}} {
		t.Run(name, func(t *testing.T) { samplesHold(t, world) })
	}
}

// inPartitions makes eight partitions of the table, in which rows lie in the same places.
const inPartitions = `alter table orders rename to whole;
create table orders (id int, email text, note text, pad text) partition by range (id);
do $$ begin for n in 0..7 loop execute format('create table orders_%s partition of orders for values from (%s) to (%s)', n, n * 7501, n * 7501 + 7501); end loop; end $$;
insert into orders select * from whole; drop table whole`

func samplesHold(t *testing.T, world []string) {
	_, url := pgWorld(t, world...)
	a, err := readAddress(t.Context(), databaseTarget(t, url))
	if err != nil {
		t.Fatal(err)
	}
	s, err := openPostgres(t.Context(), databaseOf(t).c.env, a)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	tables, err := s.tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func(was int) { sampleSeed = was }(sampleSeed)
	const looks = 200
	type tally struct {
		truth, sum, squares float64
		within              int
	}
	seen := map[string]*tally{"rows": {truth: clusteredRows}, "cards": {truth: clusteredCards}, "contacts": {truth: clusteredRows}, "people": {truth: clusteredPeople}}
	note := func(what string, low, best, high int64) {
		n := seen[what]
		n.sum += float64(best)
		n.squares += float64(best) * float64(best)
		if float64(low) <= n.truth && n.truth <= float64(high) {
			n.within++
		}
	}
	for sampleSeed = 1; sampleSeed <= looks; sampleSeed++ {
		store := sampleOf(t, s, tables, .08)
		note("rows", 0, store.Records, math.MaxInt64)
		note("people", store.People.Low, store.People.Best, store.People.High)
		for _, c := range store.Categories {
			switch c.Category {
			case "card":
				note("cards", c.Low, c.Records, c.High)
			case "contact":
				note("contacts", c.Low, c.Records, c.High)
			}
		}
	}
	for what, n := range seen {
		mean := n.sum / looks
		deviation := math.Sqrt((n.squares/looks - mean*mean) / looks) // of the mean
		t.Logf("%s: %.0f in truth, %.1f on average (± %.1f), within its range in %d of %d samples", what, n.truth, mean, deviation, n.within, looks)
		if n.within < looks*93/100 {
			t.Errorf("%s: the truth lies in the range of %d of %d samples", what, n.within, looks)
		}
		if math.Abs(mean-n.truth) > 3*deviation+n.truth/1000 {
			t.Errorf("%s: %.0f in truth, and %.0f on average", what, n.truth, mean)
		}
	}
}

func TestTheRangeOfASampleIsThatOfChance(t *testing.T) {
	for _, c := range []struct {
		seen      int64
		q         float64
		low, high int64
	}{{0, .01, 0, 535}, {0, .5, 0, 4}, {1, .1, 1, 60}, {100, .1, 822, 1215}, {1000, 1, 999, 1001}} {
		if low, high := rangeOf(c.seen, c.q); math.Abs(float64(low-c.low)) > float64(c.low)/20+2 || math.Abs(float64(high-c.high)) > float64(c.high)/10+2 {
			t.Errorf("%d seen of a share of %g: %d to %d, want about %d to %d", c.seen, c.q, low, high, c.low, c.high)
		}
	}
	one := estimatePeople(facts.People{Low: 500, Best: 500, High: 500}, 500, .1)
	if one.Best != 5000 || one.Low < 4200 || one.High > 5600 {
		t.Errorf("each is named once: %+v", one)
	}
	if all := estimatePeople(facts.People{Low: 1000, Best: 1000, High: 1000}, 20000, .2); all.Best < 1000 || all.Best > 1001 || all.Low != 1000 {
		t.Errorf("each is named twenty times in a fifth of the rows, so that nobody is missing: %+v", all)
	}
}

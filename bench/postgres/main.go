// Command postgres measures the scan of a PostgreSQL database against reading
// the same tables with psql's COPY, in one run on one throw-away server.
//
//	postgres [-rows N] [-ratio R] [-cpu S] [-rss MB] WEAKLINK
//
// A row in six is a customer, three in six are orders, two are visits. Among
// the last tenth of the orders 500 carry a card number in their note.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/weaklink/weaklink/internal/labs/postgres"
)

const fill = `
create table customers as select i as id, (array['Anna','Peter','Maria','Thomas','Julia','Hans','Laura','Paul'])[1 + i %% 8] as given_name, (array['Schmidt','Weber','Wagner','Becker','Hoffmann','Koch','Richter'])[1 + i %% 7] || case when i %% 3 = 0 then '-Wolf' else '' end as family_name,
  'client' || i || '@mail-' || i %% 997 || '.org' as email, '+49 30 ' || (2000000 + i) as phone, 'Lindenstraße ' || i as street, lpad((10000 + i %% 80000)::text, 5, '0') as postcode, date '1950-01-01' + (i %% 18000) as birth_date,
  timestamptz '2017-01-01' + i * interval '9 minutes' as created_at, md5(i::text) as token from generate_series(1, %[1]d / 6) i;
create table orders as select i as id, 1 + i %% (%[1]d / 6) as customer_id, round((i %% 30000) / 7.0, 2) as total, case when i %% 5 = 0 then 'please leave it with the neighbour on the second floor' when i %% 5 = 1 then 'call before you come' end as note,
  timestamptz '2019-01-01' + i * interval '2 minutes' as ordered_at, (array['paid','sent','open','returned'])[1 + i %% 4] as state from generate_series(1, %[1]d / 2) i;
update orders set note = 'paid with 4556 7375 8689 9855, thank you' where id > %[1]d / 2 * 9 / 10 and id <= %[1]d / 2 * 9 / 10 + 500;
create table visits as select i as id, '10.' || i %% 250 || '.' || i %% 199 || '.' || 1 + i %% 250 as address, 'Mozilla/5.0 build 4.20.' || i %% 600 || '.1' as agent, '/shop/item/' || i %% 5000 as path, timestamptz '2023-01-01' + i * interval '1 minute' as at from generate_series(1, %[1]d / 3) i;
`

func main() {
	rows := flag.Int("rows", 1_800_000, "rows in all tables together")
	ratio := flag.Float64("ratio", 0, "bar: times the wall time of COPY; 0: none")
	cpu := flag.Float64("cpu", 0, "bar in seconds of CPU; 0: none")
	rss := flag.Float64("rss", 0, "bar in MB; 0: none")
	flag.Parse()
	if err := run(flag.Arg(0), *rows, *ratio, *cpu, *rss); err != nil {
		fmt.Fprintln(os.Stderr, "bench postgres:", err)
		os.Exit(1)
	}
}

type use struct{ wall, cpu, mb float64 }

func (u use) String() string {
	return fmt.Sprintf("wall %.2f s, cpu %.2f s, peak memory %.0f MB", u.wall, u.cpu, u.mb)
}

func measure(env []string, name string, args ...string) (use, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	start := time.Now()
	err := cmd.Run()
	u := use{wall: time.Since(start).Seconds()}
	if cmd.ProcessState != nil {
		u.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
		u.mb = float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) / 1024
	}
	return u, err
}

func run(weaklink string, rows int, ratio, cpu, rss float64) error {
	c, err := postgres.Start(postgres.Options{Settings: []string{"max_wal_size = 4GB", "shared_buffers = 512MB"}})
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Exec("postgres", "create role bench login password 'bench'; grant pg_read_all_data to bench", "create database bench"); err != nil {
		return err
	}
	if err := c.Exec("bench", fmt.Sprintf(fill, rows), "vacuum analyze"); err != nil {
		return err
	}
	conn, err := c.Connect(context.Background(), "bench")
	if err != nil {
		return err
	}
	var mb, cards int64
	err = conn.QueryRow(context.Background(), "select (select (sum(pg_relation_size(oid)) / 1048576)::bigint from pg_class where relname in ('customers', 'orders', 'visits')), (select count(*) from orders where note like 'paid with%')").Scan(&mb, &cards)
	conn.Close(context.Background())
	if err != nil {
		return err
	}
	fmt.Printf("%d rows, %d MB\n", rows, mb)

	psql := filepath.Join(postgres.Bin(), "psql")
	copyAll := []string{"-X", "-q", "-h", "127.0.0.1", "-p", fmt.Sprint(c.Port), "-U", "bench", "-d", "bench", "-o", "/dev/null"}
	for _, t := range []string{"customers", "orders", "visits"} {
		copyAll = append(copyAll, "-c", "copy "+t+" to stdout")
	}
	var floor use
	for range 2 { // the first fills the cache
		if floor, err = measure([]string{"PGPASSWORD=bench"}, psql, copyAll...); err != nil {
			return err
		}
	}
	fmt.Println("psql COPY: ", floor)

	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "report.json")
	got, err := measure([]string{"PGPASSWORD=bench", "WEAKLINK_DATA=" + dir}, weaklink, "scan", c.URL("bench", "", "bench"), "-o", out)
	if err != nil {
		return err
	}
	fmt.Printf("weaklink:   %s, %.1f times COPY\n", got, got.wall/floor.wall)
	if err := found(out, rows, cards); err != nil {
		return err
	}
	if ratio > 0 && got.wall > ratio*floor.wall || cpu > 0 && got.cpu > cpu || rss > 0 && got.mb > rss {
		return fmt.Errorf("bar not met: %.0f times COPY, %.0f s of CPU, %.0f MB", ratio, cpu, rss)
	}
	return nil
}

// found says whether the report has everybody and every card in it.
func found(report string, rows int, cards int64) error {
	raw, err := os.ReadFile(report)
	if err != nil {
		return err
	}
	var r struct {
		Data struct {
			Stores []struct {
				Name       string
				People     struct{ Low, Best, High int64 }
				Categories []struct {
					Category string
					Records  int64
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		return err
	}
	people, inNotes := int64(-1), int64(-1)
	for _, s := range r.Data.Stores {
		for _, c := range s.Categories {
			if s.Name == "public.orders" && c.Category == "card" {
				inNotes = c.Records
			}
		}
		if s.Name == "public.customers" {
			people = s.People.Best
		}
	}
	fmt.Printf("found %d people of %d, %d cards of %d\n", people, rows/6, inNotes, cards)
	if people != int64(rows/6) || inNotes != cards {
		return fmt.Errorf("not all of it was found")
	}
	return nil
}

package data

import (
	"path/filepath"
	"testing"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

// A dump in a place that was named as one for copies is a backup; the same dump
// anywhere else is one that lies about.
func TestDumpsInAPlaceForCopies(t *testing.T) {
	dir := t.TempDir()
	dump := "-- MySQL dump 10.19  Distrib 10.11.6-MariaDB\nCREATE TABLE `customers` (`id` int, `email` text);\nINSERT INTO `customers` VALUES (1,'anna.meier@grocer.example'),(2,'b.schulz@grocer.example'),(3,'c.weber@grocer.example');\n"
	write(t, dir, "backups/shop.sql", dump)
	write(t, dir, "desk/shop.sql", dump)
	write(t, dir, "backups-old/shop.sql", dump)
	see := &collecttest.Seen{}
	c := New(collectors.Env{Backups: []string{filepath.Join(dir, "backups")}})
	if err := c.Collect(t.Context(), collectors.Target{ID: "firm", Scheme: "path", Addr: dir}, see); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range facts.DataStore.Select(see.Facts()) {
		got[s.Name] = s.Role
	}
	if len(got) != 3 || got["backups/shop.sql/customers"] != "backup" || got["desk/shop.sql/customers"] != "dump" || got["backups-old/shop.sql/customers"] != "dump" {
		t.Errorf("%v", got)
	}
}

package crowd

import (
	"bufio"
	"database/sql"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/weaklink/weaklink/internal/labs/xlsx"
)

// WriteFiles writes the list, the sheet and the mailbox into dir.
func (c *Crowd) WriteFiles(dir string) error {
	f, err := os.Create(filepath.Join(dir, "newsletter.csv"))
	if err != nil {
		return err
	}
	defer f.Close()
	w := csv.NewWriter(f)
	if err := w.WriteAll(c.List); err != nil {
		return err
	}
	x, err := os.Create(filepath.Join(dir, "kunden_alt.xlsx"))
	if err != nil {
		return err
	}
	defer x.Close()
	sheet := xlsx.Sheet{Name: "Kunden"}
	for _, r := range c.Sheet {
		sheet.Rows = append(sheet.Rows, Row(r))
	}
	if err := xlsx.Write(x, sheet); err != nil {
		return err
	}
	m, err := os.Create(filepath.Join(dir, "anfragen.mbox"))
	if err != nil {
		return err
	}
	defer m.Close()
	b := bufio.NewWriter(m)
	for i, l := range c.Mails {
		fmt.Fprintf(b, "From %s %s\nMessage-ID: <%d@shop.example>\nDate: %s\nFrom: %s <%s>\nTo: <office@grocer.de>\nSubject: Anfrage\nContent-Type: text/plain; charset=utf-8\n\nGuten Tag,\n\nist das noch zu haben?\n\n",
			l.Email, l.Sent.Format(time.ANSIC), i, l.Sent.Format(time.RFC1123Z), l.Name, l.Email)
		if l.Phone != "" {
			fmt.Fprintf(b, "Tel. %s\n", l.Phone)
		}
		fmt.Fprintf(b, "%s\n\n", l.Name)
	}
	return b.Flush()
}

// WriteSQLite writes the table into a database file.
func (c *Crowd) WriteSQLite(path string) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("create table customers (" + strings.Join(c.Columns, " text, ") + " text)"); err != nil {
		return err
	}
	st, err := tx.Prepare("insert into customers values (?" + strings.Repeat(", ?", len(c.Columns)-1) + ")")
	if err != nil {
		return err
	}
	for _, r := range c.Database {
		if _, err := st.Exec(Row(r)...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Row is a row for a database: what is empty is null.
func Row(r []string) []any {
	out := make([]any, len(r))
	for i, s := range r {
		if s != "" {
			out[i] = s
		}
	}
	return out
}

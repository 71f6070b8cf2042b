package policies

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// Limits of a list of people.
const (
	maxList = 1 << 20
	maxRows = 5_000
)

var errList = errors.New("it is no table with a column of names")

// roll joins who works here with who has confirmed the rules.
func (v *visit) roll() facts.PolicyRoll {
	r := facts.PolicyRoll{Target: v.t.ID, Digest: v.folder.Digest}
	people := &crowd{v: v, by: map[evidence.Fingerprint]*facts.RollPerson{}}
	read := func(base string, use func(row)) bool {
		i := slices.IndexFunc(v.lists, func(p string) bool { return strings.EqualFold(filepath.Base(p), base) })
		if i < 0 {
			return false
		}
		rows, err := v.rows(v.lists[i])
		if err != nil {
			r.Unread = base + " could not be read: " + reason(err)
			v.see.Unseen("policy:"+v.t.ID+"#"+base, reason(err), "save it as csv with the columns name, on and digest")
			return true
		}
		for _, row := range rows {
			use(row)
		}
		return true
	}
	r.Listed = read("people.csv", func(row row) {
		if p := people.find(row); p != nil {
			p.Listed = true
			p.Since, p.Until = row.since, row.until
		}
	})
	r.Kept = read("acknowledged.csv", func(row row) {
		p := people.find(row)
		if p == nil {
			return
		}
		ack := facts.Acknowledgement{On: row.on, Text: "unsaid"}
		if row.digest != "" {
			ack.Text = "other"
			if v.folder.Digest != "" && len(row.digest) >= 8 && strings.HasPrefix(v.folder.Digest, row.digest) {
				ack.Text = "current"
			}
		}
		p.Acks = append(p.Acks, ack)
	})
	for _, p := range people.all {
		r.People = append(r.People, *p)
	}
	slices.SortFunc(r.People, func(a, b facts.RollPerson) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return r
}

// crowd knows the same person by any of the ways to write them.
type crowd struct {
	v   *visit
	by  map[evidence.Fingerprint]*facts.RollPerson
	all []*facts.RollPerson
}

func (c *crowd) find(row row) *facts.RollPerson {
	var prints []evidence.Fingerprint
	var known *facts.RollPerson
	for _, w := range row.who {
		f := c.v.c.key.Fingerprint("person", w)
		prints = append(prints, f)
		if p := c.by[f]; p != nil && known == nil {
			known = p
		}
	}
	if len(prints) == 0 {
		return nil
	}
	if known == nil {
		known = &facts.RollPerson{ID: prints[0]}
		c.all = append(c.all, known)
	}
	for _, f := range prints {
		if c.by[f] == nil {
			c.by[f] = known
		}
	}
	// The firm's list of people may write them in another of these ways.
	for _, cell := range row.cells {
		if strings.Contains(cell, "@") {
			known.Logins = c.v.c.key.Logins(known.Logins, cell)
			continue
		}
		if f := c.v.c.key.Person(cell); f != "" && !slices.Contains(known.Names, f) {
			known.Names = append(known.Names, f)
		}
		if !strings.ContainsAny(cell, " ,") {
			known.Logins = c.v.c.key.Logins(known.Logins, cell)
		}
	}
	return known
}

// row is one line of a list: the ways in which it writes the person, and what
// it says of them.
type row struct {
	who                      []string
	cells                    []string // as they stand there
	on, digest, since, until string
}

func (v *visit) rows(name string) ([]row, error) {
	f, err := v.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if st, err := f.Stat(); err != nil || !st.Mode().IsRegular() {
		return nil, errList
	}
	raw, err := io.ReadAll(io.LimitReader(f, maxList+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > maxList {
		return nil, errors.New("it is larger than a list of people")
	}
	return parseRows(raw)
}

func parseRows(raw []byte) ([]row, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(raw) {
		if bytes.IndexByte(raw, 0) >= 0 {
			return nil, errList
		}
		var err error
		if raw, err = charmap.Windows1252.NewDecoder().Bytes(raw); err != nil {
			return nil, err
		}
	}
	head, _, _ := bytes.Cut(raw, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace, r.ReuseRecord = -1, true, true, true
	for _, c := range []rune{';', '\t', ','} {
		if bytes.ContainsRune(head, c) {
			r.Comma = c
			break
		}
	}
	cols := map[string][]int{}
	var out []row
	for first := true; ; first = false {
		rec, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil || len(out) > maxRows {
			return nil, errList
		}
		if first {
			for i, c := range rec {
				if k := columnOf(c); k != "" {
					cols[k] = append(cols[k], i)
				}
			}
			if len(cols["person"])+len(cols["given"])+len(cols["family"])+len(cols["mail"]) == 0 {
				return nil, errList
			}
			continue
		}
		one := row{on: dayOf(pick(rec, cols["on"])), digest: strings.ToLower(pick(rec, cols["digest"])),
			since: dayOf(pick(rec, cols["since"])), until: dayOf(pick(rec, cols["until"]))}
		for _, i := range append(slices.Clone(cols["person"]), cols["mail"]...) {
			if i < len(rec) {
				one.name(rec[i])
			}
		}
		one.name(pick(rec, cols["given"]) + " " + pick(rec, cols["family"]))
		if len(one.who) > 0 {
			out = append(out, one)
		}
	}
	return out, nil
}

func (r *row) name(cell string) {
	cell = strings.TrimSpace(cell)
	if w := written(cell); len(w) > 0 {
		r.who, r.cells = append(r.who, w...), append(r.cells, cell)
	}
}

func columnOf(head string) string {
	w := strings.Fields(fold(head))
	for _, k := range []string{"given", "family", "mail", "digest", "since", "until", "on", "person"} {
		if anyWhole(words.columns[k], w) {
			return k
		}
	}
	return ""
}

// written is a name or an address in the one form that is compared: "Ott, Anna"
// is "anna ott".
func written(s string) []string {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "@") {
		return []string{strings.ToLower(s)}
	}
	w := strings.Fields(fold(s))
	if len(w) == 0 {
		return nil
	}
	slices.Sort(w)
	return []string{strings.Join(w, " ")}
}

func pick(rec []string, at []int) string {
	for _, i := range at {
		if i < len(rec) && strings.TrimSpace(rec[i]) != "" {
			return strings.TrimSpace(rec[i])
		}
	}
	return ""
}

func dayOf(s string) string {
	d, _ := firstDate(s)
	return d
}

// reason is the cause of an error, without the path that it may name.
func reason(err error) string {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "this account may not read it"
	case errors.As(err, &p):
		return "it could not be opened"
	}
	return err.Error()
}

package facts

import "github.com/weaklink/weaklink/evidence"

// DataStore is a place that holds data: a file, a sheet, a table. One without
// client data is a fact too: it was looked at and nothing was found.
var DataStore = evidence.Kind[Store]{Name: "data.store", Version: 1}

// Store is the body of data.store. Subject: store:TARGET#PATH.
type Store struct {
	ID         string     `json:"id"`     // the subject key
	Target     string     `json:"target"` // target id
	Name       string     `json:"name"`   // path or table within the target, through redact.Name
	Format     string     `json:"format"` // csv, txt, json, xlsx, sqlite, ...
	Shape      string     `json:"shape"`  // table | text
	Role       string     `json:"role"`   // live | file | export | dump | copy | archive | backup (in a place that was named as one for copies)
	As         string     `json:"as,omitempty"`
	Bytes      int64      `json:"bytes"`
	Records    int64      `json:"records"` // rows, or lines of text with a find
	Columns    []Column   `json:"columns,omitempty"`
	Categories []Category `json:"categories"` // empty: no client data found
	People     People     `json:"people"`
	Picture    *Picture   `json:"picture,omitempty"` // how much is known about each; nil: nobody was counted
	Test       int64      `json:"test,omitempty"`    // records that are nobody's: made-up addresses; they are not in People
	Detail     string     `json:"detail"`            // none | contact | identity | financial | card | special
	Oldest     string     `json:"oldest,omitempty"`  // YYYY-MM-DD of the oldest record
	Newest     string     `json:"newest,omitempty"`
	DatedBy    string     `json:"dated_by,omitempty"`  // column | mail | line | mtime
	MadeOnly   bool       `json:"made_only,omitempty"` // the dates say when records were made; nothing says when they were last used
	Years      []Year     `json:"years,omitempty"`     // records by the year in which they were last touched, oldest first
	Modified   string     `json:"modified,omitempty"`  // YYYY-MM-DD of the last change to the file
	Readers    string     `json:"readers,omitempty"`   // owner | group | everyone, from the file mode; empty: unknown
	AtRest     string     `json:"at_rest"`             // clear | encrypted | unknown
	Secrets    []Secret   `json:"secrets,omitempty"`   // passwords and keys that lie in this place
	Partial    string     `json:"partial,omitempty"`   // why not all of it was read; empty: all of it was
}

// Year is how many records of a store were last touched in that year.
type Year struct {
	Year    int   `json:"year"`
	Records int64 `json:"records"`
}

// Column is one column of a table-shaped store.
type Column struct {
	Name       string  `json:"name"` // through redact.Name
	Kind       string  `json:"kind"` // email, phone, card, iban, given_name, ...; empty: nothing personal
	Category   string  `json:"category,omitempty"`
	Confidence float64 `json:"confidence,omitempty"` // 0..1
	Filled     int64   `json:"filled"`               // non-empty cells
	Matched    int64   `json:"matched"`              // cells that matched the kind
	Protected  string  `json:"protected,omitempty"`  // bcrypt, argon2, masked, encrypted, ...
}

// Category is one category of personal data in a store.
type Category struct {
	Category   string   `json:"category"` // contact | identity | financial | card | health | special | credentials | online
	Kinds      []string `json:"kinds"`
	Confidence float64  `json:"confidence"`
	Records    int64    `json:"records"`
	Low        int64    `json:"low,omitempty"`  // where a sample was read Records is an estimate: in 95 of 100
	High       int64    `json:"high,omitempty"` // samples it lies between these
	Share      float64  `json:"share"`          // of the store's records, 0..1
}

// People is how many distinct people, with the interval that holds the truth in 19 of 20 cases (why/people.md).
type People struct {
	Low  int64 `json:"low"`
	Best int64 `json:"best"`
	High int64 `json:"high"`
}

// Picture is how much is known about people. Each is counted once in the first
// five, under the gravest thing that is known.
type Picture struct {
	Contact   int64 `json:"contact"`
	Identity  int64 `json:"identity"`
	Financial int64 `json:"financial"`
	Card      int64 `json:"card"`
	Special   int64 `json:"special"`
	Dossiers  int64 `json:"dossiers"` // of whom three or more of the five are known
	Minors    int64 `json:"minors"`   // under 18 on the day of the scan
	Deceased  int64 `json:"deceased"` // with a day of death
}

// Secret is a password or key that lies in a store, never its value.
type Secret struct {
	Kind  string `json:"kind"` // private_key, connection_string, password, aws_key, ...
	Count int64  `json:"count"`
}

// DataCoverage is how much of a target was read. Files in which nothing was
// found have no fact of their own: they are counted here. Subject: the target id.
var DataCoverage = evidence.Kind[Coverage]{Name: "data.coverage", Version: 1}

// Coverage is the body of data.coverage, a ledger: Files = Read + Listed +
// Ignored, and Bytes = ReadBytes + ListedBytes + IgnoredBytes.
type Coverage struct {
	Target       string           `json:"target"`
	Files        int64            `json:"files"`
	Bytes        int64            `json:"bytes"`
	Read         int64            `json:"read"` // read to the end
	ReadBytes    int64            `json:"read_bytes"`
	Listed       int64            `json:"listed"` // seen but not read, or not to the end; each has a reason
	ListedBytes  int64            `json:"listed_bytes"`
	Ignored      int64            `json:"ignored"` // left out because the firm said so
	IgnoredBytes int64            `json:"ignored_bytes"`
	Hidden       int64            `json:"hidden,omitempty"`     // of Files: name starts with a dot; they are read like all others
	Links        int64            `json:"links,omitempty"`      // links to other places; they are not followed and not in Files
	LinksOut     int64            `json:"links_out,omitempty"`  // of Links: those that lead out of the target
	Special      int64            `json:"special,omitempty"`    // pipes, sockets, devices; never opened and not in Files
	Unreadable   int64            `json:"unreadable,omitempty"` // folders that could not be listed
	Clean        int64            `json:"clean"`                // of Read: nothing personal and no secret found
	Formats      map[string]int64 `json:"formats,omitempty"`    // files by format
	NotRead      []NotRead        `json:"not_read,omitempty"`   // Listed by reason, most bytes first; their sums are Listed and ListedBytes
	Partial      string           `json:"partial,omitempty"`    // why not all of it was seen; empty: all of it was
}

// NotRead is one reason for which files were not read, or not to the end. A
// file counts once, with all its bytes, under the first of its reasons.
type NotRead struct {
	Why   string `json:"why"`
	Files int64  `json:"files"`
	Bytes int64  `json:"bytes"`
	// Places are the files by their names in the target, the first 200 by the alphabet.
	Places []string `json:"places,omitempty"`
}

// DataUnion is how many distinct people all stores of a firm hold together.
// The engine makes it by joining the blobs of the stores. Subject: firm.
var DataUnion = evidence.Kind[Union]{Name: "data.union", Version: 1}

// Union is the body of data.union.
type Union struct {
	People   People    `json:"people"`
	Picture  *Picture  `json:"picture,omitempty"`
	Overlaps []Overlap `json:"overlaps,omitempty"`
	More     int64     `json:"more,omitempty"` // pairs of stores that share people and are not told: of very many those that tell most are
}

// Overlap is how many people two stores share.
type Overlap struct {
	A      string  `json:"a"` // store ids
	B      string  `json:"b"`
	Shared int64   `json:"shared"`
	ShareA float64 `json:"share_a"` // of the people in A, 0..1
	ShareB float64 `json:"share_b"`
	Copy   string  `json:"copy,omitempty"`   // the one of them that is a copy of the other; empty: neither is
	Behind int     `json:"behind,omitempty"` // days by which the newest record of the copy is older
}

// Protection is what the data in one store calls for, and how much of that was
// proven. The table behind it is checks/data/protection.yaml.
type Protection struct {
	Level    string      `json:"level"` // basic | careful | strict
	Say      string      `json:"say"`   // one plain sentence
	Demanded []Safeguard `json:"demanded"`
	Proven   []string    `json:"proven"`  // control ids
	Missing  []string    `json:"missing"` // control ids
	Unseen   []string    `json:"unseen"`  // control ids
}

// Safeguard is one control that is called for, and who says so.
type Safeguard struct {
	Control string   `json:"control"`
	Say     string   `json:"say"`
	Cites   []string `json:"cites"`
}

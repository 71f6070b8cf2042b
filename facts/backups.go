package facts

import "github.com/weaklink/weaklink/evidence"

// BackupsSet is one copy that was kept: a dump, a copy of a database file, a
// snapshot in a repository.
var BackupsSet = evidence.Kind[BackupSet]{Name: "backups.set", Version: 1}

// BackupSet is the body of backups.set. Subject: backup:TARGET#NAME.
type BackupSet struct {
	ID        string  `json:"id"` // the subject key
	Target    string  `json:"target"`
	Name      string  `json:"name"`              // path within the target, or the id of a snapshot, through redact.Name
	Series    string  `json:"series"`            // what its name has in common with the copies before and after it
	Tool      string  `json:"tool"`              // pg_dump | pg_dumpall | mysqldump | mariadb-dump | sqlite3 | sqlite | tar | zip | restic | borg | copied (files as they are) | unknown
	Version   string  `json:"version,omitempty"` // of the tool, as the copy itself says
	Format    string  `json:"format,omitempty"`  // plain | custom | directory | tar | database | archive | repository | files | file
	Packed    string  `json:"packed,omitempty"`  // gzip | zstd | xz | bzip2; empty: not
	Encrypted string  `json:"encrypted"`         // age | gpg | openssl | restic | borg; no: it is not
	Source    string  `json:"source,omitempty"`  // database that it says it was taken from, through redact.Name
	Host      string  `json:"host,omitempty"`    // machine that it says it was taken on, through redact.Name
	Taken     string  `json:"taken"`             // RFC 3339, UTC
	TakenBy   string  `json:"taken_by"`          // header | trailer | snapshot | name | mtime: who says so
	Modified  string  `json:"modified,omitempty"`
	Bytes     int64   `json:"bytes"`                     // as it is kept; for a snapshot what it would restore to, -1 unknown
	Files     int64   `json:"files"`                     // files that it consists of, or that are in it; -1 unknown
	Level     int     `json:"level"`                     // 0 seen, 1 whole by its structure, 2 every byte was read, 3 restored, 4 starts, 5 right, 6 complete
	Whole     string  `json:"whole"`                     // yes | no | unknown
	Why       string  `json:"why,omitempty"`             // why not whole, or why that is unknown
	Covers    []Cover `json:"covers"`                    // what is in it
	Listed    bool    `json:"listed"`                    // Covers is everything that is in it
	Latest    bool    `json:"latest,omitempty"`          // the last of its series
	Minutes   float64 `json:"restore_minutes,omitempty"` // from level 3: how long it took to bring it back
}

// Cover is one thing that a copy holds.
type Cover struct {
	Kind     string `json:"kind"`               // table | file | root: a folder that was given to the tool, with all that was not left out
	Name     string `json:"name"`               // through redact.Name
	Database string `json:"database,omitempty"` // of a table in a copy of several databases, through redact.Name
	Rows     int64  `json:"rows"`               // of a table; -1: not counted
}

// BackupsPlace is where copies are kept. Subject: backup:TARGET.
var BackupsPlace = evidence.Kind[BackupPlace]{Name: "backups.place", Version: 1}

// BackupPlace is the body of backups.place.
type BackupPlace struct {
	Target  string `json:"target"`
	Tool    string `json:"tool"`              // files | restic | borg
	Version string `json:"version,omitempty"` // of the program that was run to look
	Sets    int    `json:"sets"`
	Skipped int    `json:"skipped,omitempty"` // older copies that were counted and not looked into
	Other   int    `json:"other,omitempty"`   // files that are no copies
	Partial string `json:"partial,omitempty"` // why not all of it was seen; empty: all of it was
	Where   Where  `json:"where"`
	// Locked is what keeps even its owner from changing what is kept there:
	// append-only | immutable | read-only; empty: nothing that can be seen from here.
	Locked  string `json:"locked,omitempty"`
	Writers string `json:"writers,omitempty"` // owner | group | everyone, from the modes; empty: unknown
}

// Where is on which disk something lies, as far as this machine can tell.
type Where struct {
	Kind    string `json:"kind"`              // local | share | remote | unknown; a share is a network disk that is mounted here
	Machine string `json:"machine,omitempty"` // name of this machine, through redact.Name
	Device  string `json:"device,omitempty"`  // number of the file system, "8:1"
	Disk    string `json:"disk,omitempty"`    // the disk below it, "sda"; empty: unknown
	Owner   string `json:"owner,omitempty"`   // user id of the owner
}

// BackupsLive is where live data lies, as far as a backup of it must know.
// Subject: the target id.
var BackupsLive = evidence.Kind[BackupLive]{Name: "backups.live", Version: 1}

// BackupLive is the body of backups.live.
type BackupLive struct {
	Target string `json:"target"`
	Root   string `json:"root"` // absolute path of the folder or file, or name of the database, through redact.Name
	Kind   string `json:"kind"` // folder | file | database
	// Also are other paths on this machine at which the same folder or file lies,
	// through a mount; Within is its path on its own file system when that is
	// another, as in a container whose volume another machine keeps. All through redact.Name.
	Also   []string `json:"also,omitempty"`
	Within string   `json:"within,omitempty"`
	Where  Where    `json:"where"`
}

package facts

import "github.com/weaklink/weaklink/evidence"

// AccessAccount is one account of a system that people sign in to, as the
// system's own list of users has it.
var AccessAccount = evidence.Kind[Account]{Name: "access.account", Version: 1}

// Account is the body of access.account. Subject: account:SYSTEM/ID, ID being
// a fingerprint. Fields that the list does not tell are empty. Two lists of one
// system give two facts about the same account.
type Account struct {
	ID           string                 `json:"id"` // the subject key
	Target       string                 `json:"target"`
	System       string                 `json:"system"`                  // microsoft365 | google-workspace | accounts, or the name given by the firm
	Row          int                    `json:"row"`                     // in the list, counted as a spreadsheet does: how a person finds it without a name
	Sort         string                 `json:"sort,omitempty"`          // person | shared | role | guest; shared: a mailbox of several people; role: named after a task, such as info@
	Enabled      string                 `json:"enabled,omitempty"`       // yes | no: may it sign in
	SecondFactor string                 `json:"second_factor,omitempty"` // yes | no: is one set up; whether signing in demands it is a rule of the system
	Admin        string                 `json:"admin,omitempty"`         // yes | no
	LastSignIn   string                 `json:"last_sign_in,omitempty"`  // YYYY-MM-DD | never
	Created      string                 `json:"created,omitempty"`       // YYYY-MM-DD
	Logins       []evidence.Fingerprint `json:"logins,omitempty"`        // of the addresses and the names it signs in with
	Name         evidence.Fingerprint   `json:"name,omitempty"`          // of the person's name, whatever the order of its words
}

// AccessPerson is one person on the firm's list of people.
var AccessPerson = evidence.Kind[Person]{Name: "access.person", Version: 1}

// Person is the body of access.person. Subject: person:ID, ID being a
// fingerprint.
type Person struct {
	ID      string                 `json:"id"`
	Target  string                 `json:"target"`
	Row     int                    `json:"row"`
	Since   string                 `json:"since,omitempty"`   // YYYY-MM-DD
	Until   string                 `json:"until,omitempty"`   // YYYY-MM-DD, the last day; empty: still here
	Left    string                 `json:"left,omitempty"`    // yes | no, where the list says so in a word
	Unclear string                 `json:"unclear,omitempty"` // why it is not known whether the person is still here
	Logins  []evidence.Fingerprint `json:"logins,omitempty"`
	Name    evidence.Fingerprint   `json:"name,omitempty"`
}

// AccessReaders is one reader of one store: who can read it, and the shortest
// way by which.
var AccessReaders = evidence.Kind[Reader]{Name: "access.readers", Version: 1}

// Reader is the body of access.readers. Subject: the store.
type Reader struct {
	Store    string   `json:"store"`              // subject key of the store
	Reader   string   `json:"reader"`             // user:www-data, role:reporting, user:shop@10.%; everyone; others and directory: more of them; names through redact.Name
	Path     []string `json:"path"`               // from the reader to the right, e.g. [user:x, group:staff, mode g+r]
	UID      *int     `json:"uid,omitempty"`      // of a user of a machine
	Accounts int      `json:"accounts,omitempty"` // how many accounts the reader stands for; 0: one
	Login    bool     `json:"login"`              // somebody can sign in as it
	Admin    bool     `json:"admin,omitempty"`    // reads everything, by being the administrator
	Switch   bool     `json:"switch,omitempty"`   // only after becoming another: SET ROLE, sudo, a container
	Columns  []string `json:"columns,omitempty"`  // these columns only; empty: all of it
	Rows     string   `json:"rows,omitempty"`     // why perhaps not all rows: rules (row security) | part (of a divided table) | view
}

// AccessRole is one role of a database that can sign in.
var AccessRole = evidence.Kind[Role]{Name: "access.role", Version: 1}

// Role is the body of access.role. Subject: account:TARGET/role:NAME, of MySQL and MariaDB account:TARGET/user:NAME@HOST.
type Role struct {
	ID         string                 `json:"id"`
	Target     string                 `json:"target"`
	Name       string                 `json:"name"`                 // role:NAME, user:NAME@HOST, through redact.Name
	Everything string                 `json:"everything,omitempty"` // the right by which it reads all of the database: superuser | pg_read_all_data | pg_read_server_files | pg_execute_server_program | select_everywhere | file
	Initial    bool                   `json:"initial,omitempty"`    // the administrator that the server was made with
	Ours       bool                   `json:"ours,omitempty"`       // the account that we look with
	Stores     int                    `json:"stores"`               // tables of the database with client data
	Reads      int                    `json:"reads"`                // of these, that it can read, or columns of
	Owns       int                    `json:"owns"`                 // things that belong to it
	Grants     int                    `json:"grants"`               // things on which it was given rights
	Member     int                    `json:"member"`               // roles that it is a member of
	Expires    string                 `json:"expires,omitempty"`    // YYYY-MM-DD, the day its password ends
	Logins     []evidence.Fingerprint `json:"logins,omitempty"`
}

// AccessMachineAccount is one account of a machine, by which a person could
// sign in there. Subject: account:MACHINE/ID, ID being a fingerprint.
var AccessMachineAccount = evidence.Kind[MachineAccount]{Name: "access.machine-account", Version: 1}

// MachineAccount is the body of access.machine-account. Accounts of programs,
// and those whose shell lets nobody in, are left out.
type MachineAccount struct {
	ID       string                 `json:"id"`
	Target   string                 `json:"target"`
	Machine  string                 `json:"machine"`           // host:NAME or machine:ID
	UID      int                    `json:"uid"`               // how a person finds it without a name
	Password string                 `json:"password"`          // set | none: it is not asked for | locked | unknown
	Keys     int                    `json:"keys"`              // SSH keys that open it; -1: not readable
	Expires  string                 `json:"expires,omitempty"` // YYYY-MM-DD, from when on nobody can sign in
	Task     bool                   `json:"task,omitempty"`    // named after a task, such as backup
	Logins   []evidence.Fingerprint `json:"logins,omitempty"`  // of its name, and of a mail address in its description
	Name     evidence.Fingerprint   `json:"name,omitempty"`    // of the person's name in its description
}

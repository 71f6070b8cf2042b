package facts

import "github.com/weaklink/weaklink/evidence"

// The kinds that an office machine shares with a server. Subject: machine:ID.
var (
	DevicesSystem   = evidence.Kind[System]{Name: "devices.system", Version: 1}
	DevicesUpdates  = evidence.Kind[Updates]{Name: "devices.updates", Version: 1}
	DevicesPorts    = evidence.Kind[Ports]{Name: "devices.ports", Version: 1}
	DevicesFirewall = evidence.Kind[Firewall]{Name: "devices.firewall", Version: 1}
	DevicesClock    = evidence.Kind[Clock]{Name: "devices.clock", Version: 1}
)

// DevicesMalware is the protection against malware. Subject: machine:ID.
var DevicesMalware = evidence.Kind[Malware]{Name: "devices.malware", Version: 1}

// Malware is the body of devices.malware.
type Malware struct {
	Products []Product `json:"products"` // empty: none that we know of
	Blind
}

// Product is one program against malware.
type Product struct {
	Name       string `json:"name"`
	Running    string `json:"running"`              // yes | no | unknown: it guards all the time
	Signatures string `json:"signatures,omitempty"` // YYYY-MM-DD, when its newest signatures were made; empty: not known
	Why        string `json:"why,omitempty"`        // what is not known, and why
	Next       string `json:"next,omitempty"`
}

// DevicesDisk is which disks are encrypted. Subject: machine:ID.
var DevicesDisk = evidence.Kind[Disk]{Name: "devices.disk", Version: 1}

// Disk is the body of devices.disk.
type Disk struct {
	Mounts []DiskMount `json:"mounts"`
	Blind
}

// DiskMount is one place where people's files or the system lie.
type DiskMount struct {
	At        string `json:"at"`        // /, /home, swap
	Encrypted string `json:"encrypted"` // yes | no | unknown
	From      string `json:"from"`      // kernel | crypttab | fstab
	Why       string `json:"why,omitempty"`
	Next      string `json:"next,omitempty"`
}

// DevicesLock is whether the screen locks by itself. Subject: machine:ID.
var DevicesLock = evidence.Kind[Lock]{Name: "devices.lock", Version: 1}

// Lock is the body of devices.lock. Times are in seconds; -1: not known.
type Lock struct {
	Desktop   string `json:"desktop,omitempty"` // gnome, kde, ...
	Locks     string `json:"locks"`             // yes | no | unknown
	After     int    `json:"after"`             // of idling, until it locks
	Enforced  bool   `json:"enforced,omitempty"`
	AutoLogin string `json:"auto_login"` // yes | no | unknown: it starts without asking for a password
	Because   string `json:"because,omitempty"`
	LoginWhy  string `json:"login_why,omitempty"`  // when auto_login is unknown
	LoginNext string `json:"login_next,omitempty"` //
	Blind            // about Locks
}

// DevicesRights is who may change the system. Subject: machine:ID.
var DevicesRights = evidence.Kind[Rights]{Name: "devices.rights", Version: 1}

// Rights is the body of devices.rights. It holds counts: a name of an account
// is a name of a person.
type Rights struct {
	People    int      `json:"people"`          // accounts that a person can log in with
	Admins    int      `json:"admins"`          // of these, those that may do everything
	Ways      []string `json:"ways,omitempty"`  // how: sudo, wheel, docker, uid-0, sudoers, ...
	Quiet     int      `json:"quiet,omitempty"` // of the admins, those whom sudo does not ask for a password
	OpenDoors int      `json:"passwordless"`    // accounts without a password; -1: not readable
	Sudoers   string   `json:"sudoers"`         // read | denied | absent
	Blind
}

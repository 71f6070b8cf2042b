package facts

import "github.com/weaklink/weaklink/evidence"

// Blind says why a thing could not be seen, and the step that would let us.
// Both are empty when it was seen; no check may turn green on a blind fact.
type Blind struct {
	Why  string `json:"why,omitempty"`
	Next string `json:"next,omitempty"`
}

// HostingSystem is what a server runs. Subject: host:NAME.
var HostingSystem = evidence.Kind[System]{Name: "hosting.system", Version: 1}

// System is the body of hosting.system and devices.system.
type System struct {
	Name      string   `json:"name"`               // of the distribution: "Debian GNU/Linux"
	ID        string   `json:"id"`                 // as in os-release: debian
	Version   string   `json:"version"`            // 12
	EOL       string   `json:"eol,omitempty"`      // YYYY-MM-DD, last day with security fixes; empty: not known
	EOLFrom   string   `json:"eol_from,omitempty"` // who says so
	Extended  bool     `json:"extended,omitempty"` // an extended support that is paid for brings updates after that day
	Role      string   `json:"role"`               // server | office
	Because   []string `json:"because"`            // what the role was told from
	Container bool     `json:"container,omitempty"`
	Copy      bool     `json:"copy,omitempty"` // a folder with its files was read, not the running machine
	Blind
}

// HostingUpdates is which security updates a server lacks. Subject: host:NAME.
var HostingUpdates = evidence.Kind[Updates]{Name: "hosting.updates", Version: 1}

// Updates is the body of hosting.updates and devices.updates. Source: the
// package manager's own records on disk; the network is not asked.
type Updates struct {
	Packages int       `json:"packages"`            // installed
	Pending  int       `json:"pending"`             // packages with a newer version in a security list
	Some     []Pending `json:"some,omitempty"`      // the first 20 of them, by name
	Lists    string    `json:"lists,omitempty"`     // YYYY-MM-DD, when the security lists were last made or fetched
	Mixed    bool      `json:"mixed,omitempty"`     // the lists do not set security fixes apart: Pending counts every newer version
	Manager  string    `json:"manager,omitempty"`   // whose records: dpkg | apk | rpm; empty: dpkg
	Restart  bool      `json:"restart,omitempty"`   // an update waits for a restart
	Auto     string    `json:"auto"`                // on | off | unknown: are security updates installed by themselves
	AutoHow  string    `json:"auto_how,omitempty"`  // what it was told from
	AutoNext string    `json:"auto_next,omitempty"` // when unknown: the step that would let us look
	Blind              // about Pending; Auto has its own
}

// Pending is one package with a security update waiting.
type Pending struct {
	Package   string `json:"package"`
	Installed string `json:"installed"`
	Available string `json:"available"`
}

// HostingPorts is what listens on a server. Subject: host:NAME.
var HostingPorts = evidence.Kind[Ports]{Name: "hosting.ports", Version: 1}

// Ports is the body of hosting.ports and devices.ports.
type Ports struct {
	Ports []Port `json:"ports"`
	Blind
}

// Port is one listening socket, as the kernel lists it.
type Port struct {
	Proto   string `json:"proto"`             // tcp | udp
	Address string `json:"address"`           // 0.0.0.0, ::, 127.0.0.1, ...
	Port    int    `json:"port"`              //
	Program string `json:"program,omitempty"` // name of the process; empty: not readable
	Outside bool   `json:"outside"`           // bound to more than this machine itself
	Reach   string `json:"reach"`             // yes | no | unknown: what the firewall's rules do with a new connection from the internet
	Why     string `json:"why,omitempty"`     // when unknown
}

// HostingFirewall is what a server's packet filter does. Subject: host:NAME.
var HostingFirewall = evidence.Kind[Firewall]{Name: "hosting.firewall", Version: 1}

// Firewall is the body of hosting.firewall and devices.firewall. The rules
// themselves were evaluated on made-up packets; that a program is installed
// counts for nothing.
type Firewall struct {
	From    string    `json:"from"`              // nft | iptables-save | kernel | /etc/nftables.conf | ...
	Rules   int       `json:"rules"`             //
	Inbound string    `json:"inbound"`           // accept | drop | unknown: a new connection from the internet to a port nobody opened
	Near    string    `json:"near"`              // the same from a neighbour in the same private network
	Opened  []int     `json:"opened,omitempty"`  // TCP ports that rules name and let in from the internet
	Started string    `json:"started,omitempty"` // yes | no | unknown: for rules in a file, whether they are loaded at start
	Unclear []string  `json:"unclear,omitempty"` // rules that we could not evaluate and that matter
	Set     []Setting `json:"set,omitempty"`     // what was set by whom: {"ufw", "enabled"}
	Blind
}

// Setting is one setting and the file it was read from.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	From  string `json:"from,omitempty"`
}

// HostingLogin is how people may log in to a server from afar. Subject: host:NAME.
var HostingLogin = evidence.Kind[Login]{Name: "hosting.login", Version: 1}

// Login is the body of hosting.login: the effective settings of the SSH
// server, in lower case, as `sshd -T` prints them.
type Login struct {
	Installed  *bool             `json:"installed,omitempty"`  // nil: nobody looked
	Settings   map[string]string `json:"settings,omitempty"`   // the ones that matter, defaults filled in
	Exceptions []Exception       `json:"exceptions,omitempty"` // Match blocks that say otherwise
	Blind
}

// Exception is a setting that holds only for some.
type Exception struct {
	For   string `json:"for"` // kinds of criteria only: "user", "address group"
	Name  string `json:"name"`
	Value string `json:"value"`
}

// HostingLogs is which logs a server keeps. Subject: host:NAME.
var HostingLogs = evidence.Kind[Logs]{Name: "hosting.logs", Version: 1}

// Logs is the body of hosting.logs.
type Logs struct {
	Journal string `json:"journal"`           // persistent | volatile | none | unknown
	Syslog  string `json:"syslog"`            // files | none | unknown: logins are written to text files
	Days    int    `json:"days,omitempty"`    // for how long those files are kept; 0: not known
	Remote  bool   `json:"remote,omitempty"`  // a copy is sent to another machine
	Trimmed int    `json:"trimmed,omitempty"` // days after which the journal forgets; 0: by size
	Blind
}

// HostingClock is whether a server's clock is kept in step. Subject: host:NAME.
var HostingClock = evidence.Kind[Clock]{Name: "hosting.clock", Version: 1}

// Clock is the body of hosting.clock and devices.clock.
type Clock struct {
	Service   string `json:"service"`          // chrony | systemd-timesyncd | openntpd | ntpd; none; empty: not known
	Starts    string `json:"starts"`           // yes | no | unknown: with the machine
	Running   string `json:"running"`          // yes | no | unknown
	InStep    string `json:"in_step"`          // yes | no | unknown: the kernel's or the service's word, now
	Synced    string `json:"synced,omitempty"` // YYYY-MM-DD, when it was last seen to be in step; empty: not known
	From      string `json:"from,omitempty"`   // what Synced was told from
	Virtual   string `json:"virtual"`          // yes | no | unknown: the machine is played by another one, which may keep its clock
	Container bool   `json:"container,omitempty"`
	Copy      bool   `json:"copy,omitempty"` // a folder with its files was read, not the running machine
	Blind
}

// HostingPrograms is whether a server's programs are those that its packages
// brought. Subject: host:NAME.
var HostingPrograms = evidence.Kind[Programs]{Name: "hosting.programs", Version: 1}

// Programs is the body of hosting.programs. A file whose content differs from
// what its package delivered was changed by something else than the package
// manager; one that belongs to no package was not brought by it.
type Programs struct {
	Folders  []string `json:"folders"`            // that were looked at
	Checked  int      `json:"checked"`            // files compared with their package's record
	Changed  []string `json:"changed,omitempty"`  // differ; at most 50
	Gone     int      `json:"gone,omitempty"`     // recorded, not there
	Unowned  []string `json:"unowned,omitempty"`  // programs of no package; at most 50
	Setuid   []string `json:"setuid,omitempty"`   // of these, those that run as the administrator
	Unread   int      `json:"unread,omitempty"`   // could not be read or not compared
	Baseline string   `json:"baseline,omitempty"` // digest over names and contents: equal in two runs means unchanged
	Watched  string   `json:"watched"`            // name of a program that watches for changes and has a baseline of its own; or none, unknown
	Blind
}

// HostingFiles is what lies in the folders of a server that are watched for
// changes. Subject: host:NAME. Its blob is a list of the files
// (evidence.WriteManifest): the engine holds it against the one of an earlier run.
var HostingFiles = evidence.Kind[WatchedFiles]{Name: "hosting.files", Version: 1}

// WatchedFiles is the body of hosting.files.
type WatchedFiles struct {
	Folders []WatchedFolder `json:"folders"`
	Files   int             `json:"files"`             // files and links, in all folders
	Bytes   int64           `json:"bytes"`             // that were read
	Owned   int             `json:"owned"`             // of a package
	Records string          `json:"records,omitempty"` // whose records say so: dpkg | apk | rpm; empty: there are none that we can read
	Unread  int             `json:"unread,omitempty"`  // files and folders that could not be read
	Unsure  string          `json:"unsure,omitempty"`  // why there may be a web root that is not among the folders
	Blind
}

// WatchedFolder is one folder that is watched.
type WatchedFolder struct {
	At     string `json:"at"`               // masked
	From   string `json:"from"`             // settings | nginx | apache | caddy | lighttpd | usual place
	Absent bool   `json:"absent,omitempty"` // named, and not there
}

// HostingChanges is how the watched files of a server differ from the baseline.
// The engine makes it from two lists of files. Subject: host:NAME; its blob is
// the baseline.
var HostingChanges = evidence.Kind[FileChanges]{Name: "hosting.changes", Version: 1}

// FileChanges is the body of hosting.changes.
type FileChanges struct {
	Since    string          `json:"since,omitempty"` // YYYY-MM-DD of the baseline
	First    bool            `json:"first,omitempty"` // there was none: this run made it
	Folders  []WatchedFolder `json:"folders"`         // of the baseline
	Compared []string        `json:"compared"`        // folders of both runs
	New      []string        `json:"new,omitempty"`   // folders that the baseline lacks: not compared yet
	Lost     []string        `json:"lost,omitempty"`  // folders of the baseline that were not looked at now
	Files    int             `json:"files"`           // that were compared
	Added    FileChange      `json:"added"`
	Changed  FileChange      `json:"changed"`
	Removed  FileChange      `json:"removed"`
	Unread   int             `json:"unread,omitempty"`  // could not be compared
	Records  string          `json:"records,omitempty"` // as in hosting.files: without records nothing is explained
	Unsure   string          `json:"unsure,omitempty"`  // as in hosting.files
	Blind
}

// FileChange is files that differ in one way. ByPackages + Acting + Other is all.
type FileChange struct {
	ByPackages int      `json:"by_packages,omitempty"` // the package manager's records explain it
	Acting     int      `json:"acting,omitempty"`      // not explained; a machine obeys them: programs, scripts, pages, settings
	Other      int      `json:"other,omitempty"`       // not explained; pictures, documents, data
	Some       []string `json:"some,omitempty"`        // the first 20 of Acting, masked
}

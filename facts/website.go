package facts

import "github.com/weaklink/weaklink/evidence"

// WebsiteTLS is what a TLS port offers. Subject: site:ORIGIN.
var WebsiteTLS = evidence.Kind[TLS]{Name: "website.tls", Version: 1}

// TLS is the body of website.tls.
type TLS struct {
	Host      string        `json:"host"`
	Port      int           `json:"port"`
	Protocols []TLSProtocol `json:"protocols"`        // offered ones only, oldest first
	Groups    []string      `json:"groups,omitempty"` // IANA names, TLS 1.3 first; dh-N: the shortest DHE prime has N bits
	Holes     []TLSHole     `json:"holes,omitempty"`
	Unknown   []string      `json:"unknown,omitempty"` // versions for which no answer could be had: neither offered nor not
}

// TLSProtocol is one protocol version on offer: SSLv2, SSLv3, TLSv1.0 ... TLSv1.3.
type TLSProtocol struct {
	Version string     `json:"version"`
	Suites  []TLSSuite `json:"suites"`
	Order   string     `json:"order,omitempty"`   // server | client
	Partial bool       `json:"partial,omitempty"` // the list of suites may not be complete
}

// TLSSuite is a cipher suite by its IANA number and name.
type TLSSuite struct {
	ID   string `json:"id"` // 0x1301
	Name string `json:"name"`
}

// TLSHole is a known fault and whether it is there.
type TLSHole struct {
	ID    string `json:"id"`
	State string `json:"state"` // yes | no | unknown
}

// WebsiteCertificate is the certificate a site presents. Subject: site:ORIGIN.
var WebsiteCertificate = evidence.Kind[Certificate]{Name: "website.certificate", Version: 1}

// Certificate is the body of website.certificate.
type Certificate struct {
	Host        string   `json:"host"`
	Names       []string `json:"names"`      // DNS names and addresses it is for
	Issuer      string   `json:"issuer"`     // common name or organisation
	NotBefore   string   `json:"not_before"` // RFC 3339, UTC
	NotAfter    string   `json:"not_after"`
	Key         string   `json:"key"` // rsa, ecdsa, ed25519
	Bits        int      `json:"bits"`
	Signature   string   `json:"signature"` // SHA256-RSA, ...
	NameMatches bool     `json:"name_matches"`
	Trusted     bool     `json:"trusted"`         // by the system's or the given authorities, dates aside
	Fault       string   `json:"fault,omitempty"` // self-signed, unknown-authority, incomplete-chain, ...
	Authority   string   `json:"authority"`       // system | given: which pool trusted it
	SHA256      string   `json:"sha256"`          // of the leaf
}

// WebsiteRedirect is what plain http answers. Subject: site:ORIGIN (the https one).
var WebsiteRedirect = evidence.Kind[Redirect]{Name: "website.redirect", Version: 1}

// Redirect is the body of website.redirect.
type Redirect struct {
	From          string   `json:"from"`            // http://host/
	Listen        bool     `json:"listen"`          // something answers plain http
	Hops          []string `json:"hops,omitempty"`  // origins and paths, no query
	HTTPS         bool     `json:"https"`           // it ends on https
	SameHostFirst bool     `json:"same_host_first"` // first hop goes to https on the same host
	Fault         string   `json:"fault,omitempty"` // loop | too-many | downgrade | private
	Status        int      `json:"status,omitempty"`
	Encrypted     string   `json:"encrypted"` // yes | no | unknown: whether the site can be had over https at all
}

// WebsitePage is one page as the server sends it. Subject: page:URL.
var WebsitePage = evidence.Kind[Page]{Name: "website.page", Version: 1}

// Page is the body of website.page.
type Page struct {
	URL      string            `json:"url"`  // no query
	Site     string            `json:"site"` // origin
	Status   int               `json:"status"`
	Title    bool              `json:"title"`   // has one
	Headers  map[string]string `json:"headers"` // security headers only, lower-case names
	Cookies  []Cookie          `json:"cookies,omitempty"`
	Mixed    []Mixed           `json:"mixed,omitempty"`
	Scripts  []Script          `json:"scripts,omitempty"`
	Forms    []Form            `json:"forms,omitempty"`
	Frames   []Frame           `json:"frames,omitempty"`
	LinksTo  []string          `json:"links_to,omitempty"` // other hosts that it links to, sorted
	Links    []PolicyLink      `json:"policy_links,omitempty"`
	Software []Software        `json:"software,omitempty"`
	Front    bool              `json:"front"`              // the page a visitor lands on
	Plain    bool              `json:"plain,omitempty"`    // the site's page as it also comes without encryption, beside the encrypted one
	HTML     bool              `json:"html"`               // its text was there and could be read as HTML
	Cut      bool              `json:"cut,omitempty"`      // it broke off, or was longer than what is read
	Built    bool              `json:"built,omitempty"`    // almost empty: a script builds it in the browser
	MetaCSP  string            `json:"meta_csp,omitempty"` // Content-Security-Policy that stands in the page itself
	Error    string            `json:"error,omitempty"`    // missing, or a visible server error: its kind, never its text
}

// Cookie is one cookie that a page sets.
type Cookie struct {
	Name     string `json:"name"`
	Secure   bool   `json:"secure"`
	HTTPOnly bool   `json:"http_only"`
	SameSite string `json:"same_site,omitempty"`
	Session  bool   `json:"session"` // its name says that it carries a login or session
	Days     int    `json:"days,omitempty"`
}

// Mixed is something loaded over plain http on an https page.
type Mixed struct {
	What   string `json:"what"` // script, stylesheet, iframe, image, form, ...
	URL    string `json:"url"`  // no query
	Active bool   `json:"active"`
	Line   int    `json:"line,omitempty"`
}

// Script is one script of a page.
type Script struct {
	URL       string `json:"url,omitempty"` // no query; empty: inline
	Foreign   bool   `json:"foreign"`
	Integrity bool   `json:"integrity"`
}

// Frame is a page within the page.
type Frame struct {
	URL     string `json:"url"` // no query
	Foreign bool   `json:"foreign"`
}

// Form is one form of a page.
type Form struct {
	Action   string   `json:"action"` // origin and path
	Method   string   `json:"method"`
	HTTPS    bool     `json:"https"`
	Foreign  bool     `json:"foreign"`
	Password bool     `json:"password"`
	Card     bool     `json:"card"`
	Asks     []string `json:"asks,omitempty"` // kinds it asks for: email, phone, address, birth_date, ...
	Line     int      `json:"line,omitempty"`
}

// PolicyLink is a link to a privacy policy, imprint or terms.
type PolicyLink struct {
	What   string `json:"what"` // privacy | imprint | terms
	URL    string `json:"url"`
	Status int    `json:"status"` // 0: not fetched
	Words  int    `json:"words"`  // of readable text behind it
	OK     bool   `json:"ok"`     // answers 200 with a text that speaks of personal data
}

// Software is a product and version that the site names.
type Software struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	From    string `json:"from"`          // header, generator, script
	EOL     string `json:"eol,omitempty"` // YYYY-MM-DD when support ended, if known
}

// WebsiteExposed is what the site answers for files that nobody should be able
// to read. Subject: site:ORIGIN.
var WebsiteExposed = evidence.Kind[Exposed]{Name: "website.exposed", Version: 1}

// Exposed is the body of website.exposed.
type Exposed struct {
	Site     string        `json:"site"`
	Tried    int           `json:"tried"`     // paths asked for
	Answered int           `json:"answered"`  // paths for which an answer could be had
	Controls int           `json:"controls"`  // random paths asked for, that cannot exist
	CatchAll bool          `json:"catch_all"` // random paths are answered with 200
	Files    []ExposedFile `json:"files,omitempty"`
}

// ExposedFile is a file that can be read and whose first bytes prove what it is.
type ExposedFile struct {
	URL      string `json:"url"`
	What     string `json:"what"`            // git, env, dump, archive, key, backup, listing, phpinfo
	Proof    string `json:"proof"`           // the mark its first bytes carry, e.g. "[core]"
	Bytes    int64  `json:"bytes,omitempty"` // as announced; 0 unknown
	Personal bool   `json:"personal"`        // its first bytes hold personal data
}

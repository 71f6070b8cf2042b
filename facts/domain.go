package facts

import "github.com/weaklink/weaklink/evidence"

// WebsiteDomain is what DNS says about a domain: who takes its mail, who may
// send in its name, who may issue certificates for it. Subject: domain:NAME.
var WebsiteDomain = evidence.Kind[Domain]{Name: "website.domain", Version: 1}

// Domain is the body of website.domain. In each part State is found, none or
// unknown; unknown is never an answer: DNS gave none.
type Domain struct {
	Name         string   `json:"name"`         // ASCII, lower case
	Organisation string   `json:"organisation"` // the name that somebody registered: shop.example of www.shop.example
	MX           MX       `json:"mx"`
	NS           []string `json:"ns,omitempty"` // of the registered name; empty when unknown
	SPF          SPF      `json:"spf"`
	DMARC        DMARC    `json:"dmarc"`
	DKIM         DKIM     `json:"dkim"`
	CAA          CAA      `json:"caa"`
	DNSSEC       string   `json:"dnssec"` // signed | unsigned | unknown: whether the registry holds a key for it
}

// MX is who takes the domain's mail.
type MX struct {
	State string   `json:"state"`
	Hosts []string `json:"hosts,omitempty"` // best first
	Null  bool     `json:"null,omitempty"`  // it says that it takes none (RFC 7505)
}

// SPF is who may send in the domain's name (RFC 7208).
type SPF struct {
	State    string   `json:"state"`
	Records  int      `json:"records"`            // one is right; with more receivers take none
	All      string   `json:"all,omitempty"`      // what the record says of everybody else: pass, neutral, softfail, fail, or redirect
	Stranger string   `json:"stranger,omitempty"` // what a receiver is told about addresses that nobody uses: pass, neutral, softfail, fail, none, error, unknown
	Includes []string `json:"includes,omitempty"` // names whose senders it takes over, itself and through others
	Lookups  int      `json:"lookups"`            // questions that a receiver has to ask; ten are allowed
	Voids    int      `json:"voids"`              // of these, answered by nothing; two are allowed
	Fault    string   `json:"fault,omitempty"`    // syntax | loop | include: an included name has no record
	Unknown  []string `json:"unknown,omitempty"`  // names that could not be asked
}

// DMARC is what receivers shall do with mail that only claims to be from the
// domain (RFC 7489, RFC 9989).
type DMARC struct {
	State      string `json:"state"`
	Records    int    `json:"records"`
	At         string `json:"at,omitempty"`         // domain whose record it is: its own or the registered one
	Policy     string `json:"policy,omitempty"`     // none | quarantine | reject, as it holds for this domain
	Subdomains string `json:"subdomains,omitempty"` // as it holds for names below
	Percent    int    `json:"percent"`              // of mail to which it applies
	Testing    bool   `json:"testing,omitempty"`    // t=y: one step milder than it says
	Reports    bool   `json:"reports,omitempty"`    // somebody is told about what was sent
	Fault      string `json:"fault,omitempty"`      // syntax
}

// DKIM is whether keys for signing mail were found under names that are in
// common use; another name cannot be guessed, so none found is no "no".
type DKIM struct {
	State    string    `json:"state"` // found | none (among those tried) | unknown
	Tried    int       `json:"tried"`
	Keys     []DKIMKey `json:"keys,omitempty"`
	Lost     int       `json:"lost,omitempty"`     // of the usual names, not answered
	Wildcard bool      `json:"wildcard,omitempty"` // a made-up name has a key too: what was found proves nothing
}

// DKIMKey is one signing key.
type DKIMKey struct {
	Selector string `json:"selector"`
	Kind     string `json:"kind"`              // rsa | ed25519 | other
	Bits     int    `json:"bits,omitempty"`    // of an RSA key
	Testing  bool   `json:"testing,omitempty"` // t=y: receivers shall ignore it
	Revoked  bool   `json:"revoked,omitempty"` // an empty key
}

// CAA is which authorities may issue certificates for the domain (RFC 8659).
type CAA struct {
	State   string   `json:"state"`
	At      string   `json:"at,omitempty"` // name whose records hold
	Issuers []string `json:"issuers,omitempty"`
	Nobody  bool     `json:"nobody,omitempty"` // no authority may
	Tells   bool     `json:"tells,omitempty"`  // somebody is told about attempts
}

// WebsiteSupplier is a company that carries a part of the firm's chain, with
// the proof for it. Subject: supplier:NAME.
var WebsiteSupplier = evidence.Kind[Supplier]{Name: "website.supplier", Version: 1}

// Supplier is the body of website.supplier.
type Supplier struct {
	Name    string   `json:"name"`
	What    string   `json:"what"`    // shop-builder | site-builder | mail
	Carries []string `json:"carries"` // hosting, payments, mail
	For     string   `json:"for"`     // what it carries: site:ORIGIN or domain:NAME
	By      string   `json:"by"`      // name | cname | a | mx | header | script
	Proof   string   `json:"proof"`   // what was seen, e.g. "www.shop.example is an alias of shops.myshopify.com"
	Own     bool     `json:"own"`     // under the firm's own name, not under one of the supplier's
}

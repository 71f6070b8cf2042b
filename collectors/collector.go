package collectors

import (
	"context"
	"crypto/x509"
	"io"
	"log/slog"
	"net/netip"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/evidence"
)

// Needs is what a collector needs, and what a dry run says about it.
type Needs struct {
	Browser, Network, Login, Root bool
	Tools                         []string // programs that must be installed
	Touches                       string   // completes "we will ...", e.g. "read the files below it, never changing one"
	Never                         string   // completes "we will not ..."
	Rights                        string   // the least rights it needs and how to give them; `weaklink doctor SCHEME` prints it
}

// Collector looks at targets of its schemes and emits facts.
type Collector interface {
	Name() string      // link.noun, e.g. "website.pages"
	Targets() []string // schemes it looks at
	Emits() []string   // kinds of fact
	Needs() Needs
	// Collect returns an error when the target as a whole could not be looked
	// at; what could not be looked at within it goes to see.Unseen.
	Collect(ctx context.Context, t Target, see See) error
}

// See takes what a collector sees. It may be called from several goroutines.
type See interface {
	Fact(evidence.Item) error
	Unseen(subject, why, next string)
	Progress(done, of int64, say string) // of is 0 when it is not known
	Log() *slog.Logger
}

// Env is what every collector of a run shares.
type Env struct {
	Country string         // of the firm, ISO 3166-1 alpha-2: whose phone numbers lack a calling code; empty: not known
	Key     [32]byte       // firm key: fingerprints are made with it
	Resolve []Override     // --resolve
	Roots   *x509.CertPool // --ca, on top of the system's; nil: none given
	DNS     string         // --dns HOST:PORT; empty: the system's
	Ignore  []string       // globs of paths to leave out
	Backups []string       // absolute paths that the firm named as places for copies (dump:): what lies there is meant to be a copy
	Temp    string         // a private folder for this run's temporary files
	Version string         // of weaklink, for the user agent
	// PutBlob stores what write writes, content-addressed, and returns its digest.
	PutBlob func(write func(io.Writer) error) (string, error)
	// OpenBlob opens what an earlier run put; nil: none of it can be had.
	OpenBlob func(digest string) (io.ReadCloser, error)
	Memory   Memory // what earlier runs saw; nil: everything is looked at anew
	Rate     int64  // bytes a second that are read of one target at most; 0: no bound
}

// Memory is what collectors noted about objects in earlier runs of the firm.
type Memory interface {
	// Recall is the note about an object and the facts that were emitted about
	// it. ok is false when there is none, or when it is no longer whole.
	Recall(ctx context.Context, target, collector, object string) (m evidence.Memo, facts []evidence.Item, ok bool)
	Remember(ctx context.Context, target, collector string, all []evidence.Memo) error
}

// RecallAll asks a Memory for several objects at once, where it can be asked so:
// a server that is far away would be asked thousands of times otherwise. nil: it
// cannot.
func RecallAll(ctx context.Context, from Memory, target, collector string, objects []string) map[string]evidence.Recalled {
	m, ok := from.(interface {
		RecallAll(ctx context.Context, target, collector string, objects []string) map[string]evidence.Recalled
	})
	if !ok {
		return nil
	}
	return m.RecallAll(ctx, target, collector, objects)
}

// Again is See.Fact of a fact that a Memory gave: it is kept already, and a See
// that knows that writes nothing.
func Again(see See, it evidence.Item) error {
	if a, ok := see.(interface{ Again(evidence.Item) error }); ok {
		return a.Again(it)
	}
	return see.Fact(it)
}

// Override sends connections for Host and Port to To, like curl's --connect-to.
type Override struct {
	Host string
	Port int
	To   netip.AddrPort
}

// Dial returns the address to connect to for host and port, and whether an
// override named it.
func (e Env) Dial(host string, port int) (netip.AddrPort, bool) {
	for _, o := range e.Resolve {
		if strings.EqualFold(o.Host, host) && o.Port == port {
			return o.To, true
		}
	}
	return netip.AddrPort{}, false
}

var makers []func(Env) Collector

// Register adds a collector to every later run. Call it from init.
func Register(mk func(Env) Collector) { makers = append(makers, mk) }

// All makes every registered collector for one run, sorted by name.
func All(env Env) []Collector {
	var out []Collector
	for _, mk := range makers {
		out = append(out, mk(env))
	}
	slices.SortFunc(out, func(a, b Collector) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// For returns the collectors of all that look at targets of scheme.
func For(all []Collector, scheme string) []Collector {
	var out []Collector
	for _, c := range all {
		if slices.Contains(c.Targets(), scheme) {
			out = append(out, c)
		}
	}
	return out
}

package chain

import "fmt"

// Link is one of the eight layers that protect client data.
type Link string

// The eight links, in the order in which they are always shown.
const (
	Data     Link = "data"
	Website  Link = "website"
	Hosting  Link = "hosting"
	Devices  Link = "devices"
	Access   Link = "access"
	Policies Link = "policies"
	Payments Link = "payments"
	Backups  Link = "backups"
)

// Links returns the eight links in chain order. The slice is the caller's.
func Links() []Link {
	return []Link{Data, Website, Hosting, Devices, Access, Policies, Payments, Backups}
}

// Index is the position of l in the chain, 0 to 7, or -1 when l is no link.
func (l Link) Index() int {
	for i, k := range Links() {
		if k == l {
			return i
		}
	}
	return -1
}

// ParseLink turns a name given by a person into a Link.
func ParseLink(s string) (Link, error) {
	if l := Link(s); l.Index() >= 0 {
		return l, nil
	}
	return "", fmt.Errorf("no link is called %q; the eight are %v", s, Links())
}

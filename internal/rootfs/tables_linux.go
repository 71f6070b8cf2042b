package rootfs

import (
	"errors"
	"syscall"

	"github.com/google/nftables"
)

// kernelTables lists the kernel's tables of packet filters over netlink; a
// kernel that knows none has none.
func kernelTables() ([]filterTable, error) {
	c, err := nftables.New()
	if err != nil {
		return nil, err
	}
	all, err := c.ListTables()
	if errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.EPROTONOSUPPORT) {
		return nil, nil
	}
	var out []filterTable
	for _, t := range all {
		out = append(out, filterTable{t.Name, t.Family == nftables.TableFamilyIPv4 || t.Family == nftables.TableFamilyIPv6})
	}
	return out, err
}

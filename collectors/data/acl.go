package data

import (
	"encoding/binary"
	"errors"
)

// acl is a POSIX access control list as Linux keeps it: entries in the order
// owner, named users, owning group, named groups, mask, others. nil: the mode
// says everything.
type acl []aclEntry

type aclEntry struct {
	tag  uint16
	perm uint16 // 4 read, 2 write, 1 pass through
	id   uint32 // of a named user or group
}

// Tags and version of include/uapi/linux/posix_acl_xattr.h.
const (
	aclUserObj  = 0x01
	aclUser     = 0x02
	aclGroupObj = 0x04
	aclGroup    = 0x08
	aclMask     = 0x10
	aclOther    = 0x20
	aclVersion  = 2
)

var errACL = errors.New("its access control list cannot be read")

// parseACL reads the value of the attribute system.posix_acl_access.
func parseACL(raw []byte) (acl, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	if len(raw) < 4 || (len(raw)-4)%8 != 0 || binary.LittleEndian.Uint32(raw) != aclVersion {
		return nil, errACL
	}
	var out acl
	for b := raw[4:]; len(b) > 0; b = b[8:] {
		e := aclEntry{binary.LittleEndian.Uint16(b), binary.LittleEndian.Uint16(b[2:]), binary.LittleEndian.Uint32(b[4:])}
		switch e.tag {
		case aclUserObj, aclUser, aclGroupObj, aclGroup, aclMask, aclOther:
		default:
			return nil, errACL
		}
		out = append(out, e)
	}
	return out, nil
}

// mask is what the mask lets through for everybody but the owner and others.
func (a acl) mask() uint16 {
	for _, e := range a {
		if e.tag == aclMask {
			return e.perm
		}
	}
	return 7
}

// allows follows posix_acl_permission of the kernel for one wanted right; the
// owner has been dealt with.
func (a acl) allows(u *account, gid uint32, want uint16) (bool, way) {
	mask := a.mask()
	inGroup := false
	for _, e := range a {
		switch e.tag {
		case aclUser:
			if e.id == u.uid {
				return e.perm&mask&want != 0, way{right: "acl user"}
			}
		case aclGroupObj, aclGroup:
			id, right := e.id, "acl group"
			if e.tag == aclGroupObj {
				id, right = gid, "acl owning group"
			}
			if !u.in(id) {
				continue
			}
			inGroup = true
			if e.perm&want != 0 { // the first group that grants decides, with the mask
				return e.perm&mask&want != 0, way{group: id, byGroup: true, right: right}
			}
		case aclOther:
			return !inGroup && e.perm&want != 0, way{right: "acl others"}
		}
	}
	return false, way{}
}

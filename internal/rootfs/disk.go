package rootfs

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Disk says which of the places where the system and people's files lie are
// encrypted.
func (m *Machine) Disk(container bool) facts.Disk {
	out := facts.Disk{Mounts: []facts.DiskMount{}}
	if container {
		out.Blind = facts.Blind{Why: "this is a container: its disk belongs to the machine that it runs on", Next: "run the scan on the machine that runs the container"}
		return out
	}
	if m.Live {
		raw, err := m.Read("proc/self/mounts", 4<<20)
		if err == nil {
			out.Mounts = m.mounted(string(raw))
		}
		if err != nil || len(out.Mounts) == 0 {
			out.Mounts = []facts.DiskMount{}
			out.Blind = Blind("what is mounted could not be read", err, "run: lsblk -o NAME,TYPE,MOUNTPOINT and look for crypt")
			if err == nil {
				out.Why = "nothing says what the system's own disk is"
			}
		}
		return out
	}
	fstab, err := m.Read("etc/fstab", 0)
	var crypttab []byte
	if err == nil {
		crypttab, err = m.Read("etc/crypttab", 0)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err == nil {
		out.Mounts, err = planned(string(fstab), string(crypttab))
	}
	if err != nil {
		out.Mounts = []facts.DiskMount{}
		out.Blind = Blind("the table of its disks could not be read", err, "run the scan on the machine itself: sudo weaklink scan host:")
	}
	return out
}

// places are where the system and people's files lie.
func places(at string) bool { return at == "/" || at == "/home" || at == "/var" || at == "/srv" }

func (m *Machine) mounted(text string) []facts.DiskMount {
	var out []facts.DiskMount
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 3 || !places(f[1]) || f[2] == "autofs" {
			continue
		}
		d := facts.DiskMount{At: f[1], From: "kernel", Encrypted: "unknown"}
		switch {
		case f[2] == "overlay" || f[2] == "tmpfs" || f[2] == "squashfs" || f[2] == "9p" || f[2] == "virtiofs" || f[2] == "nfs" || f[2] == "nfs4" || f[2] == "cifs":
			d.Why, d.Next = "it lies on no disk of this machine ("+f[2]+")", "look at the machine whose disk it is"
		case f[2] == "zfs":
			d.Why, d.Next = "this version cannot ask ZFS", "run: zfs get encryption"
		case !strings.HasPrefix(f[0], "/dev/"):
			d.Why, d.Next = "the kernel does not say which disk it lies on", "run: lsblk -o NAME,TYPE,MOUNTPOINT and look for crypt"
		default:
			is, err := m.encrypted(f[0])
			switch {
			case err != nil:
				d.Why, d.Next = "what its disk is made of could not be read: "+Reason(err), "run: lsblk -o NAME,TYPE,MOUNTPOINT and look for crypt"
			case is:
				d.Encrypted = "yes"
			default:
				d.Encrypted = "no"
			}
		}
		// What is mounted last over a place is what one sees there.
		for i := range out {
			if out[i].At == d.At {
				out = append(out[:i], out[i+1:]...)
				break
			}
		}
		out = append(out, d)
	}
	return out
}

// encrypted says whether everything below a device goes through dm-crypt.
func (m *Machine) encrypted(device string) (bool, error) {
	at, err := m.Resolve(device)
	if err != nil {
		return false, err
	}
	return m.encryptedBlock(path.Base(at), 0)
}

func (m *Machine) encryptedBlock(name string, depth int) (bool, error) {
	if depth > 10 {
		return false, ErrLoop
	}
	if _, err := m.Stat("sys/class/block/" + name); err != nil {
		return false, err
	}
	uuid, err := m.Read("sys/class/block/"+name+"/dm/uuid", 4096)
	if err == nil && strings.HasPrefix(string(uuid), "CRYPT-") {
		return true, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	below, err := m.List("sys/class/block/" + name + "/slaves")
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(below) == 0 {
		return false, nil // a disk, or a part of one
	}
	if err != nil {
		return false, err
	}
	for _, e := range below {
		if is, err := m.encryptedBlock(e.Name(), depth+1); err != nil || !is {
			return false, err
		}
	}
	return true, nil
}

// planned reads fstab(5) and crypttab(5): what is mounted when the system starts.
func planned(fstab, crypttab string) ([]facts.DiskMount, error) {
	opened := map[string]bool{}
	for line := range strings.Lines(crypttab) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) < 2 {
			return nil, errors.New("a line of etc/crypttab is cut")
		}
		if len(f) < 4 || !strings.Contains(","+f[3]+",", ",swap,") {
			opened[f[0]] = true
		}
	}
	out := []facts.DiskMount{}
	root := false
	for line := range strings.Lines(fstab) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) < 3 {
			return nil, errors.New("a line of etc/fstab is cut")
		}
		if !places(f[1]) {
			continue
		}
		root = root || f[1] == "/"
		d := facts.DiskMount{At: f[1], From: "fstab", Encrypted: "no"}
		name, mapped := strings.CutPrefix(f[0], "/dev/mapper/")
		switch {
		case mapped && opened[name]:
			d.Encrypted, d.From = "yes", "crypttab"
		case len(opened) > 0 && (mapped || strings.Contains(f[0], "UUID=") || strings.Contains(f[0], "LABEL=") || !strings.HasPrefix(f[0], "/dev/")):
			d.Encrypted, d.Why = "unknown", "an encrypted disk is opened at the start, but the tables do not say whether this lies on it"
			d.Next = "run on the machine: lsblk -o NAME,TYPE,MOUNTPOINT and look for crypt"
		case f[2] == "zfs" || f[2] == "nfs" || f[2] == "nfs4" || f[2] == "cifs":
			d.Encrypted, d.Why, d.Next = "unknown", "its kind ("+f[2]+") says nothing about encryption", "look at the machine or program whose disk it is"
		}
		out = append(out, d)
	}
	if !root {
		return nil, errors.New("etc/fstab does not name the system's own disk")
	}
	return out, nil
}

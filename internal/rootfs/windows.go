package rootfs

import (
	"errors"
	"io/fs"
	"time"

	"github.com/weaklink/weaklink/facts"
)

// WindowsID is what a copy of a Windows machine's disk is called. Of it only the
// protection against malware is looked at: everything else stands in its registry.
const WindowsID = "windows"

// windows says whether the folder is the disk of a Windows machine.
func (m *Machine) windows() (bool, error) {
	return m.any([]string{"Windows/System32/config", "Windows/System32/ntoskrnl.exe", "WINDOWS/system32/config"})
}

func windowsSystem() facts.System {
	return facts.System{Name: "Windows", ID: WindowsID, Blind: facts.Blind{Why: "which Windows it is stands in its registry, which this version cannot read",
		Next: "on the machine: winver"}}
}

// defenderDefinitions is where Microsoft Defender keeps its signatures, each set
// in a folder of its own.
const defenderDefinitions = "ProgramData/Microsoft/Windows Defender/Definition Updates"

// defender looks at the signatures of Microsoft Defender. Their day is the time
// of the newest file: a copy can make them look newer than they are and never
// older, so old ones are told and new ones prove nothing. Whether it runs, or
// another program took its place, a copy does not show.
func (m *Machine) defender() facts.Malware {
	const next = "on the machine, in PowerShell: Get-MpComputerStatus | select RealTimeProtectionEnabled, AntivirusSignatureLastUpdated"
	out := facts.Malware{Products: []facts.Product{}}
	sets, err := m.List(defenderDefinitions)
	if err != nil {
		why := "the signatures of Microsoft Defender could not be read"
		if errors.Is(err, fs.ErrNotExist) {
			why = "there are no signatures of Microsoft Defender, and another protection stands in the registry"
		}
		out.Blind = Blind(why, err, next)
		return out
	}
	var newest time.Time
	for _, set := range sets {
		files, err := m.Glob(defenderDefinitions + "/" + set.Name() + "/*.vdm")
		if err != nil {
			continue // a file, or a folder that is shut: fewer signatures, never newer ones
		}
		for _, f := range files {
			if st, err := m.Stat(f); err == nil && st.Mode().IsRegular() && st.Size() > 0 && st.ModTime().After(newest) {
				newest = st.ModTime()
			}
		}
	}
	p := facts.Product{Name: "Microsoft Defender", Running: "unknown", Why: "a copy of its files does not show whether it runs", Next: next}
	if newest.IsZero() {
		p.Why = "none of its signatures could be read, and a copy does not show whether it runs"
	} else {
		p.Signatures = newest.UTC().Format(time.DateOnly)
	}
	out.Products = append(out.Products, p)
	return out
}

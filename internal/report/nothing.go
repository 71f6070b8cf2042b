package report

// Nothing is what is said where no client data was found. What could not be read
// holds none only as far as we know, and the words say how far that is.
func (d Data) Nothing() string {
	var read, unread int64
	for _, l := range d.Ledger {
		read, unread = read+l.Read, unread+l.Unread
	}
	switch {
	case d.Guarded.Len() > 0 && unread > 0:
		return "Client data: none was found in clear in what was read"
	case d.Guarded.Len() > 0:
		return "Client data: none was found in clear"
	case unread > 0 && read == 0:
		return "Client data: nothing could be read"
	case unread > 0:
		return "Client data: none was found in what was read"
	}
	return "Client data: none was found"
}

package formats

// flat is whole, but that where objects are not like that it seldom tries.
func (t *jsonTable) flat(data []byte) (n int, some bool) {
	if t.odd || t.wait > 0 {
		t.wait--
		return 0, false
	}
	if n, some = t.whole(data); n > 0 {
		t.missed = 0
	} else {
		t.missed = min(2*t.missed+1, 64)
		t.wait = t.missed / 2
	}
	return n, some
}

// whole takes an object that lies in data as it is: all its keys are columns that
// are known, and their values neither nested nor written with escapes. n is how
// long it is; 0: it is not like that. some says whether a cell holds anything.
func (t *jsonTable) whole(data []byte) (n int, some bool) {
	if len(t.names) == 0 || len(data) == 0 || data[0] != '{' {
		return 0, false
	}
	t.view = t.view[:0]
	for range t.names {
		t.view = append(t.view, nil)
	}
	i, next, size := 1, 0, 0
	for {
		if i = blanks(data, i); i == len(data) || data[i] != '"' {
			return 0, false
		}
		i++
		at := -1
		for try := next; try < min(next+4, len(t.names)); try++ { // a few may be missing
			if name := t.names[try]; len(data)-i > len(name) && data[i+len(name)] == '"' && string(data[i:i+len(name)]) == name {
				at = try
				break
			}
		}
		if at < 0 {
			from := i
			for i < len(data) && data[i] != '"' && data[i] != '\\' && i-from <= 200 {
				i++
			}
			if i == len(data) || data[i] != '"' {
				return 0, false
			}
			known := false
			if at, known = t.columns[string(data[from:i])]; !known {
				return 0, false
			}
		} else {
			i += len(t.names[at])
		}
		next = at + 1
		if i = blanks(data, i+1); i == len(data) || data[i] != ':' {
			return 0, false
		}
		if i = blanks(data, i+1); i == len(data) {
			return 0, false
		}
		from := i
		var cell []byte
		if data[i] == '"' {
			from++
			for i = from; i < len(data) && data[i] != '"' && data[i] != '\\'; i++ {
			}
			if i == len(data) || data[i] != '"' {
				return 0, false
			}
			cell = data[from:i]
			i++
		} else {
			for i < len(data) && bareByte[data[i]] {
				i++
			}
			switch cell = data[from:i]; string(cell) {
			case "":
				return 0, false
			case "true", "false", "null":
				cell = nil
			}
			if len(cell) > 64 {
				return 0, false
			}
		}
		if len(cell) > 0 {
			if size += len(cell); len(t.view[at]) > 0 || size > maxCell {
				return 0, false // a key that comes twice
			}
			t.view[at], some = cell, true
		}
		if i = blanks(data, i); i == len(data) {
			return 0, false
		}
		switch data[i] {
		case ',':
			i++
		case '}':
			return i + 1, some
		default:
			return 0, false
		}
	}
}

// blanks is where the white space at i ends.
func blanks(data []byte, i int) int {
	for i < len(data) && (data[i] == ' ' || data[i] == '\n' || data[i] == '\r' || data[i] == '\t') {
		i++
	}
	return i
}

package canary

import "bytes"

// pdfText joins the strings that a PDF page draws, once as they stand next to
// each other and once with spaces between them, because programs draw a line
// in pieces to set it flush. It gives nothing where no text is drawn.
func pdfText(b []byte) [][]byte {
	if !bytes.Contains(b, []byte("BT")) || !bytes.Contains(b, []byte("Tj")) && !bytes.Contains(b, []byte("TJ")) {
		return nil
	}
	var tight, loose []byte
	for i := 0; i < len(b); {
		var s []byte
		switch b[i] {
		case '(':
			s, i = literal(b, i+1)
		case '<':
			s, i = hexString(b, i+1)
		case 'T': // the operator that ends a line
			i++
			if i < len(b) && (b[i] == '*' || b[i] == 'd' || b[i] == 'D' || b[i] == 'm') {
				tight = append(tight, '\n')
			}
			continue
		default:
			i++
			continue
		}
		tight = append(tight, s...)
		loose = append(append(loose, s...), ' ')
	}
	squeezed, _ := unWrap(loose)
	joined, _ := unWrap(tight)
	return [][]byte{tight, joined, squeezed}
}

// literal reads a PDF string up to its closing bracket and says where it ends.
func literal(b []byte, i int) ([]byte, int) {
	var out []byte
	open := 1
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\' && i+1 < len(b):
			i++
			if b[i] >= '0' && b[i] <= '7' {
				n, k := 0, 0
				for ; k < 3 && i+k < len(b) && b[i+k] >= '0' && b[i+k] <= '7'; k++ {
					n = n<<3 | int(b[i+k]-'0')
				}
				i += k - 1
				out = append(out, byte(n))
				continue
			}
			switch b[i] {
			case 'n', 'r', 't', 'b', 'f':
				// In UTF-16 strings these stand for real bytes of a character.
				out = append(out, map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}[b[i]])
			case '\n':
			default:
				out = append(out, b[i])
			}
		case c == '(':
			open++
			out = append(out, c)
		case c == ')':
			if open--; open == 0 {
				return out, i + 1
			}
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out, i
}

func hexString(b []byte, i int) ([]byte, int) {
	var out []byte
	var half byte
	odd := false
	for ; i < len(b) && b[i] != '>'; i++ {
		if !isHex(b[i]) {
			continue
		}
		if odd {
			out = append(out, half<<4|unHex(b[i]))
		}
		half, odd = unHex(b[i]), !odd
	}
	return out, i + 1
}

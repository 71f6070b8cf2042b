package classify

import "bytes"

// versioned says whether words before i speak of versions of programs.
func (s *scanner) versioned(i int) bool {
	if i > 1 && s.text[i-1] == '/' && isLetter(s.text[i-2]) { // Chrome/120.0.0.0
		end := i
		for end < len(s.text) && (isDigit(s.text[end]) || s.text[end] == '.') {
			end++
		}
		if bytes.HasSuffix(s.text[i:end], []byte(".0.0")) {
			return true
		}
	}
	if i > 2 && s.text[i-1] == ' ' && s.text[i-2] == 0xa7 && s.text[i-3] == 0xc2 { // of a law: the sign of a section
		return true
	}
	if s.ofProgram(i) {
		return true
	}
	if s.compared(i) {
		return true
	}
	if s.near(ctxVersion, i, 64) && behindVersion(s.text[s.line:i]) {
		return true
	}
	if !s.near(ctxVersion, i, 14) && (i == 0 || s.text[i-1]|0x20 != 'v') {
		return false
	}
	long, digits := 0, 0
	for end := i; end < len(s.text) && (isDigit(s.text[end]) || s.text[end] == '.'); end++ {
		if digits++; s.text[end] == '.' {
			digits = 0
		} else if digits == 3 {
			long++
		}
	}
	// No version counts to hundreds twice ("v":"10.178.231.152"), unless the word
	// for it stands right before and it is no address of a network of one's own.
	return long < 2 || s.near(ctxVersion, i, 5) && firstOfVersion(s.text[i:])
}

// ofProgram says whether the name of a well-known program stands right before i:
// openssl 3.0.6.1, nginx/1.25.1.0.
func (s *scanner) ofProgram(i int) bool {
	if i < 4 || s.text[i-1] != ' ' && s.text[i-1] != '/' || !isLetter(s.text[i-2]) || !isDigit(s.text[i]) || isDigit(s.text[i+1]) && (isDigit(s.text[i+2]) || s.text[i] == '1' && s.text[i+1] == '0') {
		return false
	}
	from := i - 1
	for from > s.line && i-from < 16 && isLetter(s.text[from-1]) {
		from--
	}
	var buf [16]byte
	return programs[string(lowered(buf[:0], s.text[from:i-1]))]
}

var programs = set("openssl nginx apache httpd php java jdk jre python node nodejs npm mysql mariadb postgres postgresql redis mongodb chrome chromium firefox edge safari windows office outlook excel word linux ubuntu debian centos kernel docker git gitlab jenkins wordpress woocommerce joomla drupal typo magento shopware prestashop odoo sap oracle tomcat jboss spring log curl wget openssh sshd samba bind postfix dovecot exim acrobat reader teamviewer anydesk zoom skype vlc gimp libreoffice thunderbird")

// behindVersion says whether b ends with four numbers and a word that says what
// they become: 8.0.32.1 to.
func behindVersion(b []byte) bool {
	at := len(b)
	for at > 0 && len(b)-at < 6 && !isDigit(b[at-1]) && b[at-1] != ',' && b[at-1] != ';' {
		at--
	}
	dots, end := 0, at
	for at > 0 && (isDigit(b[at-1]) || b[at-1] == '.') {
		if at--; b[at] == '.' {
			dots++
		}
	}
	return end < len(b) && dots == 3
}

// compared says whether a sign by which packages are asked for stands right before
// i, and no word for addresses before that: shop==4.2.1.7, libfoo (>= 8.22.1.2).
func (s *scanner) compared(i int) bool {
	at := i
	if at > 0 && s.text[at-1] == ' ' {
		at--
	}
	if at < 3 || s.text[at-1] != '=' && s.text[at-1] != '>' || s.text[at-2] != '=' && s.text[at-2] != '>' && s.text[at-2] != '<' && s.text[at-2] != '~' || s.text[at-1] == '>' && s.text[at-2] != '~' {
		return false
	}
	end := at - 2
	for end > s.line && s.text[end-1] == ' ' {
		end--
	}
	from := end
	for from > s.line && (isAlnum(s.text[from-1]) || s.text[from-1] == '_' || s.text[from-1] == '.') {
		from--
	}
	for part := range bytes.FieldsFuncSeq(bytes.ToLower(s.text[from:end]), func(r rune) bool { return r == '_' || r == '.' }) {
		if addressParts[string(part)] || bytes.HasSuffix(part, []byte("addr")) || bytes.HasSuffix(part, []byte("host")) {
			return false
		}
	}
	return true
}

var addressParts = set("ip ip4 ipv4 src dst source destination client server remote peer address")

// firstOfVersion says whether a number of four parts begins as versions do.
func firstOfVersion(b []byte) bool {
	n := 0
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	return n < 3 && (n == 1 || b[0] != '1' || b[1] != '0')
}

// deepOID tells object identifiers: five numbers and more.
func deepOID(text []byte, i, end int) bool {
	return end+1 < len(text) && text[end] == '.' && isDigit(text[end+1])
}

package firewall

import (
	"fmt"
	"slices"
	"strings"
)

// line is the tokens of one rule.
type line struct {
	in []token
	at int
}

func (l *line) peek() string {
	if l.at < len(l.in) {
		return l.in[l.at].text
	}
	return ""
}

func (l *line) next() string { s := l.peek(); l.pass(1); return s }

// pass goes on by n tokens, never beyond the end.
func (l *line) pass(n int) { l.at = min(l.at+n, len(l.in)) }

// rule adds the rule that the tokens write to c. What we do not understand
// makes it unclear, and the first verdict in the rest is taken for its own.
func (p *parser) rule(c *chain, in []token) {
	var flat []token
	for _, t := range in {
		if t.text != "\n" || t.quoted {
			flat = append(flat, t)
		}
	}
	if len(flat) == 0 {
		return
	}
	l := &line{in: flat}
	ru := rule{text: fmt.Sprintf("a rule in chain %s of table %s", c.name, c.table)}
	for l.at < len(l.in) && !ru.unclear {
		l.statement(&ru)
	}
	for ; l.at < len(l.in); l.at++ {
		switch w := l.peek(); w {
		case "accept", "drop", "reject", "return", "jump", "goto", "queue", "dnat", "redirect", "tproxy", "vmap":
			l.next()
			ru.do = l.verdict(w)
			l.at = len(l.in)
		}
	}
	c.rules = append(c.rules, ru)
	p.r.Rules++
}

func (l *line) verdict(word string) verdict {
	switch word {
	case "accept", "drop", "return":
		return verdict{what: word}
	case "reject":
		return verdict{what: "drop"}
	case "jump", "goto":
		return verdict{word, l.next()}
	case "dnat", "redirect", "tproxy":
		return verdict{what: "moved"}
	}
	return verdict{what: "unknown"}
}

func (l *line) statement(ru *rule) {
	switch w := l.next(); w {
	case "accept", "drop", "return", "jump", "goto":
		ru.do = l.verdict(w)
	case "reject", "queue", "dnat", "redirect", "tproxy":
		ru.do = l.verdict(w)
		l.at = len(l.in) // what follows says how
	case "snat", "masquerade":
		l.at = len(l.in)
	case "continue", "notrack":
	case "counter":
		for l.peek() == "packets" || l.peek() == "bytes" || l.peek() == "name" {
			l.pass(2)
		}
	case "comment":
		l.next()
	case "log":
		for l.peek() == "prefix" || l.peek() == "level" || l.peek() == "group" || l.peek() == "snaplen" || l.peek() == "queue-threshold" || l.peek() == "flags" {
			l.pass(2)
		}
	case "limit":
		l.limit(ru)
	case "iif", "iifname", "oif", "oifname", "mark", "pkttype", "nfproto", "l4proto", "skuid", "skgid", "cpu", "iiftype", "iifgroup":
		l.compare(ru, metaName(w))
	case "meta":
		key := l.next()
		if l.peek() == "set" {
			l.pass(2)
			return
		}
		l.compare(ru, metaName(key))
	case "ip", "ip6", "tcp", "udp", "th", "icmp", "icmpv6", "icmp6", "igmp", "arp", "ether", "sctp", "dccp", "udplite", "esp", "ah", "comp", "vlan":
		field := l.next()
		if l.peek() == "set" {
			l.pass(2)
			return
		}
		l.compare(ru, w+" "+field)
	case "ct":
		key := l.next()
		switch {
		case l.peek() == "set":
			l.pass(2)
		case key == "original" || key == "reply" || key == "count":
			ru.unclear = true
		default:
			l.compare(ru, "ct "+key)
		}
	case "fib":
		var flags []string
		for l.at < len(l.in) {
			f := l.next()
			if f == "type" || f == "oif" || f == "oifname" {
				if f == "oifname" {
					f = "oif"
				}
				l.compare(ru, "fib "+strings.Join(flags, ",")+" "+f)
				return
			}
			if f != "." {
				flags = append(flags, f)
			}
		}
		ru.unclear = true
	default:
		l.at--
		ru.unclear = true
	}
}

// limit: the first packets of a connection are under any limit.
func (l *line) limit(ru *rule) {
	if l.peek() == "name" {
		l.pass(2)
		ru.unclear = true
		return
	}
	if l.next() != "rate" {
		ru.unclear = true
		return
	}
	if l.peek() == "over" {
		l.next()
		ru.matches = append(ru.matches, never)
	}
	amount := l.next()
	if !strings.Contains(amount, "/") || strings.HasSuffix(amount, "/") {
		l.next() // "10 mbytes/second"
	}
	if l.peek() == "burst" {
		l.pass(3)
	}
}

// compare reads what follows a field: an operator and values, or a verdict map.
func (l *line) compare(ru *rule, left string) {
	negate := false
	switch l.peek() {
	case "vmap":
		l.next()
		l.vmap(ru, left)
		return
	case "!=", "!":
		negate = true
		l.next()
	case "==":
		l.next()
	case "&", "and":
		if left != "tcp flags" || !l.flags(ru) {
			ru.unclear = true
		}
		return
	case "<", ">", "<=", ">=", "|", "^", ".", "or", "":
		ru.unclear = true
		return
	}
	items, ok := l.values()
	if ok && left == "tcp flags" && l.peek() == "/" { // the newer way to write a mask
		l.next()
		mask, ok := l.values()
		if !ok {
			ru.unclear = true
			return
		}
		ru.flags(items, mask, negate)
		return
	}
	if !ok || l.peek() == "." || l.peek() == "/" {
		ru.unclear = true
		return
	}
	ru.matches = append(ru.matches, match{left: left, not: negate, items: items})
}

// values reads one value, several parted by commas or bars, or a set in braces.
func (l *line) values() ([]item, bool) {
	if l.peek() == "{" {
		s, ok := l.braces()
		return s.items, ok && !s.unknown && len(s.targets) == 0
	}
	var out []item
	for {
		if l.at >= len(l.in) {
			return nil, false
		}
		out = append(out, valueOf(l.next()))
		if l.peek() != "," && l.peek() != "|" {
			return out, true
		}
		l.next()
	}
}

func (l *line) braces() (*set, bool) {
	l.next()
	start, level := l.at, 1
	for l.at < len(l.in) && level > 0 {
		switch l.next() {
		case "{":
			level++
		case "}":
			level--
		}
	}
	if level > 0 {
		return &set{}, false
	}
	return elements(l.in[start : l.at-1]), true
}

func (l *line) vmap(ru *rule, left string) {
	if name, ok := strings.CutPrefix(l.peek(), "@"); ok {
		l.next()
		ru.vmap = &vmap{left: left, set: name}
		return
	}
	if l.peek() == "{" {
		if s, ok := l.braces(); ok && !s.unknown && len(s.items) == len(s.targets) {
			ru.vmap = &vmap{left: left, items: s.items, targets: s.targets}
			return
		}
	}
	ru.unclear, ru.do = true, verdict{what: "unknown"}
}

// flags reads `& (fin|syn|rst|ack) == syn` for a packet with syn alone.
func (l *line) flags(ru *rule) bool {
	l.next()
	syn := false
	if l.peek() != "(" {
		return false
	}
	for l.at < len(l.in) && l.peek() != ")" {
		if l.next() == "syn" {
			syn = true
		}
	}
	l.next()
	op := l.next()
	if op != "==" && op != "!=" {
		return false
	}
	items, ok := l.values()
	if !ok {
		return false
	}
	var mask []item
	if syn {
		mask = []item{{lo: "syn"}}
	}
	ru.flags(items, mask, op == "!=")
	return true
}

// flags is a comparison of the flags under a mask, for a packet with syn alone.
func (ru *rule) flags(want, mask []item, negate bool) {
	syn := slices.Contains(mask, item{lo: "syn"})
	hit := len(want) == 1 && (syn && want[0].lo == "syn" || !syn && (want[0].lo == "0" || want[0].lo == "0x0"))
	if hit == negate {
		ru.matches = append(ru.matches, never)
	}
}

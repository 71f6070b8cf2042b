package firewall

import (
	"fmt"
	"strings"
)

// builtin chains of iptables, and where they hook in. The order of tables is
// that of the kernel: raw, mangle, nat, filter.
var builtin = map[string]string{"PREROUTING": "prerouting", "INPUT": "input", "FORWARD": "forward", "OUTPUT": "output", "POSTROUTING": "postrouting"}

var tablePriority = map[string]int{"raw": -300, "mangle": -150, "nat": -100, "filter": 0, "security": 50}

// Save reads the format of iptables-save for a family, ip or ip6.
func Save(family string, raw []byte) (*Ruleset, error) {
	r := New()
	table := ""
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#' || line == "COMMIT":
		case line[0] == '*':
			table = line[1:]
		case table == "":
			return nil, fmt.Errorf("read the rules of iptables: %w", ErrNoRuleset)
		case line[0] == ':':
			f := strings.Fields(line[1:])
			if len(f) < 2 {
				return nil, fmt.Errorf("read the rules of iptables: %w", ErrNoRuleset)
			}
			c := r.chain(family, table, f[0])
			if hook := builtin[f[0]]; hook != "" {
				c.hook, c.priority, c.kind = hook, tablePriority[table], table
				if f[1] == "DROP" {
					c.policy = "drop"
				}
			}
		default:
			words, ok := split(line)
			if ok && len(words) > 0 && strings.HasPrefix(words[0], "[") {
				words = words[1:] // counters
			}
			if !ok || len(words) < 2 || words[0] != "-A" && words[0] != "-I" {
				return nil, fmt.Errorf("read the rules of iptables: %w", ErrNoRuleset)
			}
			c := r.chain(family, table, words[1])
			ru := iptablesRule(family, words[2:])
			ru.text = fmt.Sprintf("a rule in chain %s of table %s", words[1], table)
			if words[0] == "-I" {
				c.rules = append([]rule{ru}, c.rules...)
			} else {
				c.rules = append(c.rules, ru)
			}
			r.Rules++
		}
	}
	return r, nil
}

// split cuts a line into words; quotes hold a word together.
func split(line string) ([]string, bool) {
	var out []string
	var b strings.Builder
	in, quoted := false, false
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == '\\' && quoted && i+1 < len(line):
			i++
			b.WriteByte(line[i])
		case c == '"':
			quoted, in = !quoted, true
		case (c == ' ' || c == '\t') && !quoted:
			if in {
				out = append(out, b.String())
				b.Reset()
			}
			in = false
		default:
			in = true
			b.WriteByte(c)
		}
	}
	if in {
		out = append(out, b.String())
	}
	return out, !quoted
}

// never is a match that no packet of ours has.
var never = match{left: "ct status", items: []item{{lo: "never"}}}

func iptablesRule(family string, words []string) rule {
	var ru rule
	proto := "th"
	negate := false
	for i := 0; i < len(words); i++ {
		w := words[i]
		arg := func() string {
			if i+1 < len(words) {
				i++
				return words[i]
			}
			ru.unclear = true
			return ""
		}
		add := func(left string, items ...item) {
			ru.matches = append(ru.matches, match{left: left, not: negate, items: items})
			negate = false
		}
		switch w {
		case "!":
			negate = true
		case "-p", "--protocol":
			p := arg()
			if p == "tcp" || p == "udp" {
				proto = p
			}
			add("meta l4proto", item{lo: p})
		case "-i", "--in-interface":
			add("meta iifname", item{lo: arg()})
		case "-o", "--out-interface":
			add("meta oifname", item{lo: arg()})
		case "-s", "--source":
			add(family+" saddr", list(arg())...)
		case "-d", "--destination":
			add(family+" daddr", list(arg())...)
		case "--dport", "--destination-port", "--dports", "--destination-ports":
			add(proto+" dport", ports(arg())...)
		case "--sport", "--source-port", "--sports", "--source-ports":
			add(proto+" sport", ports(arg())...)
		case "--state", "--ctstate":
			var items []item
			for _, s := range strings.Split(arg(), ",") {
				items = append(items, item{lo: strings.ToLower(s)})
			}
			add("ct state", items...)
		case "--dst-type":
			add("fib daddr type", item{lo: strings.ToLower(arg())})
		case "--src-type":
			if t := arg(); !negate && (t == "LOCAL" || t == "BROADCAST" || t == "MULTICAST") {
				ru.matches = append(ru.matches, never)
			} else if !negate {
				ru.unclear = true
			}
			negate = false
		case "--pkt-type":
			add("meta pkttype", item{lo: strings.ToLower(arg())})
		case "--syn":
			add("tcp flags", item{lo: "syn"})
		case "--tcp-flags":
			mask, want := strings.Split(arg(), ","), arg()
			syn := false
			for _, m := range mask {
				syn = syn || m == "SYN" || m == "ALL"
			}
			if (syn && want == "SYN" || !syn && want == "NONE") == negate {
				ru.matches = append(ru.matches, never)
			}
			negate = false
		case "-m", "--match":
			switch m := arg(); m {
			case "tcp", "udp", "multiport", "state", "conntrack", "comment", "addrtype", "limit", "pkttype":
			case "icmp", "icmp6", "icmpv6":
				ru.matches = append(ru.matches, never)
			case "rt", "frag", "ah", "esp", "dst", "hbh", "sctp", "dccp":
				ru.matches = append(ru.matches, never) // our packets have no such header
			case "recent":
			default:
				ru.unclear = true
			}
		case "--update", "--rcheck", "--remove":
			// Nobody has called before: a list of recent callers is empty.
			if !negate {
				ru.matches = append(ru.matches, never)
			}
			negate = false
		case "--set", "--rsource", "--rdest", "--rttl", "--reap":
			negate = false
		case "--name", "--mask", "--seconds", "--hitcount", "--comment", "--limit", "--limit-burst", "--log-prefix", "--log-level", "--reject-with":
			arg()
		case "-c", "--set-counters":
			arg()
			arg()
		case "-j", "--jump", "-g", "--goto":
			ru.do = target(arg(), w == "-g" || w == "--goto")
			switch ru.do.what {
			case "accept", "drop", "return", "jump", "goto":
			case "moved", "unknown":
				return ru // what follows are options of the target
			default:
				return ru
			}
		default:
			// An option of a match that we do not know; its own words follow.
			ru.unclear, negate = true, false
		}
	}
	return ru
}

func list(s string) []item {
	var out []item
	for _, p := range strings.Split(s, ",") {
		out = append(out, item{lo: p})
	}
	return out
}

// ports reads 22, 22,80 and 6000:6010; an open end is the first or last port.
func ports(s string) []item {
	var out []item
	for _, p := range strings.Split(s, ",") {
		lo, hi, isRange := strings.Cut(p, ":")
		if isRange && lo == "" {
			lo = "0"
		}
		if isRange && hi == "" {
			hi = "65535"
		}
		out = append(out, item{lo: lo, hi: hi})
	}
	return out
}

func target(name string, goTo bool) verdict {
	switch name {
	case "ACCEPT":
		return verdict{what: "accept"}
	case "DROP", "REJECT":
		return verdict{what: "drop"}
	case "RETURN":
		return verdict{what: "return"}
	case "DNAT", "REDIRECT", "TPROXY", "NETMAP":
		return verdict{what: "moved"}
	case "LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "CT", "NOTRACK", "TCPMSS", "CLASSIFY", "DSCP", "TOS", "TTL", "AUDIT", "MASQUERADE", "SNAT", "CHECKSUM", "TRACE", "SECMARK", "CONNSECMARK", "SET", "TEE", "HL":
		return verdict{}
	case "QUEUE", "NFQUEUE", "SYNPROXY":
		return verdict{what: "unknown"}
	}
	if goTo {
		return verdict{"goto", name}
	}
	return verdict{"jump", name}
}

package firewall

import (
	"fmt"
	"strconv"
	"strings"
)

// Text reads rules as `nft list ruleset` prints them and as nft -f reads them
// from /etc/nftables.conf. include returns the texts of the files that a
// pattern names. Commands that take something away again are an error: what
// they leave cannot be told from the text alone.
func Text(text string, include func(pattern string) ([]string, error)) (*Ruleset, error) {
	tokens, err := scan(text)
	if err == nil {
		tokens, err = expand(tokens, include, map[string][]token{}, 0)
	}
	if err != nil {
		return nil, err
	}
	p := &parser{r: New(), in: tokens}
	for p.skip("\n", ";"); p.at < len(p.in); p.skip("\n", ";") {
		if err := p.command(); err != nil {
			return nil, err
		}
	}
	return p.r, nil
}

type parser struct {
	r  *Ruleset
	in []token
	at int
}

func (p *parser) peek() string {
	if p.at < len(p.in) {
		return p.in[p.at].text
	}
	return ""
}

func (p *parser) next() string {
	s := p.peek()
	p.at = min(p.at+1, len(p.in))
	return s
}

func (p *parser) skip(what ...string) {
	for p.at < len(p.in) {
		hit := false
		for _, w := range what {
			hit = hit || p.in[p.at].text == w && !p.in[p.at].quoted
		}
		if !hit {
			return
		}
		p.at++
	}
}

func (p *parser) fail(what string) error {
	return fmt.Errorf("read the rules of nftables: %s: %w", what, ErrNoRuleset)
}

var families = map[string]bool{"ip": true, "ip6": true, "inet": true, "arp": true, "bridge": true, "netdev": true}

func (p *parser) family() string {
	if families[p.peek()] {
		return p.next()
	}
	return "ip"
}

func (p *parser) command() error {
	word := p.next()
	if word == "add" || word == "create" {
		word = p.next()
	}
	switch word {
	case "flush":
		if p.next() != "ruleset" {
			p.line() // a table that is filled again right after
			return nil
		}
		p.r = New()
		p.line()
		return nil
	case "table":
		family, name := p.family(), p.next()
		if p.peek() != "{" {
			p.line()
			return nil
		}
		p.next()
		return p.table(family, name)
	case "delete", "destroy":
		if p.peek() == "table" { // written before a table that is made anew
			p.next()
			family, name := p.family(), p.next()
			p.r.Without(func(f, t string) bool { return f == family && t == name })
			p.line()
			return nil
		}
	case "chain":
		family, table, name := p.family(), p.next(), p.next()
		c := p.r.chain(family, table, name)
		if p.peek() == "{" {
			p.next()
			return p.chainBody(c)
		}
		return nil
	case "rule":
		c := p.r.chain(p.family(), p.next(), p.next())
		p.rule(c, p.line())
		return nil
	case "set", "map":
		family, table, name := p.family(), p.next(), p.next()
		if p.peek() == "{" {
			p.next()
			return p.setBody(family, table, name)
		}
	}
	return p.fail("a command that we do not follow")
}

// line takes the rest of a statement: up to a newline or semicolon outside of
// braces, or the brace that closes what is around it.
func (p *parser) line() []token {
	start, level := p.at, 0
	for p.at < len(p.in) {
		t := p.in[p.at]
		if !t.quoted {
			switch t.text {
			case "{", "(":
				level++
			case "}", ")":
				if level == 0 {
					return p.in[start:p.at]
				}
				level--
			case "\n", ";":
				if level == 0 {
					return p.in[start:p.at]
				}
			}
		}
		p.at++
	}
	return p.in[start:p.at]
}

func (p *parser) table(family, table string) error {
	for {
		p.skip("\n", ";")
		if p.at >= len(p.in) {
			return p.fail("a table that does not end")
		}
		switch word := p.next(); word {
		case "}":
			return nil
		case "chain":
			c := p.r.chain(family, table, p.next())
			if p.next() != "{" {
				return p.fail("a chain without a body")
			}
			if err := p.chainBody(c); err != nil {
				return err
			}
		case "set", "map":
			name := p.next()
			if p.next() != "{" {
				return p.fail("a set without a body")
			}
			if err := p.setBody(family, table, name); err != nil {
				return err
			}
		default:
			p.line() // counters, helpers, flow tables: they stop nothing by themselves
		}
	}
}

var namedPriority = map[string]int{"raw": -300, "mangle": -150, "dstnat": -100, "filter": 0, "security": 50, "srcnat": 100}

func (p *parser) chainBody(c *chain) error {
	for {
		p.skip("\n", ";")
		if p.at >= len(p.in) {
			return p.fail("a chain that does not end")
		}
		if p.peek() == "}" {
			p.next()
			return nil
		}
		line := p.line()
		if len(line) == 0 {
			return p.fail("brackets that do not match")
		}
		switch line[0].text {
		case "type":
			c.base(line)
		case "policy":
			if len(line) > 1 && line[1].text == "drop" {
				c.policy = "drop"
			}
		case "comment", "devices", "flags":
		default:
			p.rule(c, line)
		}
	}
}

func (c *chain) base(line []token) {
	for i := 1; i < len(line); i++ {
		switch word := line[i].text; {
		case i == 1:
			c.kind = word
		case line[i-1].text == "hook":
			c.hook = word
		case line[i-1].text == "priority":
			n, err := strconv.Atoi(word)
			if err != nil {
				n = namedPriority[word]
			}
			if i+2 < len(line) {
				if d, err := strconv.Atoi(line[i+2].text); err == nil && line[i+1].text == "-" {
					n -= d
				} else if err == nil && line[i+1].text == "+" {
					n += d
				}
			}
			c.priority = n
		}
	}
}

func (p *parser) setBody(family, table, name string) error {
	s := &set{}
	p.r.sets[family+" "+table+" "+name] = s
	for {
		p.skip("\n", ";")
		if p.at >= len(p.in) {
			return p.fail("a set that does not end")
		}
		switch p.next() {
		case "}":
			return nil
		case "elements":
			if p.next() != "=" || p.next() != "{" {
				s.unknown = true
				p.line()
				continue
			}
			start, level := p.at, 1
			for p.at < len(p.in) && level > 0 {
				level += strings.Count(p.in[p.at].text, "{") - strings.Count(p.in[p.at].text, "}")
				p.at++
			}
			*s = *elements(p.in[start:max(start, p.at-1)])
		default:
			p.line()
		}
	}
}

// elements reads what stands in the braces of a set or map.
func elements(in []token) *set {
	s := &set{}
	for len(in) > 0 {
		n := 0
		for n < len(in) && in[n].text != "," {
			n++
		}
		one := in[:n]
		in = in[min(len(in), n+1):]
		var words []string
		for _, t := range one {
			if t.text != "\n" {
				words = append(words, t.text)
			}
		}
		if len(words) == 0 {
			continue
		}
		s.items = append(s.items, valueOf(words[0]))
		rest := words[1:]
		for len(rest) > 0 && rest[0] != ":" {
			switch rest[0] {
			case "timeout", "expires", "comment", "counter", "packets", "bytes":
				rest = rest[min(len(rest), 2):]
			default:
				s.unknown, rest = true, nil // two fields joined, or more
			}
		}
		if len(rest) > 1 {
			v := verdict{what: "unknown"}
			switch rest[1] {
			case "accept", "drop", "return":
				v = verdict{what: rest[1]}
			case "continue":
				v = verdict{}
			case "jump", "goto":
				if len(rest) > 2 {
					v = verdict{rest[1], rest[2]}
				}
			}
			s.targets = append(s.targets, v)
		}
	}
	if len(s.targets) > 0 && len(s.targets) != len(s.items) {
		s.unknown = true
	}
	return s
}

// valueOf reads one value: a range only where both ends are numbers or addresses.
func valueOf(word string) item {
	if name, ok := strings.CutPrefix(word, "@"); ok {
		return item{set: name}
	}
	if lo, hi, ok := strings.Cut(word, "-"); ok {
		_, err1 := strconv.Atoi(lo)
		_, err2 := strconv.Atoi(hi)
		_, ok1 := prefixOf(lo)
		_, ok2 := prefixOf(hi)
		if err1 == nil && err2 == nil || ok1 && ok2 {
			return item{lo: lo, hi: hi}
		}
	}
	return item{lo: word}
}

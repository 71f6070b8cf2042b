package firewall

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrNoRuleset is returned for what is no ruleset at all.
var ErrNoRuleset = errors.New("it is no ruleset")

// JSON reads what `nft -j list ruleset` prints (libnftables-json(5)). foreign
// says whether rules of iptables are in it that nft cannot show in full.
func JSON(raw []byte) (r *Ruleset, foreign bool, err error) {
	var doc struct {
		Objects []map[string]json.RawMessage `json:"nftables"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil || doc.Objects == nil {
		return nil, false, fmt.Errorf("read the rules of nftables: %w", ErrNoRuleset)
	}
	r = New()
	for _, o := range doc.Objects {
		for what, body := range o {
			f, err := r.object(what, body)
			if err != nil {
				return nil, false, fmt.Errorf("read the rules of nftables: a %s: %w", what, ErrNoRuleset)
			}
			foreign = foreign || f
		}
	}
	return r, foreign, nil
}

func (r *Ruleset) object(what string, body json.RawMessage) (foreign bool, err error) {
	switch what {
	case "chain":
		var c struct {
			Family, Table, Name, Type, Hook, Policy string
			Prio                                    int
		}
		if err := json.Unmarshal(body, &c); err != nil {
			return false, err
		}
		to := r.chain(c.Family, c.Table, c.Name)
		to.kind, to.hook, to.policy, to.priority = c.Type, c.Hook, c.Policy, c.Prio
	case "rule":
		var in struct {
			Family, Table, Chain string
			Expr                 []map[string]json.RawMessage
		}
		if err := json.Unmarshal(body, &in); err != nil {
			return false, err
		}
		ru := rule{text: fmt.Sprintf("a rule in chain %s of table %s", in.Chain, in.Table)}
		for _, e := range in.Expr {
			for name, arg := range e {
				foreign = foreign || name == "xt"
				ru.statement(name, arg)
			}
		}
		c := r.chain(in.Family, in.Table, in.Chain)
		c.rules = append(c.rules, ru)
		r.Rules++
	case "set", "map":
		var in struct {
			Family, Table, Name string
			Map                 any
			Elem                []any
			Flags               any
		}
		if err := json.Unmarshal(body, &in); err != nil {
			return false, err
		}
		r.sets[in.Family+" "+in.Table+" "+in.Name] = jsonSet(in.Elem)
	}
	return foreign, nil
}

func jsonSet(elems []any) *set {
	s := &set{}
	for _, e := range elems {
		if pair, ok := e.([]any); ok && len(pair) == 2 {
			items, ok1 := jsonItems(pair[0])
			v, ok2 := jsonVerdict(pair[1])
			if !ok1 || len(items) != 1 {
				s.unknown = true
				continue
			}
			if !ok2 {
				v = verdict{what: "unknown"}
			}
			s.items, s.targets = append(s.items, items[0]), append(s.targets, v)
			continue
		}
		items, ok := jsonItems(e)
		if !ok {
			s.unknown = true
		}
		s.items = append(s.items, items...)
	}
	return s
}

// statement adds one statement of a rule. What may stop a packet and is not
// understood makes the rule unclear.
func (ru *rule) statement(name string, arg json.RawMessage) {
	var v any
	if json.Unmarshal(arg, &v) != nil {
		ru.unclear = true
		return
	}
	obj, _ := v.(map[string]any)
	switch name {
	case "match":
		ru.jsonMatch(obj)
	case "accept", "drop", "return":
		ru.do = verdict{what: name}
	case "reject":
		ru.do = verdict{what: "drop"}
	case "jump", "goto":
		to, _ := obj["target"].(string)
		ru.do = verdict{name, to}
	case "dnat", "redirect", "tproxy", "fwd", "dup":
		ru.do = verdict{what: "moved"}
	case "limit":
		// The first packets of a connection are under any limit.
		if over, _ := obj["inv"].(bool); over {
			ru.matches = append(ru.matches, match{left: "ct status", items: []item{{lo: "over"}}})
		}
	case "vmap":
		ru.jsonVmap(obj)
	case "counter", "log", "comment", "mangle", "notrack", "continue", "quota", "set", "snat", "masquerade", "secmark", "flow", "ct helper", "ct timeout":
	case "queue":
		ru.do = verdict{what: "unknown"}
	default:
		ru.unclear = true
	}
}

func (ru *rule) jsonMatch(m map[string]any) {
	left, mask := jsonLeft(m["left"])
	items, ok := jsonItems(m["right"])
	op, _ := m["op"].(string)
	if b, isBool := m["right"].(bool); isBool {
		items, ok = []item{{lo: map[bool]string{true: "exists", false: "missing"}[b]}}, true
	}
	if left == "tcp flags" && mask != nil {
		ru.flags(items, mask, op == "!=")
		return
	}
	if left == "" || !ok || mask != nil || op != "==" && op != "!=" && op != "in" {
		ru.unclear = true
		return
	}
	ru.matches = append(ru.matches, match{left: left, not: op == "!=", items: items})
}

func (ru *rule) jsonVmap(v map[string]any) {
	left, mask := jsonLeft(v["key"])
	vm := &vmap{left: left}
	if name, ok := v["data"].(string); ok {
		vm.set = strings.TrimPrefix(name, "@")
	} else {
		obj, _ := v["data"].(map[string]any)
		elems, _ := obj["set"].([]any)
		s := jsonSet(elems)
		vm.items, vm.targets = s.items, s.targets
		if s.unknown || len(s.items) != len(s.targets) {
			left = ""
		}
	}
	if left == "" || mask != nil {
		ru.unclear, ru.do = true, verdict{what: "unknown"}
		return
	}
	ru.vmap = vm
}

// jsonLeft names the field on the left of a comparison, with its mask.
func jsonLeft(v any) (left string, mask []item) {
	obj, _ := v.(map[string]any)
	for kind, arg := range obj {
		a, _ := arg.(map[string]any)
		str := func(k string) string { s, _ := a[k].(string); return s }
		switch kind {
		case "payload":
			if str("protocol") == "" {
				return "", nil
			}
			return str("protocol") + " " + str("field"), nil
		case "meta":
			return metaName(str("key")), nil
		case "ct":
			return "ct " + str("key"), nil
		case "fib":
			flags, _ := a["flags"].([]any)
			var fs []string
			for _, f := range flags {
				fs = append(fs, fmt.Sprint(f))
			}
			return "fib " + strings.Join(fs, ",") + " " + str("result"), nil
		case "&":
			if pair, ok := arg.([]any); ok && len(pair) == 2 {
				left, _ = jsonLeft(pair[0])
				mask, ok = jsonItems(pair[1])
				if !ok {
					return "", nil
				}
				return left, mask
			}
		}
	}
	return "", nil
}

// metaName is one name for the two ways in which an interface is named.
func metaName(key string) string {
	switch key {
	case "iif":
		key = "iifname"
	case "oif":
		key = "oifname"
	}
	return "meta " + key
}

func jsonItems(v any) ([]item, bool) {
	switch v := v.(type) {
	case string:
		if name, ok := strings.CutPrefix(v, "@"); ok {
			return []item{{set: name}}, true
		}
		return []item{{lo: v}}, true
	case float64:
		return []item{{lo: strconv.FormatFloat(v, 'f', -1, 64)}}, true
	case []any:
		return jsonAll(v)
	case map[string]any:
		for k, arg := range v {
			switch list, _ := arg.([]any); k {
			case "set", "|":
				return jsonAll(list)
			case "range":
				if len(list) == 2 {
					lo, ok1 := jsonItems(list[0])
					hi, ok2 := jsonItems(list[1])
					if ok1 && ok2 && len(lo) == 1 && len(hi) == 1 {
						return []item{{lo: lo[0].lo, hi: hi[0].lo}}, true
					}
				}
			case "prefix":
				p, _ := arg.(map[string]any)
				addr, _ := p["addr"].(string)
				n, isNumber := p["len"].(float64)
				if addr != "" && isNumber {
					return []item{{lo: fmt.Sprintf("%s/%d", addr, int(n))}}, true
				}
			case "elem":
				e, _ := arg.(map[string]any)
				return jsonItems(e["val"])
			}
		}
	}
	return nil, false
}

func jsonAll(list []any) ([]item, bool) {
	var out []item
	for _, e := range list {
		items, ok := jsonItems(e)
		if !ok {
			return nil, false
		}
		out = append(out, items...)
	}
	return out, true
}

func jsonVerdict(v any) (verdict, bool) {
	obj, _ := v.(map[string]any)
	for k, arg := range obj {
		switch k {
		case "accept", "drop", "return":
			return verdict{what: k}, true
		case "continue":
			return verdict{}, true
		case "reject":
			return verdict{what: "drop"}, true
		case "jump", "goto":
			a, _ := arg.(map[string]any)
			to, _ := a["target"].(string)
			return verdict{k, to}, to != ""
		}
	}
	return verdict{}, false
}

package firewall

import "testing"

// Whatever the rules say, reading and evaluating them ends, and gives an answer or an error.
func FuzzRules(f *testing.F) {
	f.Add("table inet f {\n chain input {\n  type filter hook input priority 0; policy drop;\n  tcp dport vmap { 22 : accept, 80-90 : jump x }\n  tcp flags & (fin|syn) == syn drop\n }\n}\n")
	f.Add("*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -m multiport --dports 22,80:90 -j ACCEPT\nCOMMIT\n")
	f.Add("table") // it once ran beyond the end
	f.Add(`{"nftables": [{"rule": {"family": "ip", "table": "t", "chain": "c", "expr": [{"match": {"op": "==", "left": {"payload": {"protocol": "tcp", "field": "dport"}}, "right": {"set": [22, {"range": [1, 2]}]}}}, {"accept": null}]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		var all []*Ruleset
		if r, err := Text(text, func(string) ([]string, error) { return nil, nil }); err == nil {
			all = append(all, r)
		}
		if r, err := Save("ip", []byte(text)); err == nil {
			all = append(all, r)
		}
		if r, _, err := JSON([]byte(text)); err == nil {
			all = append(all, r)
		}
		for _, r := range all {
			switch d := r.Reach(append(r.Interfaces(), "eth0"), "tcp", 22, false, true); d.Answer {
			case Accept, Drop, Unknown:
			default:
				t.Errorf("the answer is %q", d.Answer)
			}
		}
	})
}

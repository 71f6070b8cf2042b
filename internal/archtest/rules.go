package archtest

import "strings"

// rule says which of our packages the packages under From may import. From and
// May are paths below the module; one that ends in /* means every package
// below it. The first rule that matches a package is the one that counts.
type rule struct {
	From string
	May  []string
	Why  string
}

var rules = []rule{
	{"chain", nil, "the words stand alone"},
	{"evidence", nil, "knows no kind by name"},
	{"risk", nil, "an engine on graphs: it knows neither facts nor checks"},
	{"facts", []string{"evidence"}, "plain structs"},
	{"checks/checktest", []string{"checks", "facts", "chain", "evidence"}, "runs any check"},
	{"checks", []string{"chain", "evidence"}, "what a check is"},
	{"checks/*", []string{"checks", "facts", "chain"}, "a check reads facts and knows no collector"},
	{"attack", []string{"chain", "facts", "evidence", "risk"}, "facts and findings to a graph"},
	{"collectors/collecttest", []string{"collectors", "evidence"}, "the contract every collector passes"},
	{"collectors", []string{"evidence"}, "what a collector is"},
	{"collectors/*", []string{"collectors", "facts", "evidence", "internal/classify", "internal/formats", "internal/redact", "internal/scratch", "internal/config", "internal/rootfs"}, "it sees; it never judges"},
	{"internal/redact", []string{"evidence"}, ""},
	{"internal/scratch", []string{"evidence"}, ""},
	{"internal/classify", []string{"evidence", "internal/classify/*", "internal/redact", "internal/scratch"}, ""},
	{"internal/classify/*", []string{"evidence", "internal/classify", "internal/classify/*", "internal/redact", "internal/scratch"}, ""},
	{"internal/formats", []string{"evidence", "internal/classify", "internal/formats/*", "internal/redact", "internal/scratch"}, ""},
	{"internal/formats/*", []string{"evidence", "internal/classify", "internal/formats", "internal/formats/*", "internal/redact", "internal/scratch"}, ""},
	{"internal/rootfs", []string{"facts", "internal/rootfs/*"}, "hosting and devices read one kind of machine; docs/why/rootfs.md"},
	{"internal/rootfs/*", nil, "the evaluation of a packet filter stands alone"},
	{"internal/config", []string{"evidence", "chain"}, ""},
	{"internal/account", []string{"internal/store", "internal/config"}, ""},
	{"internal/notify", []string{"internal/report", "internal/config"}, ""},
	{"internal/scan", []string{"chain", "evidence", "facts", "checks", "checks/data", "attack", "risk", "collectors"}, "no SQL, no HTTP; checks/data states what protection a store calls for"},
	{"internal/store", []string{"chain", "evidence"}, "all SQL, and nothing else"},
	{"internal/store/*", []string{"chain", "evidence", "internal/store"}, ""},
	{"internal/report", []string{"chain", "checks", "evidence", "facts", "risk", "docs"}, "one model for all printers; docs lists the words that keep off page one"},
	{"internal/report/*", []string{"internal/report", "chain", "checks", "evidence", "facts", "risk"}, "printers of the one model"},
	{"internal/queue", []string{"internal/scan", "internal/store", "internal/config", "internal/metrics", "chain", "checks", "collectors", "evidence"}, "it turns what was asked into targets; it knows no collector by name"},
	{"internal/metrics", nil, "numbers, whoever counts them"},
	{"internal/chat", []string{"internal/scan", "internal/report", "internal/config", "chain", "checks", "risk"}, "questions and advice, for the terminal and for the pages"},
	{"internal/web", []string{"internal/chat", "internal/scan", "internal/store", "internal/report", "internal/report/*", "internal/account", "internal/queue", "internal/config", "internal/notify", "internal/metrics", "internal/redact", "chain", "checks", "risk"}, "never a collector; of checks what an answer is"},
	{"internal/labs", []string{"evidence", "internal/labs/*"}, "a world to look at: it knows no judge"},
	{"internal/labs/*", []string{"evidence", "internal/labs", "internal/labs/*"}, ""},
	{"internal/archtest", nil, ""},
	{"docs/schema", nil, ""},
	{"docs", nil, ""},
	{"bench/*", []string{"*"}, ""},
	{"bench", []string{"*"}, ""},
	{"cmd/*", []string{"*"}, "everything comes together here"},
}

// pure packages give the same answer for the same input, always and everywhere.
var pure = []string{"chain", "evidence", "facts", "checks", "attack", "risk"}

// impure imports. net/netip, net/url and crypto/x509 only parse, so they are fine.
var impure = []string{"net", "net/http", "os", "os/exec", "database/sql", "math/rand", "crypto/rand", "syscall", "io/ioutil"}

func match(pattern, pkg string) bool {
	if pattern == "*" {
		return true
	}
	if base, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(pkg, base+"/")
	}
	return pattern == pkg
}

func ruleFor(pkg string) (rule, bool) {
	for _, r := range rules {
		if match(r.From, pkg) {
			return r, true
		}
	}
	return rule{}, false
}

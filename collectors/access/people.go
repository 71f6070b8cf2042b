package access

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/redact"
)

func init() { collectors.Register(NewPeople) }

// NewPeople makes the collector of lists of people for one run.
func NewPeople(env collectors.Env) collectors.Collector {
	return &people{prints{redact.Key(env.Key)}, time.Now}
}

type people struct {
	prints
	now func() time.Time
}

func (*people) Name() string      { return "access.people" }
func (*people) Targets() []string { return []string{"people"} }
func (*people) Emits() []string   { return []string{facts.AccessPerson.Name} }
func (*people) Needs() collectors.Needs {
	return collectors.Needs{
		Touches: "read the list of people, and since and until when each works here",
		Never:   "change it, or keep a name or an address from it",
		Rights:  "no credentials: the right to read that one file",
	}
}

var peopleFields = named(map[string]string{
	"given":  "first name|given name|forename|vorname|prénom|nombre",
	"family": "last name|surname|family name|nachname|familienname|zuname|nom de famille|apellido|apellidos",
	"name":   "name|full name|display name|employee|employee name|person|mitarbeiter|mitarbeiterin|mitarbeitende|anzeigename|vollständiger name|nom|nom complet|nom et prénom|collaborateur|employé|salarié",
	"mail":   "email|e-mail|mail|email address|e-mail address|work email|business email|e-mail-adresse|mailadresse|mail-adresse|firmenmail|courriel|adresse e-mail|adresse email|adresse mail|adresse de messagerie|correo",
	"login":  "login|user|username|user name|user id|account|login name|logon name|user principal name|upn|benutzer|benutzername|anmeldename|konto|kürzel|kennung|identifiant|utilisateur|nom d'utilisateur|compte",
	"since":  "since|start|start date|started|hire date|hired|date hired|joined|joining date|date joined|entry date|employed since|from|seit|eintritt|eintrittsdatum|eintritt am|beginn|startdatum|von|angestellt seit|beschäftigt seit|entrée|date d'entrée|date d'embauche|embauche|depuis|début|date de début|arrivée|date d'arrivée",
	"until":  "until|end|end date|ended|leaving date|leave date|left|left on|date left|termination date|exit|exit date|last day|last working day|to|employed until|bis|austritt|austrittsdatum|austritt am|ende|enddatum|letzter tag|letzter arbeitstag|ausgeschieden|ausgeschieden am|angestellt bis|beschäftigt bis|sortie|date de sortie|départ|date de départ|fin|date de fin|jusqu'au|jusqu'à|dernier jour",
	"status": "status|employment status|state|statut|état|beschäftigungsstatus",
})

// Collect reads the list at t.Addr.
func (c *people) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l, err := readList(ctx, t, peopleFields)
	if err != nil {
		return err
	}
	if !l.has("mail") && !l.has("login") && !l.has("name") && !(l.has("given") && l.has("family")) {
		return hinted{fmt.Errorf("read %s as a list of people: no column says who it is", t.ID), "name one column mail (or login, or name), and one until with the last day of those who left"}
	}
	gap := func(why, next string) { see.Unseen(t.ID, why, next) }
	if !l.has("until") && !l.has("status") {
		gap("the list has no column that says until when somebody worked here", "add a column until with the last day of everybody who left")
	}
	if l.cut {
		gap(fmt.Sprintf("the list is longer than %d rows; the rest was not read", maxRows), "give the list of people alone")
	}
	if l.why != "" {
		gap(l.why, "save the list again and scan it")
	}
	ambiguous := slices.Contains(l.twice, "until")
	if ambiguous {
		gap("two columns of the same name say until when; which one counts is not known", "leave one of the two columns in the list")
	}
	since, until := newDates(l, "since", c.now()), newDates(l, "until", c.now())
	unclear := map[string]int{}
	n := 0
	for i, row := range l.rows {
		p, ok := c.person(t, l, row, since, until, ambiguous)
		if !ok {
			continue
		}
		p.Row = l.first + i
		if p.Unclear != "" {
			unclear[p.Unclear]++
		}
		it, err := facts.AccessPerson.Item(p.ID, evidence.Documented, p)
		if err != nil {
			return err
		}
		if err := see.Fact(it); err != nil {
			return err
		}
		n++
	}
	for why, n := range unclear {
		gap(fmt.Sprintf("until when %d of the people work here is not known: %s", n, why), "write the dates as 2026-11-30 and scan again")
	}
	if n == 0 {
		gap("the list names nobody", "give the list of everybody who works here")
	}
	see.Progress(int64(n), int64(n), fmt.Sprintf("%d people", n))
	return nil
}

func (c *people) person(t collectors.Target, l *list, row []string, since, until dates, ambiguous bool) (facts.Person, bool) {
	p := facts.Person{Target: t.ID}
	for _, field := range []string{"mail", "login"} {
		for _, v := range l.cells(row, field) {
			p.Logins = c.withLogin(p.Logins, v)
		}
	}
	p.Name = c.name(fullName(l, row))
	switch {
	case len(p.Logins) > 0:
		p.ID = "person:" + string(p.Logins[0])
	case p.Name != "":
		p.ID = "person:" + string(p.Name)
	default:
		return p, false
	}
	if v := l.cell(row, "since"); v != "" {
		p.Since, _ = since.day(v) // only until decides anything
	}
	p.Left = not(yesOrNo(l.cell(row, "status"), hereWords, goneWords))
	v := l.cell(row, "until")
	switch {
	case ambiguous:
		p.Unclear = "two columns say so"
	case v == "" || openWords[wordKey(v)]:
	default:
		if w := yesOrNo(v, yesWords, noWords); w != "" { // left: yes
			p.Left = w
			break
		}
		day, err := until.day(v)
		if err != nil {
			p.Unclear = err.Error()
			break
		}
		if day < "2200-01-01" { // later ones are fillers
			p.Until = day
		}
	}
	return p, true
}

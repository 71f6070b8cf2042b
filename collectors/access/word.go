package access

import (
	"strings"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/redact"
)

// words that cells of yes-or-no columns hold, folded, in the languages in
// which the consoles speak.
var (
	yesWords = wordSet("true|yes|y|1|x|ja|j|wahr|oui|vrai|si|on|an|enabled|enforced|enrolled|registered|capable|active|activated|aktiv|aktiviert|erzwungen|registriert|angemeldet|eingerichtet|actif|active|enregistre|inscrit|applique|sí|verdadero|habilitado|activado|inscrito|registrado|sì|vero|abilitato|attivo|attivato|registrato|iscritto|waar|ingeschakeld|actief|ingeschreven|geregistreerd|afgedwongen|tak|prawda|włączone|włączony|aktywny|zarejestrowany|zarejestrowano|enforced|✓|✔")
	noWords  = wordSet("false|no|n|0|nein|falsch|non|faux|off|aus|disabled|not enrolled|not registered|not capable|none|inactive|deaktiviert|inaktiv|nicht registriert|nicht angemeldet|nicht aktiviert|nicht eingerichtet|keine|kein|desactive|inactif|non inscrit|non enregistre|aucun|aucune|falso|deshabilitado|desactivado|no inscrito|no registrado|ninguno|ninguna|disabilitato|disattivato|non attivo|non registrato|non iscritto|nessuno|nessuna|nee|onwaar|uitgeschakeld|inactief|niet ingeschreven|niet geregistreerd|geen|nie|fałsz|wyłączone|wyłączony|nieaktywny|niezarejestrowany|brak|-")

	mayWords    = wordSet("true|yes|ja|oui|wahr|vrai|1|active|enabled|allowed|sign in allowed|sign-in allowed|aktiv|aktiviert|erlaubt|zugelassen|anmeldung zugelassen|anmeldung erlaubt|actif|activé|autorisé|connexion autorisée|sí|verdadero|activo|activa|habilitado|habilitada|permitido|inicio de sesión permitido|sì|vero|attivo|abilitato|consentito|accesso consentito|waar|actief|ingeschakeld|toegestaan|aanmelden toegestaan|tak|prawda|aktywny|aktywne|włączone|włączony|dozwolone|logowanie dozwolone")
	mayNotWords = wordSet("false|no|nein|non|falsch|faux|0|suspended|archived|disabled|blocked|sign in blocked|sign-in blocked|deleted|inactive|gesperrt|deaktiviert|blockiert|anmeldung blockiert|anmeldung gesperrt|archiviert|gelöscht|inaktiv|suspendu|archivé|bloqué|désactivé|connexion bloquée|supprimé|inactif|falso|suspendido|archivado|bloqueado|deshabilitado|deshabilitada|inicio de sesión bloqueado|eliminado|inactivo|sospeso|archiviato|bloccato|disabilitato|accesso bloccato|eliminato|non attivo|nee|onwaar|opgeschort|gearchiveerd|geblokkeerd|uitgeschakeld|aanmelden geblokkeerd|verwijderd|inactief|nie|fałsz|zawieszony|zarchiwizowany|zablokowany|wyłączone|wyłączony|logowanie zablokowane|usunięty|nieaktywny")

	neverWords = wordSet("never logged in|never|never signed in|nie|noch nie|nie angemeldet|jamais|jamais connecté|nunca|nunca ha iniciado sesión|mai|mai eseguito l'accesso|nessun accesso|nooit|nooit aangemeld|nigdy|nigdy się nie zalogowano|nigdy nie zalogowano")
	hereWords  = wordSet("active|current|employed|here|aktiv|angestellt|beschäftigt|actif|en poste|yes|ja|oui")
	goneWords  = wordSet("left|former|inactive|terminated|leaver|ausgeschieden|ehemalig|inaktiv|gekündigt|ausgetreten|parti|ancien|inactif|sorti|no|nein|non")
	openWords  = wordSet("unbefristet|offen|open|open ended|present|current|heute|today|aujourd'hui|actuel|permanent|indéterminé|cdi|none|keine|aucun|n/a|na|-|–|—")
)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split(words, "|") {
		m[wordKey(w)] = true
	}
	return m
}

// wordKey is a word folded; marks that are no letters stay as they are.
func wordKey(w string) string {
	if f := foldWord(w); f != "" {
		return f
	}
	return strings.TrimSpace(w)
}

// yesOrNo is "yes", "no", or empty when s says neither.
func yesOrNo(s string, yes, no map[string]bool) string {
	switch w := wordKey(s); {
	case w == "":
		return ""
	case yes[w]:
		return "yes"
	case no[w]:
		return "no"
	}
	return ""
}

func not(yesNo string) string {
	switch yesNo {
	case "yes":
		return "no"
	case "no":
		return "yes"
	}
	return ""
}

// roleWords are what addresses are called that belong to a task, not to a
// person.
var roleWords = wordSet(`info|office|kontakt|contact|hello|hallo|bonjour|mail|post|postmaster|hostmaster|webmaster|abuse|admin|administrator|administration|verwaltung|it|support|service|help|helpdesk|hilfe|kundenservice|kundendienst|kunden|customers|clients|team|staff|all|alle|sales|verkauf|vertrieb|ventes|shop|store|laden|filiale|kasse|till|pos|caisse|orders|order|bestellung|bestellungen|commande|commandes|lieferung|delivery|lager|stock|warehouse|einkauf|purchasing|achats|buchhaltung|accounting|accounts|finance|finanzen|comptabilite|compta|rechnung|rechnungen|invoice|invoices|billing|factures|zahlung|payments|hr|personal|rh|jobs|karriere|career|bewerbung|bewerbungen|marketing|werbung|newsletter|news|presse|press|noreply|donotreply|empfang|reception|rezeption|accueil|praxis|termine|booking|reservierung|reservation|reservations|events|drucker|printer|scan|scanner|fax|test|demo|backup|monitoring|datenschutz|privacy|legal|recht|geschaeftsleitung|direktion|management|vorstand|zentrale|secretary|sekretariat|secretariat`)

// isRole says whether the part of an address before the @ names a task.
func isRole(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	parts := strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '-' || r == '_' || r == '+' })
	named := 0
	for _, p := range parts {
		if p = strings.TrimRight(p, "0123456789"); p == "" {
			continue
		}
		if !roleWords[wordKey(p)] {
			return false
		}
		named++
	}
	return named > 0 || roleWords[wordKey(local)]
}

// prints makes the fingerprints by which people and accounts are matched.
type prints struct{ key redact.Key }

// login is the fingerprint of an address, or of a name to sign in with.
func (p prints) login(s string) evidence.Fingerprint { return p.key.Login(s) }

// withLogin adds the fingerprints of an address and of the part before its @: a
// list of people may have the one and a server the other.
func (p prints) withLogin(to []evidence.Fingerprint, s string) []evidence.Fingerprint {
	return p.key.Logins(to, s)
}

// name is the fingerprint of a person's name, whatever the order of its words.
func (p prints) name(s string) evidence.Fingerprint { return p.key.Person(s) }

// fullName is the name in a row: the columns of its parts, else the column of
// the whole.
func fullName(l *list, row []string) string {
	given, family, whole := l.cell(row, "given"), l.cell(row, "family"), l.cell(row, "name")
	switch {
	case given != "" && family != "":
		return given + " " + family
	case given != "" && whole != "" && !l.has("family"):
		return given + " " + whole // Vorname, Name
	}
	return whole
}

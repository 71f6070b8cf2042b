package access

// accountFields are the columns of lists of users, best first. The names are
// those of the exports themselves: Google's "Download users" (always English,
// with [READ ONLY] and the like behind them, which foldHeader cuts) and its
// user reports; Microsoft 365's "Export users" and mailbox and activity
// reports; Entra's "Download users" and "User registration details", in
// English, German and French; and what a hand-made list would say.
var accountFields = named(map[string]string{
	"login": "user principal name|userPrincipalName|upn|benutzerprinzipalname|nom d'utilisateur principal|nom principal de l'utilisateur|nom d'utilisateur principal (upn)|" +
		"email address|primary email|user email|username|user name|user|login|account|benutzername|benutzer|anmeldename|konto|nom d'utilisateur|identifiant|utilisateur|compte",
	"mail":  "mail|email|e-mail|email addresses|primary smtp address|primarysmtpaddress|e-mail-adresse|mailadresse|adresse e-mail|adresse de messagerie|courriel",
	"proxy": "proxy addresses|proxyAddresses|proxyadressen|adresses proxy",

	"given":  "first name|givenName|given name|vorname|prénom",
	"family": "last name|surname|family name|nachname|familienname|nom de famille",
	"name":   "display name|displayName|user display name|userDisplayName|full name|name|anzeigename|nom complet|nom d'affichage|nom",

	"blocked": "block credential|blockCredential|block sign in|sign-in blocked|blocked|disabled|suspended|is suspended|anmeldeinformationen blockieren|anmeldung blockieren|anmeldung blockiert|deaktiviert|gesperrt|" +
		"bloquer les informations d'identification|bloquer la connexion|connexion bloquée|désactivé|suspendu",
	"enabled": "account enabled|accountEnabled|enabled|konto aktiviert|aktiviert|compte activé|activé|" +
		"status|account status|user account status|user status|sign-in status|sign in status|signin status|anmeldestatus|kontostatus|statut|statut du compte|état de la connexion|statut de connexion",
	"deleted":     "is deleted|deleted|ist gelöscht|gelöscht|est supprimé|supprimé",
	"deletedWhen": "soft deletion time stamp|soft deletion timestamp|softDeletionTimestamp|deleted date|zeitstempel für vorläufiges löschen|horodatage de suppression réversible",

	"factor": "isMfaCapable|mfa capable|multifactor authentication capable|multi-factor authentication capable|multi-factor-authentifizierung möglich|" +
		"2sv enrolled|2-step verification enrollment|2-step verification enrolled|2-step verification|2 step verification|isEnrolledIn2Sv|" +
		"isMfaRegistered|mfa registered|multifactor authentication registered|multi-factor authentication registered|multi-factor auth status|multi-factor authentication status|multifactor authentication status|mfa status|mfa state|mfa enabled|mfa|2fa|2fa enabled|second factor|two-factor authentication|" +
		"für mehrstufige authentifizierung registriert|mehrstufige authentifizierung|multi-factor-authentifizierung|mfa-status|mfa registriert|zwei-faktor|zwei-faktor-authentifizierung|zweiter faktor|zweitfaktor|bestätigung in zwei schritten|" +
		"authentification multifacteur|double authentification|double facteur|second facteur|a2f|inscrit à l'authentification multifacteur|statut mfa|état mfa|validation en deux étapes",
	"admin": "isAdmin|is admin|admin|administrator|admin status|super admin|is super admin|admin role|admin roles|roles|role|assigned roles|directory roles|ist administrator|administratorrolle|adminrolle|rolle|rollen|administrateur|est administrateur|rôle|rôles|rôle d'administrateur",

	"last": "last sign in|last sign-in|last sign-in date|lastSignInDateTime|last interactive sign-in|last successful sign-in|last login|last login time|last logon|last logged in|lastLoginTime|last activity date|last activity|last seen|" +
		"exchange last activity date|onedrive last activity date|sharepoint last activity date|teams last activity date|skype for business last activity date|yammer last activity date|last user action time|last logon time|" +
		"letzte anmeldung|letzter login|letzte aktivität|datum der letzten aktivität|datum der letzten anmeldung|zuletzt angemeldet|dernière connexion|dernière activité|date de la dernière activité|date de dernière connexion",
	"created": "when created|whenCreated|created date time|createdDateTime|created date|created|creation time|creationTime|creation date|erstellt am|erstellt|erstellungsdatum|zeitpunkt der erstellung|wann erstellt|date de création|créé le|date/heure de création",
	"sort":    "recipient type|recipientType|recipient type details|recipientTypeDetails|user type|userType|mailbox type|empfängertyp|benutzertyp|postfachtyp|type de destinataire|type d'utilisateur|type de boîte aux lettres",

	// Columns that only say whose export it is.
	"google":    "2sv enrolled|2sv enforced|org unit path|new primary email|email usage|drive usage|advanced protection program enrollment",
	"microsoft": "user principal name|userPrincipalName|benutzerprinzipalname|nom d'utilisateur principal|nom principal de l'utilisateur|block credential|recipient type|recipientTypeDetails|empfängertyp|type de destinataire",
})

var sortWords = map[string]map[string]bool{
	"shared": wordSet("shared|shared mailbox|sharedmailbox|freigegeben|freigegebenes postfach|freigegebene mailbox|partagée|boîte aux lettres partagée|boîte partagée"),
	"role":   wordSet("room|room mailbox|roommailbox|equipment|equipmentmailbox|schedulingmailbox|raum|raumpostfach|gerätepostfach|salle|équipement"),
	"guest":  wordSet("guest|guest user|gast|gastbenutzer|invité|utilisateur invité"),
}

// adminWords are in the names of roles that rule; plainWords are roles that do not.
var (
	adminWords = []string{"admin"}
	plainWords = wordSet("user|member|standard user|regular user|no role|benutzer|mitglied|standardbenutzer|utilisateur|membre")
)

// needs is what a check needs a list of users to say, and where it is said.
var needs = []struct{ field, why, google, microsoft, other string }{
	{"factor", "the list does not say who has a second factor", "download the users again with all columns",
		"add the export of Entra: Authentication methods, User registration details, as a second accounts: target", "add a column MFA with yes or no"},
	{"admin", "the list does not say who is an administrator", "add a column Admin with yes or no, from Account, Admin roles",
		"add the export of Entra: Authentication methods, User registration details, as a second accounts: target", "add a column Admin with yes or no"},
	{"last", "the list does not say when somebody last signed in", "download the users again with all columns",
		"add the export of Reports, Usage, Active users, as a second accounts: target", "add a column Last sign-in"},
	{"enabled", "the list does not say which accounts are switched off", "download the users again with all columns",
		"add the export of Users, Active users, Export users, as a second accounts: target", "add a column Status with active or disabled"},
}

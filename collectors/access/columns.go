package access

// accountFields are the columns of lists of users, best first. The names are
// those of the exports themselves: Google's "Download users" (always English,
// with [READ ONLY] and the like behind them, which foldHeader cuts) and its
// user reports; Microsoft 365's "Export users" and mailbox and activity
// reports; Entra's "Download users" and "User registration details", in
// English, German, French, Spanish, Italian, Dutch and Polish; the names that
// Graph and Get-MgUser give; and what a hand-made list would say. Which of them
// were seen in a source, docs/why/access.md tells.
var accountFields = named(map[string]string{
	"login": "user principal name|userPrincipalName|upn|benutzerprinzipalname|nom d'utilisateur principal|nom principal de l'utilisateur|nom d'utilisateur principal (upn)|" +
		"email address|primary email|user email|username|user name|user|login|account|benutzername|benutzer|anmeldename|konto|nom d'utilisateur|identifiant|utilisateur|compte" +
		"|nombre principal de usuario|nombre de usuario|usuario|cuenta|nome dell'entità utente|nome entità utente|nome principale utente|nome utente|utente|user principal name (upn)|principal-naam van gebruiker|gebruikersprincipalnaam|gebruikersnaam|gebruiker|główna nazwa użytkownika|nazwa główna użytkownika|nazwa użytkownika|użytkownik|konto użytkownika",
	"mail": "mail|email|e-mail|email addresses|primary smtp address|primarysmtpaddress|e-mail-adresse|mailadresse|adresse e-mail|adresse de messagerie|courriel" +
		"|correo electrónico|correo|dirección de correo electrónico|indirizzo di posta elettronica|indirizzo e-mail|posta elettronica|e-mailadres|adres e-mail",
	"proxy": "proxy addresses|proxyAddresses|proxyadressen|adresses proxy" +
		"|direcciones de proxy|indirizzi proxy|adresy serwera proxy|adresy proxy",

	"given": "first name|givenName|given name|vorname|prénom" +
		"|nombre de pila|nome di battesimo|voornaam|imię",
	"family": "last name|surname|family name|nachname|familienname|nom de famille" +
		"|apellidos|apellido|cognome|achternaam|nazwisko",
	"name": "display name|displayName|user display name|userDisplayName|full name|name|anzeigename|nom complet|nom d'affichage|nom" +
		"|nombre para mostrar|nombre completo|nombre|nome visualizzato|nome completo|nome|weergavenaam|volledige naam|naam|nazwa wyświetlana|imię i nazwisko",

	"blocked": "block credential|blockCredential|block sign in|sign-in blocked|blocked|disabled|suspended|is suspended|anmeldeinformationen blockieren|anmeldung blockieren|anmeldung blockiert|deaktiviert|gesperrt|" +
		"bloquer les informations d'identification|bloquer la connexion|connexion bloquée|désactivé|suspendu" +
		"|bloquear credencial|inicio de sesión bloqueado|bloqueado|suspendido|blocca credenziali|accesso bloccato|bloccato|sospeso|referentie blokkeren|aanmelden geblokkeerd|geblokkeerd|opgeschort|zablokuj poświadczenia|logowanie zablokowane|zablokowany|zawieszony",
	"enabled": "account enabled|accountEnabled|enabled|konto aktiviert|aktiviert|compte activé|activé|" +
		"status|account status|user account status|user status|sign-in status|sign in status|signin status|anmeldestatus|kontostatus|statut|statut du compte|état de la connexion|statut de connexion" +
		"|cuenta habilitada|habilitada|estado|estado de la cuenta|account abilitato|abilitato|stato|stato account|stato dell'account|account ingeschakeld|ingeschakeld|accountstatus|konto włączone|włączone|stan|stan konta|status konta",
	"deleted": "is deleted|deleted|ist gelöscht|gelöscht|est supprimé|supprimé" +
		"|eliminado|está eliminado|eliminato|è eliminato|verwijderd|is verwijderd|usunięty|usunięto|czy usunięto",
	"deletedWhen": "soft deletion time stamp|soft deletion timestamp|softDeletionTimestamp|deleted date|zeitstempel für vorläufiges löschen|horodatage de suppression réversible",

	"factor": "isMfaCapable|mfa capable|multifactor authentication capable|multi-factor authentication capable|multi-factor-authentifizierung möglich|" +
		"2sv enrolled|2-step verification enrollment|2-step verification enrolled|2-step verification|2 step verification|isEnrolledIn2Sv|" +
		"isMfaRegistered|mfa registered|multifactor authentication registered|multi-factor authentication registered|multi-factor auth status|multi-factor authentication status|multifactor authentication status|mfa status|mfa state|mfa enabled|mfa|2fa|2fa enabled|second factor|two-factor authentication|" +
		"für mehrstufige authentifizierung registriert|mehrstufige authentifizierung|multi-factor-authentifizierung|mfa-status|mfa registriert|zwei-faktor|zwei-faktor-authentifizierung|zweiter faktor|zweitfaktor|bestätigung in zwei schritten|" +
		"authentification multifacteur|double authentification|double facteur|second facteur|a2f|inscrit à l'authentification multifacteur|statut mfa|état mfa|validation en deux étapes" +
		"|perUserMfaState|strongAuthenticationState|capacidad de mfa|autenticación multifactor|registrado para mfa|estado de mfa|verificación en dos pasos|segundo factor|autenticazione a più fattori|stato mfa|verifica in due passaggi|secondo fattore|meervoudige verificatie|verificatie in twee stappen|tweestapsverificatie|tweede factor|uwierzytelnianie wieloskładnikowe|stan mfa|weryfikacja dwuetapowa|drugi składnik",
	"admin": "isAdmin|is admin|admin|administrator|admin status|super admin|is super admin|admin role|admin roles|roles|role|assigned roles|directory roles|ist administrator|administratorrolle|adminrolle|rolle|rollen|administrateur|est administrateur|rôle|rôles|rôle d'administrateur" +
		"|administrador|es administrador|rol de administrador|rol|roles asignados|amministratore|è amministratore|ruolo di amministratore|ruolo|ruoli|beheerder|is beheerder|beheerdersrol|rol van beheerder|jest administratorem|rola administratora|rola",

	"last": "last sign in|last sign-in|last sign-in date|lastSignInDateTime|last interactive sign-in|last successful sign-in|last login|last login time|last logon|last logged in|lastLoginTime|last activity date|last activity|last seen|" +
		"exchange last activity date|onedrive last activity date|sharepoint last activity date|teams last activity date|skype for business last activity date|yammer last activity date|last user action time|last logon time|" +
		"letzte anmeldung|letzter login|letzte aktivität|datum der letzten aktivität|datum der letzten anmeldung|zuletzt angemeldet|dernière connexion|dernière activité|date de la dernière activité|date de dernière connexion" +
		"|signInActivity.lastSignInDateTime|signInActivity_lastSignInDateTime|lastSuccessfulSignInDateTime|signInActivity/lastSignInDateTime|último inicio de sesión|última actividad|fecha de la última actividad|fecha de último inicio de sesión|ultimo accesso|ultima attività|data dell'ultima attività|data ultima attività|data ultimo accesso|laatste aanmelding|laatst aangemeld|laatste activiteit|datum van laatste activiteit|datum laatste activiteit|ostatnie logowanie|data ostatniego logowania|ostatnia aktywność|data ostatniej aktywności",
	"created": "when created|whenCreated|created date time|createdDateTime|created date|created|creation time|creationTime|creation date|erstellt am|erstellt|erstellungsdatum|zeitpunkt der erstellung|wann erstellt|date de création|créé le|date/heure de création" +
		"|fecha de creación|creado|creado el|data di creazione|creato|creato il|aangemaakt|aangemaakt op|aanmaakdatum|data utworzenia|utworzono",
	"sort": "recipient type|recipientType|recipient type details|recipientTypeDetails|user type|userType|mailbox type|empfängertyp|benutzertyp|postfachtyp|type de destinataire|type d'utilisateur|type de boîte aux lettres" +
		"|tipo de usuario|tipo de destinatario|tipo de buzón|tipo utente|tipo di utente|tipo di destinatario|gebruikerstype|type geadresseerde|typ użytkownika|typ adresata|typ skrzynki pocztowej",

	// Columns that only say whose export it is.
	"google": "2sv enrolled|2sv enforced|org unit path|new primary email|email usage|drive usage|advanced protection program enrollment",
	"microsoft": "user principal name|userPrincipalName|benutzerprinzipalname|nom d'utilisateur principal|nom principal de l'utilisateur|block credential|recipient type|recipientTypeDetails|empfängertyp|type de destinataire" +
		"|nombre principal de usuario|nome dell'entità utente|nome principale utente|principal-naam van gebruiker|gebruikersprincipalnaam|główna nazwa użytkownika|nazwa główna użytkownika",
})

var sortWords = map[string]map[string]bool{
	"shared": wordSet("shared|shared mailbox|sharedmailbox|buzón compartido|cassetta postale condivisa|gedeeld postvak|gedeelde mailbox|udostępniona skrzynka pocztowa|skrzynka udostępniona|freigegeben|freigegebenes postfach|freigegebene mailbox|partagée|boîte aux lettres partagée|boîte partagée"),
	"role":   wordSet("room|room mailbox|roommailbox|equipment|equipmentmailbox|schedulingmailbox|raum|raumpostfach|gerätepostfach|salle|équipement"),
	"guest":  wordSet("guest|guest user|invitado|ospite|utente guest|gastgebruiker|gość|gast|gastbenutzer|invité|utilisateur invité"),
}

// adminWords are in the names of roles that rule; plainWords are roles that do not.
var (
	adminWords = []string{"admin", "amministrat", "beheerder"}
	plainWords = wordSet("user|member|standard user|regular user|no role|benutzer|mitglied|standardbenutzer|utilisateur|membre|usuario|miembro|utente|membro|gebruiker|lid|użytkownik|członek")
)

// needs is what a check needs a list of users to say, and where it is said.
var needs = []struct{ field, why, google, microsoft, other string }{
	{"factor", "the list does not say who has a second factor: no column such as isMfaCapable, 2sv Enrolled or MFA", "download the users again with all columns",
		"add the export of Entra: Authentication methods, User registration details, as a second accounts: target", "add a column MFA with yes or no"},
	{"admin", "the list does not say who is an administrator: no column such as isAdmin or Admin role", "add a column Admin with yes or no, from Account, Admin roles",
		"add the export of Entra: Authentication methods, User registration details, as a second accounts: target", "add a column Admin with yes or no"},
	{"last", "the list does not say when somebody last signed in: no column such as Last sign-in or lastSignInDateTime", "download the users again with all columns",
		"add the export of Reports, Usage, Active users, as a second accounts: target", "add a column Last sign-in"},
	{"enabled", "the list does not say which accounts are switched off: no column such as accountEnabled, Block credential or Status", "download the users again with all columns",
		"add the export of Users, Active users, Export users, as a second accounts: target", "add a column Status with active or disabled"},
}

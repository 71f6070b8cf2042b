package access

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/weaklink/weaklink/facts"
)

// Exports in the languages of the consoles say the same about the same two accounts.
func TestExportsOfOtherLanguagesSayTheSame(t *testing.T) {
	lists := map[string]string{
		"German":  "Anzeigename;Benutzerprinzipalname;Konto aktiviert;MFA-Status;Ist Administrator;Letzte Anmeldung\nAnna Ott;anna@firma.example;Ja;Aktiviert;Nein;20.11.2026 07:24\nJan Ude;jan@firma.example;Nein;Deaktiviert;Ja;Nie\n",
		"French":  "Nom d'affichage;Nom d'utilisateur principal;Compte activé;Statut MFA;Est administrateur;Dernière connexion\nAnna Ott;anna@firma.example;Oui;Activé;Non;20/11/2026 07:24\nJan Ude;jan@firma.example;Non;Désactivé;Oui;Jamais\n",
		"Spanish": "Nombre para mostrar;Nombre principal de usuario;Cuenta habilitada;Estado de MFA;Es administrador;Último inicio de sesión\nAnna Ott;anna@firma.example;Sí;Habilitado;No;20/11/2026 7:24\nJan Ude;jan@firma.example;No;Deshabilitado;Sí;Nunca\n",
		"Italian": "Nome visualizzato;Nome dell'entità utente;Account abilitato;Stato MFA;È amministratore;Ultimo accesso\nAnna Ott;anna@firma.example;Sì;Abilitato;No;20/11/2026 07:24\nJan Ude;jan@firma.example;No;Disabilitato;Sì;Mai\n",
		"Dutch":   "Weergavenaam;Principal-naam van gebruiker;Account ingeschakeld;Meervoudige verificatie;Is beheerder;Laatste aanmelding\nAnna Ott;anna@firma.example;Ja;Ingeschakeld;Nee;20-11-2026 07:24\nJan Ude;jan@firma.example;Nee;Uitgeschakeld;Ja;Nooit\n",
		"Polish":  "Nazwa wyświetlana;Główna nazwa użytkownika;Konto włączone;Stan MFA;Jest administratorem;Ostatnie logowanie\nAnna Ott;anna@firma.example;Tak;Włączone;Nie;20.11.2026 07:24\nJan Ude;jan@firma.example;Nie;Wyłączone;Tak;Nigdy\n",
		"Get-MgUser": "#TYPE Microsoft.Graph\n\"DisplayName\",\"UserPrincipalName\",\"AccountEnabled\",\"IsMfaRegistered\",\"IsAdmin\",\"LastSignInDateTime\"\n" +
			"\"Anna Ott\",\"anna@firma.example\",\"True\",\"True\",\"False\",\"11/20/2026 7:24:13 AM\"\n\"Jan Ude\",\"jan@firma.example\",\"False\",\"False\",\"True\",\"Never\"\n",
	}
	for language, text := range lists {
		t.Run(language, func(t *testing.T) {
			for how, content := range map[string]string{"": text, " with a mark": "\ufeff" + text, " in UTF-16": utf16le(text)} {
				see := look(t, "accounts", content)
				got := []facts.Account{}
				for _, a := range facts.AccessAccount.Select(see.Facts()) {
					got = append(got, a)
				}
				if len(got) != 2 || len(see.Gaps()) != 0 {
					t.Fatalf("%s%s: %d accounts, gaps %+v", language, how, len(got), see.Gaps())
				}
				if got[0].Row > got[1].Row {
					got[0], got[1] = got[1], got[0]
				}
				a, b := got[0], got[1]
				if a.System != "microsoft365" || a.Enabled != "yes" || a.SecondFactor != "yes" || a.Admin != "no" || a.LastSignIn != "2026-11-20" {
					t.Errorf("%s%s: %+v", language, how, a)
				}
				if b.Enabled != "no" || b.SecondFactor != "no" || b.Admin != "yes" || b.LastSignIn != "never" {
					t.Errorf("%s%s: %+v", language, how, b)
				}
			}
		})
	}
}

func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// What a list does not say is named with the columns that would say it.
func TestMissingColumnsAreNamed(t *testing.T) {
	see := look(t, "accounts", "login;Abteilung\nanna@firma.example;Laden\njan@firma.example;Lager\n")
	all := ""
	for _, g := range see.Gaps() {
		all += g.Why + "\n"
	}
	for _, w := range []string{"isMfaCapable", "isAdmin", "lastSignInDateTime", "accountEnabled"} {
		if !strings.Contains(all, w) {
			t.Errorf("no %s in %s", w, all)
		}
	}
}

"""Passwords told in mails, chats, tickets and notes of twelve languages."""
from drawn import *
LINES = {
 'de': ['das Passwort für den Shop ist jetzt %s', 'Kennwort: %s', 'Zugang: mkoch / %s', 'WLAN Gast: %s', 'PW lautet %s', 'Hab das Kennwort auf %s geändert', 'Login ist admin, Passwort %s.', 'Ihr neues Passwort lautet: %s', 'Zugangsdaten\nBenutzername: mkoch\nPasswort: %s', 'Passwort (neu): %s'],
 'en': ['the password for the box is %s', 'Your temporary password is: %s', "user: bob, pass: %s", 'pw is %s btw', "I've reset it to %s, password expires Friday", 'log in as admin with password %s', 'wifi password - %s', 'credentials: bob / %s', 'Username bob\nPassword %s', 'root pw = %s'],
 'fr': ['le mot de passe est %s', 'mdp : %s', 'Votre nouveau mot de passe : %s', 'Identifiant : jdupont\nMot de passe : %s', 'le code wifi est %s', 'connectez-vous avec jdupont et le mot de passe %s'],
 'es': ['la contraseña es %s', 'Contraseña: %s', 'usuario: ana clave: %s', 'tu nueva contraseña es %s', 'la clave del wifi es %s'],
 'it': ['la password è %s', 'Password: %s', 'utente mrossi password %s', 'la tua nuova password è: %s', 'pwd del wifi: %s'],
 'pt': ['a senha é %s', 'Senha: %s', 'palavra-passe: %s', 'usuário joao senha %s', 'a nova senha do wifi é %s'],
 'nl': ['het wachtwoord is %s', 'Wachtwoord: %s', 'inloggen met jan en wachtwoord %s', 'ww: %s', 'je nieuwe wachtwoord is %s'],
 'pl': ['hasło to %s', 'Hasło: %s', 'login: jan, hasło: %s', 'twoje nowe hasło to %s', 'hasło do wifi: %s'],
 'cs': ['heslo je %s', 'Heslo: %s', 'přihlašovací jméno jan, heslo %s', 'nové heslo: %s'],
 'sv': ['lösenordet är %s', 'Lösenord: %s', 'användare kalle lösen %s', 'nytt lösenord: %s'],
 'tr': ['şifre: %s', 'Parola: %s', 'yeni şifreniz: %s', 'kullanıcı ali şifre %s'],
 'ru': ['пароль: %s', 'пароль от вайфая %s', 'логин ivan пароль %s', 'ваш новый пароль: %s'],
}
ROUND = [lambda x: x + '\n', lambda x: 'Hi,\n\n' + x + '\n\nLG\n', lambda x: '[14:02] ben: ' + x + '\n', lambda x: '- ' + x + '\n- 2024\n']
for lang, lines in LINES.items():
    for i, line in enumerate(lines):
        form = f'said {lang} {i}'
        for k in range(2): doc('passwords', form, ROUND[(i + k) % 4](line.replace('%s', M(safe()))), 'said ' + lang, part('form ' + form))

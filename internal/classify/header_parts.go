package classify

import (
	"slices"
	"strings"
	"sync"
)

// part is what one word, or a part of one, in the name of a column stands for.
type morpheme uint8

const (
	partNone  morpheme = iota
	partWhole          // what a column of it holds is in kindOfPart
	partWho            // a person: client, mother, witness
	partName
	partFirst
	partLast
	partFull
	partBirth
	partDate
	partPlace // with a birth
	partTown
	partLand
	partHome  // where somebody lives or may be reached
	partFirm  // what stands behind it is a firm's
	partThing // what stands with it is no person's
	partBy    // handled by: what stands there is who did it
	partNoise // says nothing
)

// partWords are the words that names of columns are put together of, by what they
// stand for, in some thirty languages and in the short forms that databases use.
var partWords = map[morpheme]string{
	partWho: `customer cust client cliente clientes clients clnt clt cli kunde kunden kd kdn kundin clienta klant klanten klient klienta klienci klienti kund kunder asiakas ugyfel ugyfelek klijent stranka zakaznik musteri пеλατησ πελατης клиент клиента покупатель контрагент клієнт замовник 顧客 お客様 客户 고객 לקוח khachhang pelanggan klients klientas
		patient patients pat paz pac hasta pacient paciente pazienti paziente pacjent pacijent potilas beteg ασθενης пациент пациента пацієнт больной 患者 病人 환자 מטופל benhnhan pasien
		student stud studen students pupil pupils schuler schulerin eleve etudiant etud estudiante alumno alumna aluno aluna estudante allievo alunno studente elev elever leerling scholier uczen ucznia uczniowie student zak ucen oppilas opiskelija diak tanulo elev ucenik ogrenci learner μαθητης φοιτητης ученик ученика студент студента учень 生徒 学生 학생 תלמיד mahasiswa siswa hocsinh
		father mother parent parents vater mutter eltern papa mama pere mere padre madre padres mae pai pais1 genitore genitori responsavel encarregado resp vader moeder ouder ouders ojciec ojca matka matki rodzic rodzice otec rodic rodice otac majka roditelj oce mati isa aiti vanhempi huoltaja apa anya szulo tata parinte mama1 anne baba veli far mor foralder foraldrar foresatt foresatte vardnadshavare πατερας μητερα γονεας κηδεμονας отец отца мать матери родитель родителя батько мати1 опекун 保護者 父 母 父亲 母亲 家长 监护人 보호자 아버지 어머니 부모 הורה אב אם
		caregiver carer verzorger guardian tutor tutore tuteur vormund erzieher erzb sorgeberechtigt sorgeberechtigte opiekun opiekuna zakonny gondviselo staratelj skrbnik
		spouse husband wife partner partnerin ehegatte ehepartner lebensgefahrte ehefrau ehemann conjoint epoux epouse conyuge esposo esposa coniuge marito moglie conjuge marido echtgenoot echtgenote partner malzonek malzonka manzel manzelka puoliso make hazastars sot sotie supruznik es mand1 hustru супруг супруга 配偶者 配偶 배우자
		child kind kinder enfant enfants hijo hijos hija figlio figlia filho filha kind1 dziecko dziecka dite ditete lapsi gyermek copil dijete dete otrok cocuk barn sibling ребенок ребенка дитина 子供 お子様 孩子 자녀
		employee employees employe empl emp emple mitarbeiter mitarbeiterin mitarb beschaftigter arbeitnehmer staff worker workers empleado empleada trabajador trabajadora dipendente lavoratore funcionario colaborador trabalhador medewerker werknemer personeelslid pracownik pracownika pracownicy zamestnanec zamestnanci ansatt ansatte anstalld anstallda medarbejder medarbetare tyontekija henkilosto munkavallalo dolgozo calisan personel salarie angajat zaposleni zaposlenik radnik delavec εργαζομενος υπαλληλος сотрудник сотрудника работник работника співробітник працівник 社員 従業員 职员 员工 직원 사원 עובד nhanvien karyawan pegawai darbuotojas darbinieks tootaja
		member members membre membres mitglied mitgl mgl mitglieder socio socia socios soci associe associado adherent adherente adh lid leden ledenlijst medlem medlemmer czlonek czlonkowie clen clenove jasen tag1 membru clan clanovi uye membro membri miembro biedrs narys liige член члена учасник μελος 会員 会员 회원 חבר
		donor spender spenderin donateur donante donatore doador donateur darczynca darce lahjoittaja adomanyozo donator spendenempfanger
		guest guests gast gaste hote invite huesped invitado ospite hospede gjest gast passenger pax passagier passager pasajero passeggero passageiro traveler traveller reisender viajero viaggiatore tenant mieter mieterin locataire inquilino arrendatario inquilina huurder najemca locatario lejer hyresgast leietaker vuokralainen berlo chirias zakupac kiraci арендатор гость 宿泊者 客人 손님 投保人 被保险人 住客
		owner eigentumer besitzer proprietaire propietario dueno proprietario proprietaria dono eigenaar wlasciciel majitel vlastnik agare eier ejer omistaja tulajdonos vlasnik lastnik sahip ιδιοκτητης владелец владельца власник 所有者 오너 holder halter halterin inhaber titulaire titular intestatario intestatari rekeninghouder posiadacz
		insured versicherter versicherte versicherungsnehmer assure asegurado tomador assicurato contraente segurado verzekerde verzekeringsnemer ubezpieczony pojisteny forsikrede forsakrad vakuutettu biztositott asigurat osiguranik sigortali vn policyholder cardholder applicant bewerber bewerberin candidat candidate candidato candidata kandidat kandidaat aday hakija sokande soker requester requestor claimant complainant petitioner plaintiff klager witness witnesses zeuge zeugin temoin testigo testimone testemunha getuige swiadek svedek beneficiary beneficiaire beneficiario begunstigde debtor creditor borrower lender schuldner glaubiger buyer seller kaufer kauferin verkaufer verkauferin acheteur vendeur comprador vendedor acquirente venditore koper verkoper kupujacy sprzedawca attendee attendees teilnehmer teilnehmerin teilnehmende participant participants participante partecipante iscritto inscrit inscrito deelnemer uczestnik uczestnika ucastnik deltager deltaker deltagare osallistuja resztvevo katilimci participantul участник участника 参加者 参加人 참가자
		doctor physician arzt arztin hausarzt hausarztin zahnarzt kinderarzt medecin medico medica doctora dottore dottoressa arts huisarts lekarz lekarza lekar lakare lege laege laakari doktor doktoru orvos haziorvos medic medicul lijecnik ljekar zdravnik hekim ιατρος врач врача доктор лікар 医師 主治医 主治医生 主治医师 医生 의사 רופא therapist therapeut therapeutin psychologe nurse pfleger pflegerin midwife hebamme dentist zahnarztin vet tierarzt
		teacher lehrer lehrerin lehrkraft lehrperson klassenlehrer enseignant professeur prof profesor profesora professore professor professora docente insegnante leraar leerkracht docent nauczyciel nauczyciela ucitel ucitelka opettaja larare laerer tanar profesorul nastavnik ucitelj ogretmen δασκαλος учитель преподаватель вчитель 教師 担任 老师 선생님 מורה judge richter lawyer anwalt anwaltin avocat abogado avvocato advogado advocaat adwokat advokat notary notar driver drivers fahrer fahrerin chauffeur conductor conducteur autista motorista bestuurder kierowca kierowcy ridic forare sjafor kuljettaja sofor vozac voznik водитель водителя водій 運転者 司机 rider courier kurier referee trainer trainerin ubungsleiter coach author authors auteur autor autore auteur signer signatory unterzeichner contact contacts kontakt kontakte contacto contatto contato kontaktperson kontaktni yhteyshenkilo yhteystieto kapcsolattarto ansprechpartner ansprechpartnerin ansprech ansprechp ansprechperson zustandig betreuer betreuerin angehorige angehoriger angehorigen verwandter verwandte relative kin pariente familiare familielid krewny parohlasek parorande anhorig omainen hozzatartozo ruda yakini родственник 緊急連絡先 联系人 联络人 담당자 연락처담당
		person persona personas pessoa personne persoon personer osoba osoby henkilo szemely kisi persoana oseba isik asmuo persona лицо физлицо особа 人 本人 citizen burger burgerin citoyen ciudadano cittadino cidadao obywatel inwoner invanare borger resident bewohner bewohnerin einwohner habitant residente mieszkaniec voter wahler wahlerin wahlberechtigter electeur elector elettore eleitor kiezer wyborca volic valgare velger defendant suspect victim opfer geschadigter geschadigte accused angeklagter beschuldigter inmate haftling prisoner deceased verstorbener verstorbene defunt fallecido defunto overledene zmarly visitor besucher besucherin visiteur visitante visitatore bezoeker odwiedzajacy subscriber abonnent abonne suscriptor abbonato assinante delegate manager managers supervisor vorgesetzter vorgesetzte chef jefe capo leidinggevende kierownik nadrizeny esimies fonok sef rukovoditelj yonetici руководитель менеджер 上司 经理 관리자 assignee handler bearbeiter bearbeiterin sachbearbeiter sachbearbeiterin zustandiger operator agent agente verkaufer consultant berater beraterin conseiller asesor consulente adviseur doradca clerk cashier kassierer bediener bedienerin technician techniker monteur technicien tecnico user users usr nutzer nutzerin benutzer benutzerin utilisateur usuario usuaria utente utilizador gebruiker uzytkownik uzytkownika uzivatel brukere bruker bruger anvandare kayttaja felhasznalo utilizatorul korisnik uporabnik kullanici χρηστης пользователь пользователя користувач player players spieler spielerin joueur jugador giocatore speler zawodnik hrac athlete sportler sportlerin licencie licenciado crew rider recipient recipients empfanger empfangerin destinataire destinatario ontvanger odbiorca odbiorcy prijemce mottaker modtager mottagare vastaanottaja cimzett primalac alici παραληπτης получатель получателя отримувач 受取人 届け先 送付先 注文者 收件人 收货人 收货 받는분 수령인 주문자 购买人 付款人 sender absender expediteur remitente mittente remetente afzender nadawca odesilatel отправитель 差出人 依頼主 发件人 payer payor payee zahler zahlungspflichtiger zahlungspflichtige zahlungspfl zahlungsempfanger begunstigter beguenstigter auftraggeber auftraggeberin kontoinh kontoinhaber ktoinh erblasser erbe heir godparent pate paten patin taufling brautpaar bride groom braut brautigam`,
	partName:  `name nm nam names namen nom noms nome nomes nombre nombres naam namn navn nafn nimi nimet jmeno jmena meno imie imienia imion nazwa nev neve nume numele ime imena isim ismi adi vardas vards nimi1 όνομα ονομα имя имени имена фио имяфамилия ім'я імя 氏名 名 様 名前 お名前 姓名 名称 名字 성명 이름 성함 שם nama ten hoten`,
	partFirst: `first fst frst given christian vor prenom prenoms pren primeiro primer primo pri voor for fore etu krestni kereszt eigen tauf ruf`,
	partLast:  `last lst family fam sur nach nachn zu achter familie familien famille familia famiglia apelido sukun etter efter vezetek csalad ultimo segundo`,
	partFull:  `full preferred complete complet completo completa complete voll vollst vollstandiger vollstandig entier legal display volledige volledig cele celeho cely pelne pelna intero anzeige nachvor teljes puni полное полное1 tam koko fulle fullt`,
	partBirth: `birth births brth brthd bth bday born bir dob1 geb gebu gebur geburts geburt geburtstags gebs geborenam naissance naiss nais naissances nee ne nacimiento nacim nac nacido nacida nascita nasc nato nata nascido nascida nascimento nascim geboorte gebor geboren urodzenia urodzin urodz urodzony ur narozeni naroz nar narodenia narod rodjenja rodenja rodenje rodjenje rojstva rojstni rojstvo syntyma syntymaaika synt fodelse fodels fodd fodsels fodsel fodt szuletesi szuletes szuletett szul nasterii nastere nasc1 dogum dogdugu dzimsanas dzimis gimimo gime sunni sunniaeg нар рождения рождение рожд рожден родился народження народж дн γεννησης γεννηση γεννηθηκε 生年月日 誕生 出生 生日 생년월일 생일 출생 לידה lahir sinh`,
	partDate:  `date dates dat dt datum datums data fecha fec fch fech tarih tarihi datum1 kuupaev dato paivays paiva paivamaara pvm tag dag dagur day jour dia giorno gg1 dzien den dan nap napja deň дата дату ημερομηνια ημνια ημ aika ido kelt tgl tanggal ngay 日 日付 日期 年月 날짜 일자 תאריך ziua cas`,
	partPlace: `yer yeri place plc lieu lugar luogo ort plaats miejsce misto sted ställe paikka hely helye locul loc1 mesto mjesto kraj место місце τοπος 場所 地点 장소 מקום tempat noi`,
	partTown:  `city town twn cty cidade ciudad citta ville vil stadt wohnort wohnstadt ortschaft gemeente woonplaats comune commune comuna localidad localidade localita pobl poblacion municipio municipality miejscowosc miasto miasta obec mesto1 kaupunki poststed postort stad by1 sehir ilce oras orasul telepules varos grad naselje город города населенныйпункт місто πολη miestas pilseta linn 市 市区町村 城市 所在城市 도시 시군구 עיר kota thanhpho township suburb village locality`,
	partLand:  `country countries ctry cntry land pays pais paese kraj1 zeme krajina maa ulke ulkesi tara orszag drzava страна країна χωρα valsts salis riik 国 国家 国籍1 국가 מדינה negara`,
	partHome:  `address addresses addr adr adrs adress adressen adresse adressens adres adresu adresa adresas adrese adresi aadress address1 strasse str strase street streets strt strassen rue rua calle via viale ulica ulicy ulice ulici ul straat straatnaam gata gatu gatuadress gade vei veg vej katu katuosoite osoite osoitteen lahiosoite kotiosoite direccion direc dir domicilio domic domiciliu endereco ender endere morada indirizzo indir residence residencia residenza residente anschrift anschrift1 wohnanschrift wohnhaft wohnsitz lakcim lakhely cim cime utca naslov prebivalisce boravista prebivaliste sokak cadde mahalle ikametgah heimili bydliste trvale zamieszkania zamieszkanie zamieszkaly adresas1 gyvenamoji улица улицы вулиця адрес адреса адресу прописка прописки проживания διευθυνση οδος κατοικια 住所 所在地 地址 주소 소재지 כתובת רחוב alamat diachi logradouro voie`,
	partFirm:  `company comp firma firmen firm societe soc raisonsociale ragione entreprise employer arbeitgeber employeur empleador datore werkgever pracodawca empresa azienda ditta bedrijf bedrijfs bedrijfsnaam foretag virksomhed virksomhet yritys yrityksen ceg tvrtka sirket furnizor supplier vendor lieferant fournisseur proveedor fornitore org organisation organization organizacja organizacion organizzazione tenant1 shop store filiale branch business brand marke hersteller hotel school schule ecole escuela scuola szkola club verein klub bank banque banco banca project projekt projet product prod produkt produit producto prodotto item artikel article articulo articolo file datei host server domain event veranstaltung group gruppe team abteilung department dept role rolle category kategorie campaign kampagne table column field feld device gerat plan tarif course kurs class klasse room raum art list liste template page seite job position poste branche industry hospital clinic klinik praxis krankenkasse kasse insurer versicherer station`,
	partThing: `type typ tipo typen status stat state etat estado stato count cnt anzahl nb qty menge quantity model modell modele template vorlage sent gesendet verified confirmed bestatigt opened clicked bounced valid invalid gultig flag enabled disabled active aktiv format version price preis prix precio prezzo amount amt betrag total gesamt size consent einwilligung subject betreff optin optout hash score rate rating limit level color colour farbe url link path website web www homepage site page ip mac sku tracking order orders auftrag bestellung commande pedido ordine invoice rechnung facture factura fattura ticket session token category kategorie source src quelle medium lang language sprache langue idioma lingua time uhrzeit zeit heure hora ora expiry ablauf ablaufdatum expires valid label etikett attempt attempts duration dauer duree notes note bemerkung bemerkungen anmerkung comment comments kommentar commentaire preference quota rank index idx sort weight gewicht duplicate missing known allowed required change changed updated modified delivery message messages text answer question queue balance saldo wallet eth btc bitcoin crypto contract memory register server host service dienst device format id3 uuid guid bytes byte packets port protocol width height breite hohe image photo foto bild picture avatar signature unterschrift expired reason grund`,
	partBy:    `by von par por da door przez handled created modified updated approved reviewed assigned signed sold referred invited erstellt geandert bearbeitet haenden handen attention attn att matchcode utworzyl creado creato cree`,
	partNoise: `a à in il am on im libelle haushalt haushalts household netto brutto net gross nett monthly annual annuel mensuel mensual anual jahrlich monatlich wunsch expectation expected desired requested reminder txt vc fld fl val value str1 main primary secondary prim sec principal alt alternate alternate alternative other another private priv privat privater privé prive privado personal personale personnel pers persoenlich persoonlijk business work professional profess pro home domicile1 gesch geschaftl geschaftlich dienstl dienstlich beruflich billing bill shipping ship livraison facturation envio facturacion spedizione fatturazione delivery liefer lieferung rechnungs mailing post postal postale current present permanent perm temp actual actuel aktuell emergency notfall urgence emergencia emergenza nood emerg contact1 the of and und et y e i de du des del della do da den der die das your my our ihre ihr votre vos su tu tua vostra il la le les el los az no num nr nrs nummer numero number numer nmbr nbr nro numéro № n° cislo cislo broj szam szama stevilka numarasi номер номера αριθμος 番号 号码 번호 מספר nomor so ms info infos information data1 dati daten details detail id cd code kod key ref new old neu alt1 cely hlavni glowny osobny sluzbowy sluzebni der fur para per pour voor na za do od`,
}

// wholeWords are words that say themselves what a column holds.
var wholeWords = map[Kind]string{
	"email":       `email emails eml emailadr mail mails mel mél courriel courriels correo correos corr mailadr mailadresse mailadres epost eposta epasts epastas imejl imeil posta elec electronico elettronica eletronico elektr elektronik elektroniczny elektroniczna elektronski sahkoposti netfang тел1 почта почты пошта пошти эмейл имейл ящик ταχυδρομειο メール メールアドレス 邮箱 邮件 电子邮箱 电邮 메일 이메일 אימייל דוא surel`,
	"phone":       `msisdn callerid callernumber callingnumber callednumber anumber bnumber wanumber phone phones phn phon fone fones tel tels tél tlf tele telf tfno tlfn telno telnr telefon telefono telefone telefones telefonos telefoon telefoonnr telefonu telefony telefonszam telefonnr telefonnummer telefonas telefoninumero telephone telephones telefonski sími simi puhelinnumero mobile mobiles mob mobil mobilnr mobiltelefon mobilnummer mobiel mobilni mobilna movil moviles movel mov cell cels cel celular cellulare cellular cellulaire handy handynr natel gsm gsmnr portable fax telefax kom komorka komorkowy komorkowa cep ceptel puhelin puh matkapuhelin mobitel rufnummer rufnr ruf durchwahl festnetz telekom тел телефон телефона телефону мобильный моб сотовый мобільний τηλ τηλεφωνο τηλεφωνα κινητο σταθερο talrunis telefonas whatsapp 電話 携帯 電話番号 手机 电话 联系方式 전화 휴대폰 휴대전화 연락처 טלפון נייד הטלפון telepon dienthoai sdt contactno contactnumber kontaktnr`,
	"given_name":  `firstname fname givenname forename vorname vname vornam vnam prenom prenoms prenome imie imiona voornaam voornamen vnaam roepnaam fornavn fornamn etunimi keresztnev prenume utonev jmeno1 krestnijmeno vardas1 отчество`,
	"family_name": `lastname lname surname srname nachname zn nname familyname familienname anaam achternaam apellido apellidos apell ape paterno materno cognome cogn cgn nazwisko nazwiska prijmeni priezvisko prezime priimek sukunimi efternavn etternavn efternamn vezeteknev sobrenome apelido apelidos maiden mdn soyad soyadi soyisim uzvards pavarde perekonnanimi фамилия фамилии прізвище επωνυμο geburtsname ledigname`,
	"birth_date":  `fnac fnacim fecnac gebdat gebdt gebdatum geburtsdatum gebtag geburtstag geburtsdat dtnasc dtnais datenaissance datanasc dob bdate bday birthdate birthday birthdt dateofbirth szulido szulidatum dzimdat geboortedatum geboortedat fodselsdato fodelsedatum syntymaaika datumnarozeni`,
	"street":      `streetaddress strassehausnummer 番地 街道 详细地址 详细 번지 도로명`,
	"postcode":    `eircode zip zips zipcode zipcd postcode pcode postalcode postal1 pstcd pincode1 plz postleitzahl postlz cp codpostal codigopostal codepostal cap postnummer postnr postnum psc kodpocztowy kodpoczt pocztowy irsz irszam iranyitoszam postikoodi postinumero pstlz cep postakodu indeks индекс почтовыйиндекс поштовий postindex 郵便番号 邮编 邮政编码 우편번호 מיקוד`,
	"gender":      `gender gndr gend sex sexe sexo sesso geschlecht geschl plec pohlavi pohlavie spol kon kjonn kjoenn koen sukupuoli cinsiyet cinsiyeti geslacht genero anrede anr salutation civilite civ tratamiento aanhef pol2 nem2 пол1 стать φυλο 性別 性别 성별 מין`,
	"nationality": `nationality nationalities nationalitat nationalite nacionalidad nacionalidade nazionalita nationaliteit narodowosc obywatelstwo obcanstvi obcianstvo cittadinanza citizenship citoyennete ciudadania staatsangehorigkeit staatsang staatsb staatsburgerschaft kansalaisuus medborgarskap statsborgerskab statsborgerskap allampolgarsag cetatenie cetatenia drzavljanstvo uyruk uyrugu tabiiyet гражданство громадянство υπηκοοτητα pilsoniba pilietybe kodakondsus 国籍 국적 אזרחות`,
	"username":    `username usernames usrname uname login loginname logname userlogin benutzername benutzerkennung samaccountname nicename nickname screenname alias handle twitter instagram insta tiktok snapchat telegram mastodon github skype discord pseudo pseudonym1 identifiant loginid userid1 felhasznalonev kullaniciadi kayttajatunnus anvandarnamn brukernavn brugernavn gebruikersnaam`,
	"password":    `password passwords passwort passwd pwd pw pswd kennwort motdepasse contrasena contrasenya wachtwoord haslo heslo salasana losenord passord adgangskode senha parola sifre jelszo lozinka geslo пароль пароля 密码 パスワード 비밀번호`,
	"salary":      `salary einkunfte sdo sdomensual compensation ral stawka fastlonn grundlohn grundlon tauxhoraire sal salar salaries gehalt gehalts monatsgehalt jahresgehalt bruttogehalt nettogehalt lohn stundenlohn monatslohn salaire salaires salario salarial salarios sueldo stipendio wage wages wynagrodzenie pensja palkka kuukausipalkka vuosipalkka lonn arslonn arslon manadslon manedslonn manedslon timelonn plat1 mzda maas maasi ucret1 fizetes ber1 placa1 salariu salarii placa оклад зарплата зарплаты retribuzione retribucion retrib remuneration remuneracion remuneracao vencimento ordenado einkommen bruttolohn nettolohn salaris brutoloon alga atalgojums palk`,
	"health": `diagnosis diagnose diagnosen diagnoses diag diags diagn diagnos diagnostic diagnostico diagnostics1 diagnosi diagnoza diagnozy diagnoosi diagnozis diagnosekode diagnosecode hauptdiagnose nebendiagnose disease diseases illness illnesses krankheit krankheiten erkrankung erkrankungen vorerkrankung vorerkrankungen grunderkrankung krankengeschichte maladie maladies pathologie pathologies patologia patologie patologias enfermedad enfermedades doenca doencas malattia malattie ziekte ziekten ziektebeeld aandoening aandoeningen choroba choroby schorzenie schorzenia nemoc nemoci ochorenie sjukdom sjukdomar sygdom sygdomme sykdom sykdommer sairaus sairaudet hastalik hastaliklar rahatsizlik betegseg betegsegek bolest bolesti bolezen bolezni boala boli afectiuni comorbidity comorbidities rozpoznanie rozpoznania zavazne
		allergy allergies allergie allergien allergia alergia alergias alergie alergi allergi allergier allergii allergia1 allergiat uczulenie uczulenia alerji alerjiler alergija alergije allergen allergene1 intolerance intolerances intolleranza intolleranze intolerancia intolerancias unvertraglichkeit unvertraglichkeiten nahrungsmittelunvertraglichkeit lebensmittelunvertraglichkeit overkanslighet
		medication medications medicine medicines meds medikament medikamente medikation dauermedikation medicament medicaments medicamento medicamentos medicacion medicacao farmaco farmaci medicijn medicijnen medicatie geneesmiddel lek leki lekarstwa leky lieky lakemedel laegemiddel medisin medisiner laakitys laakkeet ilac ilaclar gyogyszer gyogyszerek lijekovi lijek zdravila zdravilo prescription prescriptions ordonnance receta ricetta rezept recept drug1 arzneimittel wirkstoff
		categoriaprotetta catprotetta categoriaprotette disability disabilities handicap handicaps handicape handicapes behinderung behinderungen schwerbehinderung schwerbehindert behinderungsgrad behinderungsart grad1 invalidity invalidite invalidita invaliditat invaliditatsgrad discapacidad discapacidades incapacidad incapacite minusvalia disabilita deficiencia deficiencias deficiente handikap funktionsnedsattning funktionshinder funktionsvariation funksjonsnedsettelse funksjonshemning funktionsnedsaettelse niepelnosprawnosc niepelnosprawny niepelnosprawnosci orzeczenie postizeni zdravotneposti invaliditet invalidnost engel engelli engellilik fogyatekossag vamma vammaisuus necessidade sen specialneeds sonderpadagogisch gdb beperking wao mobilitatseinschrankung barrierefrei rollstuhl wheelchair autism autismus lrs dyslexia legasthenie
		bloodtype bloodgroup bldgrp bldtyp bloodgrp blutgruppe groupesanguin groupsanguin gruposanguineo gruposang tiposanguineo tiposangre grupposanguigno grupposang bloedgroep bloedtype grupakrwi krevniskupina krvnaskupina krvnagrupa blodgrupp blodtype blodtyp veriryhma vercsoport kangrubu grupsanguin grupasanguina asinsgrupa kraujogrupe ομαδααιματος группакрови групакрови 血液型 血型 혈액형
		pregnant pregnancy pregnancies schwanger schwangerschaft schwangerschaften enceinte grossesse embarazada embarazo gravidez gravidanza incinta gestante gravida ciaza ciazy tehotna tehotenstvi zwanger zwangerschap raskaana raskaus hamile hamilelik gebelik terhes trudnoca trudna mutterschutz maternity hiv aids covid covid19 corona1 vaccine vaccines vaccinated vaccination vaccinations vacc impfung impfungen impfstatus impfstoff impfschutz masernschutz vaccin vaccins vacuna vacunas vacunacion vaccino vaccini vacina vacinas szczepienie szczepienia ockovani ockovanie rokote rokotus vaksine vaksinasjon vaccinatie vaccinaties inenting cepivo cijepljenje asi1 oltas
		injury injuries verletzung verletzungen blessure blessures lesion lesiones infortunio infortuni lesao letsel uraz urazy symptom symptoms symptome symptomes symptomen sintoma sintomas sintomi sintomo objawy priznaky oireet beschwerden beschwerde klachten dolegliwosci icd icdcode icd10 icd9 icpc cim10 cie10 cid10 snomed bmi cholesterol chol glucose bloodpressure blutdruck blutzucker tensionarterielle presionarterial pressionearteriosa bloeddruk cisnienie hba1c bloodsugar surgery surgeries operationen chirurgie cirugia cirugias therapie therapy therapies therapien treatment treatments behandlung behandlungen behandlungsgrund traitement traitements tratamiento tratamientos tratamento terapia terapie tedavi kezeles leczenie lecba befund befunde anamnese anamnesis anamnesi anamneza antecedents antecedentes medical medizinisch medizinische medizinischer medicale medicales medicaux medizin gesundheitlich gesundheitliche egenmelding egenmeldingsdager sykedager sygedage sjukdagar sickdayscount krankenstand krankheitstage krankheitstag kranktage fehltagekrank krankmeldung krankmeldungen sickdays sickleave sickness sickhours arretmaladie absencemaladie maladiejours malattiagg giornimalattia bajamedica bajaslaborales ziektedagen ziekteverlof ziekmelding l4 zwolnienielekarskie sjukfranvaro sygefravaer sykefravaer sairauspoissaolo sairausloma neschopenka zdravotni zdravotnistav terveys terveydentila halsa helse helbred gesundheit gesundheitszustand gesundheitsfragen sante etatsante salud estadosalud saude salute gezondheid gezondheidstoestand zdrowie stanzdrowia zdravlje saglik egeszseg sanatate health healthcondition healthconditions healthissues healthnotes healthstatus medicalcondition medicalconditions medicalhistory medicalnotes medicalinfo psychiatric psychotherapie psychotherapy psychisch mentalhealth addiction addictions sucht suchtmittel adiccion diabetic diabetes diabetiker diabetique diabetico asthma asthmatic epilepsy epilepsie dementia demenz pflegegrad pflegestufe pflegebedurftig causeofdeath todesursache causedeces causamuerte causamorte doodsoorzaak smoker1 besuchsgrund konsultationsgrund
		диагноз диагнозы диагноза аллергия аллергии лекарства лекарство препараты инвалидность болезнь болезни заболевание заболевания хвороба хвороби діагноз алергія ліки інвалідність здоровье прививки вакцина διαγνωση αλλεργιες αλλεργια αναπηρια φαρμακα ασθενεια ασθενειες παθησεις 病名 診断 傷病 疾患 既往歴 アレルギー 処方 処方薬 服薬 障害 症状 病歴 診断名 诊断 疾病 病史 过敏 过敏史 用药 药物 症状1 残疾 怀孕 健康 진단 병명 질병 알레르기 복용약 장애 증상 임신 אבחנה אלרגיה אלרגיות תרופות מחלה נכות`,
	"religion":         `religion religions relig religionszug religionszugehorigkeit religionsbekenntnis religionsgemeinschaft konfession konf konfes bekenntnis confession confessione confesion confissao religione religiao religioes faith denomination glaube glaubensgemeinschaft kirchensteuer kirchensteuermerkmal kirchenzugehorigkeit wyznanie wyznania nabozenstvi nabozenstvo vierovyznanie uskonto uskontokunta trossamfund trossamfunn trossamfund1 religie religia geloof geloofsovertuiging godsdienst kerkgenootschap croyance croyances culte creencia creencias credo vallas felekezet vjera vjeroispovijest veroispovest veroizpoved vera1 dinmezhep mezhep вероисповедание вероисповедания религия религии релігія віросповідання θρησκευμα θρησκεια 宗教 信仰 종교 דת agama tongiao ticiba religija usutunnistus`,
	"ethnicity":        `ethnicity ethnicities ethnic ethnicgroup ethnicorigin ethnicbackground ethnicite race racial raca raza razza racacor ethnie ethnisch ethnische ethnizitat etnia etnico etnica etnicidad etnicidade caste casta ancestry abstammung volksgruppe volkszugehorigkeit indigenous indigena etniska etnisk etnicitet etniciteit etnische afkomst origineethnique origenetnico etnicita pochodzenieetniczne narodnost etnikum nemzetiseg nationalitateetnie национальность національність этнос εθνικοτητα 民族 인종 suku dantoc migrationshintergrund`,
	"orientation":      `sexualorientation sexorientation sexorient sexuelleorientierung sexuelorientierung orientationsexuelle orientsexuelle orientacionsexual orientsexual orientacaosexual orientamentosessuale sexuelegeaardheid geaardheid seksuelegeaardheid orientacjaseksualna sexuellaggning seksuelorientering sexualpreference sexualidentity sexualitat sexuality sexualite sexualidad sessualita lgbt lgbtq lgbtqi сексуальнаяориентация 性的指向 性取向`,
	"politics":         `politics political politik1 politisch politische politique politiques politica politicas politico politiche politische1 politieke politiek polityczne polityczny politicka politicke parteizugehorigkeit parteimitglied parteimitgliedschaft partyaffiliation partyaffil partymembership politicalparty politicalaffiliation politicalviews politicalopinion partipolitique parti parteibuch partei partido partito partij partia party ideology votedfor votechoice wahlabsicht votingintention przynaleznoscpartyjna puolue politisktparti politiskparti partiforening партия партийность партія 政党 政治面貌 정당 פרטיה`,
	"union":            `tradeunion tradeunions labourunion laborunion unionmember unionmembership uniondues gewerkschaft gewerkschaften gewerkschaftsmitglied gewerkschaftszugehorigkeit gewerksch syndicat syndicats syndical syndicale syndique syndiquee sindicato sindicatos sindical sindicalizado afiliacionsindical sindacato sindacale sindacali sindacati vakbond vakbonden vakbondslid vakvereniging zwiazekzawodowy zwiazkizawodowe zwiazkowy odbory odborar fackforbund facket fack fagforening fagforbund fagforeningsmedlem ammattiliitto ammattiyhdistys liitonjasen szakszervezet szakszervezeti sindikat sindikata sendika sendikauyeligi профсоюз профспілка συνδικατο 労働組合 工会 노조`,
	"genetics":         `genotype genotyp genotypes genome genetic genetics genetik genetisch genetische genetique genetico genetica dna adn dnaprofile dnstest gentest haplotype haplotyp haplogroup haplogruppe brca karyotype genvariant snp allele erbkrankheit erbkrankheiten hereditary генетика 遺伝子 基因 유전자`,
	"biometrics":       `biometric biometrics biometrie biometrisch biometrische biometrique biometrico biometria fingerprint fingerprints fingerabdruck fingerabdrucke empreinte empreintes empreintedigitale huella huellas huelladactilar impronta impronte improntadigitale improntedigitali impressaodigital vingerafdruk odcisk odciskpalca otisk otiskprstu fingeravtryck fingeraftryk sormenjalki parmakizi ujjlenyomat facetemplate faceid facescan faceembedding faceencoding facevector facialrecognition irisscan iriscode iristemplate retina voiceprint palmprint отпечаток отпечатки 指紋 指纹 지문`,
	"passport":         `passport passports passportno passportnumber psprt psprtno reisepass reisepassnr passeport pasaporte passaporto passaporte paspoort paszport reisedokument passnr passnummer pasaport utlevel putovnica pasos potnilist passi pas1 загранпаспорт паспорт паспорта διαβατηριο 旅券 护照 여권 דרכון`,
	"plate":            `plate plates licenseplate licenceplate numberplate kennzeichen kfzkennzeichen kfz kfzkz amtlkennzeichen polizeilicheskennzeichen immatriculation immat plaqueimmat placa2 patente1 targa kenteken rejestracja nrrejestracyjny nrrej rekisterinumero rekisteritunnus registreringsnummer regnr1 plaka rendszam spz registracnaznacka tablice registarske госномер госзнак номерноизнак πινακιδα 車両番号 车牌 차량번호`,
	"driving_licence":  `driverlicense driverslicense driverlicence drivinglicence drivinglicense drvlic drlic fuhrerschein fuhrerscheinnr fsnr permisconduire permisdeconduire carnetconducir licenciaconducir permisoconducir permisodeconducir permisocirculacion1 patentediguida patenteguida cartaconducao cnh rijbewijs rijbewijsnr prawojazdy ridicskyprukaz vodickypreukaz korkort korekort forerkort ajokortti ehliyet jogositvany vozackadozvola vozniskodovoljenje водительское ву 運転免許 驾照 驾驶证`,
	"iban":             `iban ibans ibannr ibannummer`,
	"card":             `creditcard creditcardnumber ccnum ccnumber cardnumber cardno kreditkarte kreditkartennummer kreditkartennr kknr kartennummer pan1 cartecredit cartebancaire tarjetacredito cartacredito cartaodecredito numcarte numtarjeta kredietkaart`,
	"crypto_wallet":    `walletaddress walletaddr wallet1 ethaddress btcaddress bitcoinaddress cryptoaddress`,
	"id_card":          `iddoc numdoc nrdoc nodoc numdocumento nrdokumentu dokumentnr cisloop idcard nationalid ausweis ausweisnr ausweisnummer personalausweis perso rg cedula carnet kimlik kimlikno dowodosobisty dowodu nrdowodu seriainumer legitimacja cni cartaidentita cartadiidentita idkaart identiteitskaart obcanka obcanskyprukaz identitycard dnino personalid szemelyi szigszam buletin osobnaiskaznica licnakarta osebnaizkaznica henkilokortti legitimation удостоверение личности паспорт1 ταυτοτητα 身份证 证件 신분증 תעודתזהות`,
	"sort_code":        `sortcode sortcd blz bankleitzahl`,
	"account_number":   `contacorrente ctacorrente numconta uctu ucet bankovniucet rachunek rachunku tili tilinro tilinumero1 lonnskonto contacorrente1 racuna ziroracun szamlaszam 계좌 급여계좌 口座 口座番号 счет счета accno acctno accountno accountnr acno ktonr kontonr kontonummer bankaccountno bankaccount auftragskonto bankacc bankacct cuentabancaria ctabancaria comptebancaire contocorrente contabancaria rekeningnr bankrekening bankkonto tilinumero nrkonta cislouctu bankszamla`,
	"bic":              `bic swift bicswift swiftbic swiftcode`,
	"health_insurance": `sns numerosns polisoms полисомс полис versichertennr versichertennummer krankenversicherungsnr krankenversichertennr kvnummer insurancememberid mutuellenr`,
	"medical_record":   `mrn chartnumber chartno chartnr medrecno medrecnum medicalrecord krankenblatt dossierpatient`,
	"ip":               `ipaddress ipaddr ipadresse ipadr ipv4 ipv6 clientip remoteip`,
	"coordinates":      `gpscoords latlong latlng geocoords`,
}

// morphemes is what each word stands for. A word of several kinds stands for the first.
type meaning struct {
	part morpheme
	kind Kind
}

var morphemes = sync.OnceValue(func() map[string]meaning {
	out := map[string]meaning{}
	for k, words := range wholeWords {
		for w := range strings.FieldsSeq(words) {
			out[flatten(w)] = meaning{partWhole, k}
		}
	}
	for _, p := range []morpheme{partWho, partName, partFirst, partLast, partFull, partBirth, partDate, partHome, partTown, partPlace, partLand, partFirm, partThing, partBy, partNoise} {
		for w := range strings.FieldsSeq(partWords[p]) {
			f := flatten(w)
			if _, known := out[f]; !known && f != "" {
				out[f] = meaning{part: p}
			}
		}
	}
	return out
})

// parts takes a name apart into what its words stand for. unknown is how many of
// its words mean nothing here.
func parts(name string) (list []meaning, unknown int) {
	words := split(name)
	for i := 0; i < len(words); i++ {
		w := words[i]
		// kan_grubu, kod pocztowy: several words that stand for one thing.
		joined := false
		for n := min(3, len(words)-i); n > 1 && !joined; n-- {
			if m, ok := morphemes()[flatten(strings.Join(words[i:i+n], ""))]; ok && m.part == partWhole {
				list, joined, i = append(list, m), true, i+n-1
			}
		}
		if joined {
			continue
		}
		f := strings.TrimRight(flatten(w), "0123456789")
		if f == "" {
			continue
		}
		if m, ok := morphemes()[f]; ok {
			list = append(list, m)
		} else if m, ok := morphemes()[transcribed.Replace(f)]; ok { // geschaeftlich
			list = append(list, m)
		} else if inner := compound(f); inner != nil {
			list = append(list, inner...)
		} else if m, ok := stemmed(f); ok {
			list = append(list, m)
		} else {
			list = append(list, meaning{})
			unknown++
		}
	}
	return list, unknown
}

// transcribed takes back what was written for letters with dots.
var transcribed = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// stems are the words of five letters and more without their last: most languages
// write a case or a number there.
var stems = sync.OnceValue(func() map[string]meaning {
	out := map[string]meaning{}
	for w, m := range morphemes() {
		r := []rune(w)
		if len(r) >= 6 && m.part != partThing && m.part != partFirm {
			out[string(r[:len(r)-1])] = m
		}
	}
	return out
})

// stemmed finds a word with another ending, or one that begins like a word of
// illness or belief.
func stemmed(w string) (meaning, bool) {
	r := []rune(w)
	for cut := 1; cut <= 3 && len(r)-cut >= 5; cut++ {
		short := string(r[:len(r)-cut])
		if m, ok := morphemes()[short]; ok && cut < 3 {
			return m, true
		}
		if m, ok := stems()[short]; ok {
			return m, true
		}
	}
	for _, s := range specialStems {
		if len(w) > len(s.stem) && strings.HasPrefix(w, s.stem) {
			return meaning{partWhole, s.kind}, true
		}
	}
	for _, s := range payEnds { // manesalga, jahresgehalt
		if len(w) > len(s)+2 && strings.HasSuffix(w, s) {
			return meaning{partWhole, "salary"}, true
		}
	}
	if w[0] >= 0xe0 { // written without blanks
		for i := range w {
			for j := len(w); j >= i+6; j-- {
				if m, ok := morphemes()[w[i:j]]; ok && m.part == partWhole {
					if of := CategoryOf(m.kind); of == "health" || of == "special" {
						return m, true
					}
				}
			}
		}
	}
	for n := len(r) - 2; n >= 6; n-- { // ziekteverzuim, krankheitsbedingt
		if m, ok := morphemes()[string(r[:n])]; ok && m.part == partWhole {
			switch m.kind {
			case "health", "religion", "ethnicity", "union":
				return m, true
			}
		}
	}
	return meaning{}, false
}

var payEnds = strings.Fields("gehalt einkommen einkunfte lonn palkka palk alga salaris fizetes")

var specialStems = func() (out []struct {
	stem string
	kind Kind
}) {
	for k, list := range map[Kind]string{
		"health":     "diagnos diagnoz allerg alergi alerji krankheit erkrank medikament medicament medikation behinder discapac handicap handikap schwanger pregnan embaraz patholog patolog symptom sintom therapie terapi niepelnospr funktionsned bloodgr bloodty blutgr kranken gesundheit vaccin",
		"religion":   "religi konfess nabozen glaubens",
		"ethnicity":  "ethnic ethnie etnic",
		"union":      "gewerkschaft syndica sindicat sindacat vakbond fackforb fagforen συνδικαλιστ профсоюз профспілк",
		"politics":   "parteizug parteimit",
		"biometrics": "biometr fingerprint fingerabd",
		"genetics":   "genetic genetik genetis genomic genotyp",
	} {
		for w := range strings.FieldsSeq(list) {
			out = append(out, struct {
				stem string
				kind Kind
			}{w, k})
		}
	}
	return out
}()

// links stand between the parts of a compound.
var links = [...]string{"", "s", "n", "en", "es", "e", "o", "の"}

// compound takes a word apart that is written without blanks: kundenname,
// geburtsort, nomclient. Parts of two letters are too many to be told.
func compound(w string) []meaning {
	if len(w) < 6 || len(w) > 40 {
		return nil
	}
	var walk func(from int, deep int) []meaning
	walk = func(from, deep int) []meaning {
		for to := len(w); to >= from+3; to-- {
			m, ok := morphemes()[w[from:to]]
			if !ok {
				continue
			}
			if to == len(w) {
				return []meaning{m}
			}
			if deep == 3 {
				continue
			}
			for _, l := range links {
				if strings.HasPrefix(w[to:], l) {
					if rest := walk(to+len(l), deep+1); rest != nil {
						return append([]meaning{m}, rest...)
					}
				}
			}
		}
		return nil
	}
	return walk(0, 0)
}

// whoSays is how clearly a name speaks that says who, and not what of them: doctor,
// created by. There the cells decide.
const whoSays = .7

// composed is the kind that the words of a name speak of together: mother_name is
// a name, data_nasterii a day of birth, telefon_parinte a telephone.
func composed(name string) (Kind, float64) {
	if len(name) > 160 {
		return "", 0
	}
	list, unknown := parts(name)
	if len(list) == 0 || unknown == len(list) {
		return "", 0
	}
	has, count := [partNoise + 1]bool{}, 0
	whole := Kind("")
	for _, m := range list {
		has[m.part] = true
		if m.part != partNoise && m.part != partNone {
			count++
		}
		if m.part == partWhole && (whole == "" || rank(m.kind) > rank(whole)) {
			whole = m.kind
		}
	}
	question := len(list) > 4
	if whole == "politics" && !question {
		for _, w := range split(name) {
			if contractParties[w] {
				return "full_name", whoSays
			}
		}
	}
	if whole == "biometrics" || whole == "genetics" {
		for _, w := range split(name) {
			if printedThings[flatten(w)] {
				return "", 0
			}
		}
	}
	if question && whole == "" {
		for _, w := range split(name) {
			if w == "disabled" || w == "disabilities" || w == "behindert" || w == "allergic" || w == "medically" {
				whole = "health"
			}
		}
	}
	if special := CategoryOf(whole); special == "health" || special == "special" {
		if has[partDate] && !question || ambiguousHeaders[flatten(name)] {
			return "", 0
		}
		for _, w := range split(name) {
			if notOfHealth[flatten(w)] && !question {
				return "", 0
			}
		}
		return whole, .8
	}
	switch {
	case has[partThing] || has[partFirm] || unknown > 1 || unknown*2 > len(list) || question && count > 5:
		return "", 0
	case has[partBirth] && (has[partPlace] || has[partTown] || has[partHome]):
		return "city", .8
	case has[partBirth] && has[partLand]:
		return "country", .8
	case has[partBirth] && (has[partName] || has[partLast]) && !has[partDate]:
		return "family_name", .8
	case has[partBirth] && (has[partDate] || unknown == 0) && whole == "":
		return "birth_date", .8
	case has[partDate]:
		return "", 0
	case whole == "given_name" || whole == "family_name", whole != "" && whole != "username" && whole != "gender":
		return whole, .8
	case whole == "gender" || whole == "username":
		return whole, .8
	case has[partFirst] && (has[partName] || has[partWho]):
		return "given_name", .8
	case has[partLast] && (has[partName] || has[partWho]):
		return "family_name", .8
	case has[partName] && (has[partWho] || has[partFull]):
		return "full_name", .8
	case has[partWho] && count == 1 && unknown <= 1, has[partWho] && has[partBy] && unknown == 0:
		return "full_name", whoSays
	case has[partBy] && unknown <= 1 && count <= 2:
		return "full_name", whoSays
	case has[partTown] && (!has[partWho] || !has[partName]), has[partPlace] && has[partHome]:
		return "city", .8
	case has[partHome] && !has[partName]:
		return "street", .8
	case has[partLand] && !(has[partName] && has[partWho]):
		return "country", .8
	}
	return "", 0
}

// notOfHealth say that something is made, sold or sent, or who treats.
var notOfHealth = set("price preis prix precio prezzo cost kosten cout amount betrag total url link path image bild photo file datei template vorlage version model modell sku product produkt produit producto prodotto item artikel article page seite order auftrag sent gesendet company firma firm hospital clinic klinik praxis department abteilung insurer versicherer provider anbieter arzt doctor device gerat server host bytes count anzahl budget deduction premium pramie beitrag abzug expense expenses charges fee gebuhr time size free supplies dog office mode wear kit score index check pojistovna poistovna kindertagesstatte")

// rank says which of two kinds in one name is what the column holds: of
// telephone of the mother's mail the more telling one.
func rank(k Kind) int {
	switch CategoryOf(k) {
	case "health", "special":
		return 3
	}
	switch k {
	case "email", "phone", "postcode", "password", "iban", "card", "ip":
		return 2
	}
	return 1
}

// headerMemo remembers what names were said to be: a table asks for each of its
// columns once for every other.
var headerMemo struct {
	sync.Mutex
	of map[string]headerSays
}

type headerSays struct {
	kind     Kind
	sure     float64
	composed bool // by its words: what people beside it make of it
}

// typeWords say that not somebody is named but what sort of somebody.
var (
	typeWords       = set("type typ tipo soort art1 status stato estado statut count anzahl flag url level segment tier class source origin1")
	numbersNoPerson = map[Kind]bool{"full_name": true, "given_name": true, "family_name": true, "username": true, "street": true, "city": true}
)

// headerKind is the kind that a column's name speaks of, and how clearly.
func headerKind(name string) (Kind, float64) {
	s := headerSaid(name)
	return s.kind, s.sure
}

func headerSaid(name string) headerSays {
	headerMemo.Lock()
	s, ok := headerMemo.of[name]
	headerMemo.Unlock()
	if ok {
		return s
	}
	s.kind, s.sure = listedKind(name)
	if s.sure < 1 && numbersNoPerson[s.kind] && slices.ContainsFunc(split(name), func(w string) bool { return typeWords[flatten(w)] }) {
		s = headerSays{} // type de contact
	}
	if s.sure < 1 {
		if k, sure := composed(name); k != "" && (s.sure < .8 && sure > s.sure || (s.kind == "birth_date" || s.kind == "street" && k != "family_name" && k != "given_name" && k != "full_name" || CategoryOf(k) == "health" || CategoryOf(k) == "special") && sure == .8) {
			s = headerSays{k, sure, true}
		}
	}
	headerMemo.Lock()
	if headerMemo.of == nil || len(headerMemo.of) >= 4096 {
		headerMemo.of = map[string]headerSays{}
	}
	headerMemo.of[name] = s
	headerMemo.Unlock()
	return s
}

// calledAmong is the name of a column without what it shares with the names beside
// it: OXFNAME, OXLNAME, OXCITY; cli_nom, cli_tel.
func calledAmong(name string, neighbours []string) string {
	if len(neighbours) < 3 || len(name) < 4 {
		return name
	}
	best := 0
	for n := 2; n < len(name) && n <= 16; n++ {
		same := 1
		for _, o := range neighbours {
			if len(o) > n && strings.EqualFold(o[:n], name[:n]) {
				same++
			}
		}
		if same*10 < (len(neighbours)+1)*7 || same < 4 {
			break
		}
		best = n
	}
	if best == 0 {
		return name
	}
	// Where the shared part ends at a sign the rest is a word.
	for i := best; i > 1; i-- {
		if c := name[i-1]; c == '_' || c == '.' || c == '-' || c == ' ' || c == ':' {
			return name[i:]
		}
	}
	return name[best:]
}

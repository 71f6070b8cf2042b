package classify

// context is a subject that words speak of: telephones, cards, births. What a
// number is depends on which of them was spoken of last.
type context uint8

const (
	ctxNone context = iota
	ctxPhone
	ctxNotPhone
	ctxCard
	ctxNotCard
	ctxBirth
	ctxNotBirth
	ctxVersion
	ctxCVV
	ctxSecret
	ctxTitle
	ctxPerson
	ctxDiagnosis
	ctxPassport
	ctxLicence
	ctxIDCard
	ctxPlate
	ctxAccount
	ctxSortCode
	ctxRouting
	ctxBIC
	ctxTrack
	ctxGeo
	ctxInsurance
	ctxMedicalRecord
	ctxMedication
	ctxCookie
	ctxAddress
	ctxNationalID // any identifier of a person
	ctxTaxNumber
	ctxVAT
	ctxPostcode
	ctxName
	ctxUsername
	ctxGreet
	ctxSigned   // a name follows, whatever it is
	ctxSpecific // any word for the identifier of one country
	ctxRegister
	ctxLabel // a name follows, behind a sign
	ctxLastLabel
	ctxFirstLabel
	ctxAnyLabel
	ctxSpecialLabel // a belief, an origin or the like follows, behind a sign
	ctxBelief
	ctxUnion
	ctxOrientation
	ctxEthnicity
	ctxPolitics
	ctxCriminal
	ctxTown     // its name follows, behind a sign
	ctxDocument // any that names a paper or an account
	ctxNational // and one for each national identifier
)

const ctxCount = int(ctxNational) + 160

// hints are the words of each context, in the languages of the clients.
var hints = map[context]string{
	ctxPhone:         "تلفن,تلفن همراه,موبایل,همراه,شماره تماس,joindre,tfno,tlfno,kontakt,callback,call back,my number is,new number,my new number,meine nummer,neue nummer,nuovo numero,mio numero,mi número,nuevo número,mon numéro,nouveau numéro,mijn nummer,nieuwe nummer,nieuw nummer,mój numer,nowy numer,tel,telef,teleph,telnr,teléf,téléph,phone,fon,mobil,mob,handy,fax,telefax,call,calls,called,calling,dial,ring,ruf,rufnummer,anruf,anrufen,cell,cel,gsm,movil,móvil,portable,kom,whatsapp,hotline,festnetz,contact number,sms,text me,reach me,reach us,numéro de téléphone,tél,rufen,tlfn,телефон,тел,моб,мобильный,тлф,τηλέφωνο,τηλ,κινητό,電話,电话,手机,携帯,전화,휴대폰,โทร,โทรศัพท์,טלפון,נייד,هاتف,جوال,puhelin,puh,gsm,tlf,mobiel,bel ons,chiamare,llamar,llame,appeler,appelez,telefoon,telefono,telefone,komórka,rückruf",
	ctxNotPhone:      "awb,waybill,airway bill,lots,batches,meter reading,zählerstand,zählernummer,zählernr,meter no,meter number,artikelnummer,artikelnr,item,items,p n,spare,teilenummer,ersatzteil,kostenstelle,order,invoice,rechnung,auftrag,bestell,kundennummer,kundennr,kunden-nr,customer no,customer id,artikel,steuer,ref,reference,referenz,isbn,issn,ean,gtin,upc,sku,serial,serien,version,konto,account,blz,vat,ust,iban,tracking,sendung,id,ids,part,parts,nr,plz,zip,eur,usd,range,trace,ticket,vorgang,case,batch,lot,model,modell,barcode,commande,facture,pedido,factura,fattura,ordine,factuur,bestelling,zamówienie,faktura,paket,parcel,shipment,policy,police,contract,vertrag,member,mitglied,docket,asset,inventory,transaction,timestamp,epoch,session,uuid,guid,hash,checksum,build,revision,commit,pin,otp,rev,seq,sequence,imei,imsi,iccid,vin,duns,lei,doi,orcid,pmid,patent,siret,siren,rcs,kvk,handelsregister,hrb,hra,krs,regon,nip,orgnr",
	ctxCard:          "card,cards,karte,karten,carte,tarjeta,carta,karta,kaart,visa,master,amex,maestro,diners,discover,pan,cc,ccn,kredit,credit,krediet,debit,mastercard,american express,jcb,unionpay,cartão,kort",
	ctxNotCard:       "receipt,device,order,trace,ref,reference,referenz,auftrag,bestell,tracking,sendung,parcel,invoice,rechnung,id,ids,uuid,serial,imei,ean,gtin,upc,barcode,sku,artikel,session,timestamp,transaction,vorgang,span,request,correlation,batch,lot,ticket,iccid,imsi,sscc,gln,booking,confirmation,checksum,hash,epoch",
	ctxBirth:         "gebdat,geb dat,geburtsdat,gebtag,nato a,nata a,nato in,nata in,nacido en,nacida en,né à,née à,né en,née en,geboren in,geboren te,synt,syntynyt,syntymäaika,nar,narozen,narozena,né,geboorte,geboortedatum,geb datum,gebdatum,дата рождения,дата народження,дата на раждане,родился,родилась,народився,родена,роден,рожд,生年月日,出生日期,出生年月,생년월일,data urodzenia,data nasterii,data nașterii,născut,născută,datum rođenja,rođen,rođena,rojen,rojena,datum rojstva,datum narození,datum narodenia,narodený,ημερομηνία γέννησης,γεννήθηκε,γεννημένος,gimimo data,gimė,sünniaeg,sünnikuupäev,dzimšanas,dzimis,fødselsdag,födelsedatum,födelsedag,syntynyt,syntyi,doğumlu,doğum tarihi,תאריך לידה,تاريخ الميلاد,ngày sinh,tanggal lahir,tgl lahir,วันเกิด,née,f nac,fecha nac,fec nac,born,birth,birthday,birthdate,dob,d.o.b,d o b,bday,b-day,geb,geboren,geburt,geburtsdatum,naiss,naissance,né le,née le,nacid,nacido,nacida,nacim,nascida,nascido,nata il,nacimiento,nato il,nata il,nascita,nascim,nascimento,nascido,urodz,urodzenia,urodzony,ur,fødsel,fødselsdato,født,födelse,född,syntymä,syntymäaika,date of birth,narozen,narozena,nar,született,születés,doğum",
	ctxVersion:       "app,oid,object identifier,mailer,article,articolo,artículo,cláusula,aktualisierung,aggiornamento,actualización,appversion,update,version,release,firmware,driver,treiber,bios,software,plugin,build,ver,v,versión,versione,wersja,upgrade,patch,package,kernel,library,semver,section,chapter,clause,paragraph,annex,abschnitt,kapitel,ziffer,absatz,anhang,capítulo,sección,chapitre,paragraphe,capitolo,sezione,hoofdstuk,paragraaf,rozdział",
	ctxCVV:           "cvv,cvv2,cvc,cvc2,cv2,cvn,card verification,card code,security code,prüfziffer der karte,kartenprüf,kartenprüfnummer,sicherheitscode,cryptogramme,código de seguridad,codice di sicurezza,beveiligingscode,cid",
	ctxSecret:        "clave del,clave de la,mdp,clave de acceso,clave wifi,bindcredentials,bindpw,keystorepass,storepass,keypass,truststorepass,smtppass,mailpass,ftppass,rootpw,netzwerkschlüssel,wlan schlüssel,wlan key,wifi key,network key,sicherheitsschlüssel,clé wifi,keymaterial,heslo,heslom,şifre,sifre,şifreniz,jelszó,jelszo,пароль,пароля,парола,κωδικός πρόσβασης,κωδικός,συνθηματικό,密码,密碼,口令,パスワード,비밀번호,รหัสผ่าน,كلمة المرور,סיסמה,geslo,lozinka,zaporka,slaptažodis,parole,parool,mật khẩu,kata sandi,palavra passe,lykilorð,pasahitza,setpassword,psk,pre shared key,preshared key,presharedkey,privatekey,encryptionkey,signingkey,cookiekey,cookie key,crypt key,sessionsecret,jwtsecret,clientkey,snmp server community,rocommunity,rwcommunity,enable secret,zugangsdaten,logindaten,login data,redis auth,identified by,pw,requirepass,masterauth,account key,password,passwort,passwd,passphrase,pwd,passcode,kennwort,motdepasse,mot de passe,contraseña,contrasena,wachtwoord,hasło,haslo,senha,lösenord,adgangskode,passord,salasana,parola,pass,secret_key,secret key,secretkey,access key,accesskey,secret access key,api key,apikey,auth token,authtoken,access token,accesstoken,client secret,clientsecret,accountkey,sharedaccesskey,shared access key,app secret,appsecret,api secret,apisecret,private token,encryption key,signing key,webhook secret,refresh token,bearer token,erlang cookie,secret string,dbpwd,userpwd,adminpwd,smtppwd,sqlpwd,mailpwd,rootpwd,plain text password value,master key,user pass,db pass,dbpass,userpass,app key,secret,shared secret,private key,storage key,api token,apitoken,auth key,auth_key,secure auth key,logged in key,nonce key,cookie secret,session secret,jwt secret,secret token,consumer secret,token secret",
	ctxTitle:         "heer,dott,avv,doña,panu,pán,paní,mr,mrs,ms,miss,mister,dr,prof,herr,herrn,frau,mme,mlle,monsieur,madame,señor,señora,signor,signora,sig,sra,dhr,mevr,mevrouw,meneer,pani,pan,sr,sayın,fru,frk,lord,lady,hr,fr,my name is,mein name ist,ich heiße,je m appelle,me llamo,mi chiamo,ik heet,mijn naam is,nazywam się,jmenuji se,jag heter,mitt namn är,jeg hedder,mit navn er,jeg heter,o meu nome é,meu nome é,me chamo,adım,benim adım,numele meu este,mă numesc,nevem,zovem se,nimeni on",
	ctxGreet:         "dear,hi,hello,hey,thanks,regards,sincerely,liebe,lieber,hallo,moin,servus,bonjour,salut,cher,chère,hola,estimado,estimada,ciao,gentile,caro,cara,beste,geachte,cześć,drogi,hej,kära,kære,grüße,thank you,cheers,love,wishes,merci,gracias,grazie,danke,bedankt,dziękuję,dzięki,obrigado,obrigada,tack,děkuji,díky,lg,vg,mfg",
	ctxSigned:        "thanks,thank you,many thanks,danke,vielen dank,herzlichen dank,merci,merci beaucoup,grazie,grazie mille,gracias,muchas gracias,bedankt,dank je wel,alvast bedankt,dziękuję,obrigado,obrigada,tack,takk,tak,kiitos,regards,rgds,best,cheers,sincerely,gruß,grüße,gruss,gruesse,lg,vg,mfg,mvh,groeten,groetjes,vriendelijke groet,vriendelijke groeten,met vriendelijke groet,hoogachtend,terveisin,ystävällisin terveisin,hilsen,vennlig hilsen,hälsningar,med vänlig hälsning,pozdrawiam,saludos,saluti,bien cordialement,bonne journée,atenciosamente,s pozdravem,üdvözlettel,cu stimă,с уважением,με εκτίμηση,saygılar,kind regards,best regards,warm regards,best wishes,warm wishes,yours sincerely,yours faithfully,yours truly,sincerely yours,signed by,account holder,policy holder,freundlichen grüßen,freundlichem gruß,freundliche grüße,herzliche grüße,beste grüße,liebe grüße,viele grüße,schöne grüße,hochachtungsvoll,unterschrieben von,gezeichnet von,kontoinhaber,kontoinhaberin,versicherungsnehmer,versicherungsnehmerin,cordialement,sincères salutations,salutations distinguées,amicalement,bien à vous,signé par,nom du titulaire,atentamente,un saludo,saludos cordiales,cordialmente,firmado por,cordiali saluti,distinti saluti,caro saluto,cari saluti,firmato da,intestatario,vriendelijke groet,vriendelijke groeten,hartelijke groet,hartelijke groeten,hoogachtend,getekend door,rekeninghouder,poważaniem,pozdrawiam,wyrazami szacunku,podpisano,imię i nazwisko,posiadacz rachunku,cumprimentos,atenciosamente,assinado por,vänliga hälsningar,bästa hälsningar,venlig hilsen,med venlig hilsen,pozdravem,saygılarımla",
	ctxBelief:        "religion,religious affiliation,religionszugehörigkeit,konfession,confession,confession religieuse,kirchensteuermerkmal,kirchensteuer,denomination,faith,wyznanie,religione,religión,religião,religie,geloof,godsdienst,geloofsovertuiging,trossamfund,uskonto,uskontokunta,náboženství,vyznání,vallás,din,вероисповедание,религия,віросповідання,θρήσκευμα,宗教,종교",
	ctxUnion:         "union membership,trade union,trade union membership,union member,gewerkschaft,gewerkschaftszugehörigkeit,gewerkschaftsmitglied,syndicat,sindicato,sindacato,vakbond,związek zawodowy,fackförbund,fagforening",
	ctxOrientation:   "sexual orientation,sexuelle orientierung,orientation sexuelle,orientación sexual,orientamento sessuale,orientação sexual,seksuele geaardheid,seksuele voorkeur,orientacja seksualna,sexuell läggning",
	ctxEthnicity:     "ethnicity,ethnic group,ethnic origin,ethnic background,ethnie,ethnische herkunft,ethnische zugehörigkeit,origine ethnique,origen étnico,etnia,etnicidad,origine etnica,etnische afkomst,pochodzenie etniczne,etniskt ursprung,race ethnicity",
	ctxPolitics:      "political party,party membership,party affiliation,political affiliation,political opinion,political views,parteizugehörigkeit,parteimitgliedschaft,politische einstellung,politische meinung,parti politique,opinion politique,partido político,afiliación política,partito politico,politieke partij,partia polityczna,politische partei",
	ctxCriminal:      "criminal record,criminal records,criminal history,criminal conviction,criminal convictions,previous convictions,prior convictions,unspent convictions,convicted of,vorstrafe,vorstrafen,strafregister,führungszeugnis,casier judiciaire,condamnations pénales,antecedentes penales,antecedentes criminais,precedenti penali,casellario giudiziale,strafblad,karalność",
	ctxTown:          "city,town,ort,wohnort,stadt,ville,commune,localité,ciudad,población,poblacion,localidad,città,citta,comune,cidade,woonplaats,plaats,miasto,miejscowość,stad,postort,poststed,kaupunki,postitoimipaikka,město,obec,mesto,város,település,oraș,localitate,πόλη,город,місто,şehir,ilçe",
	ctxLabel:         personLabels,
	ctxLastLabel:     lastLabels,
	ctxFirstLabel:    firstLabels,
	ctxAnyLabel:      anyLabels,
	ctxPerson:        "potilas,hasta,pacient,pacientka,пациент,пациентка,пацієнт,hun har,han har,hon har,ona ma,jest na zwolnieniu,sygemeldt,sjukskriven,sykmeldt,sairauslomalla,больничном,neschopnosti,patient,patientin,kunde,kundin,client,customer,herr,frau,mr,mrs,ms,diagnos,leidet,suffer,suffers,suffering,paziente,paciente,pacjent,klant,employee,mitarbeiter,mutter,vater,mother,father,tochter,sohn,daughter,son,she,he,sie ist,er ist,i am,i'm,i m,ich bin,ich habe,i have,zij is,hij is,my,his,her,mein,seine,ihre,elle,il est,elle est,soy,tiene,ist,is a,guest,member,mitglied,student,resident,bewohner,applicant,wife,husband,frau,partner,person",
	ctxDiagnosis:     "operado de,operada de,opéré d,opérée d,souffre d,présente un,présente une,assente per,assenza per,de baixa por,de baja por,ausente por,krank wegen,ausfall wegen,off with,signed off,sygemeldt med,sjukskriven för,sykmeldt med,na zwolnieniu z powodu,trpí,sairastaa,страдает,хворіє,lider av,lider af,lijdt aan,heeft een,admitted with,behandeld voor,in behandeling voor,behandlas för,affetto da,affetta da,diagnosed,diagnostiqué,diagnostiquée,diagnosticado,diagnosticada,diagnosticato,diagnosticata,suivi pour,suivie pour,hospitalisé,hospitalisée,hospitalised,hospitalized,sick leave,off sick,arrêt maladie,baja médica,krankgeschrieben,vorerkrankung,vorerkrankungen,anamnese,anamnesis,antecedentes,antécédents,antecedents,anamnesi,medical history,history of,allergic to,allergies,allergisch auf,allergique à,alérgico a,alérgica a,allergico a,allergica a,leidet an,suffers from,souffre de,padece,soffre di,lijdt aan,choruje na,cierpi na,tested positive,blutgruppe,blood type,icd,icd10,icd9,diagnos,diagnose,diagnosis,diagnostic,dx,dgn,f-diagnose,ziektecode,codice icd",
	ctxPassport:      "passport,reisepass,passnummer,passnr,pass-nr,paßnummer,passeport,pasaporte,passaporto,paspoort,paszport,passaporte,pasport,passi,여권,여권번호,护照,護照,パスポート,паспорт",
	ctxLicence:       "driving licence,driving license,driver licence,driver license,drivers license,driver's license,driver s license,drivers licence,driver s licence,driver's licence,dl no,dl number,dln,license number,licence number,licence no,license no,führerschein,fuhrerschein,permis de conduire,permis,permiso de conducir,carnet de conducir,patente,rijbewijs,prawo jazdy,carta de condução,körkort,kørekort,førerkort,ajokortti,dl",
	ctxIDCard:        "personalausweis,ausweis,ausweisnr,ausweisnummer,identity card,id card,identity document,carte d identité,carte d'identité,cni,carta d identità,carta d'identità,documento de identidad,identiteitskaart,identiteitsbewijs,dowód osobisty,dowod,dowód,cartão de cidadão",
	ctxPlate:         "kennzeichen,kfz,kfz-kennzeichen,number plate,license plate,plaka,registration number,licence plate,plate,plates,plate no,registration plate,immatriculation,plaque,matrícula,matricula,targa,kenteken,rejestracyjny,vehicle registration,reg no,reg number,car reg",
	ctxAccount:       "konto,kontonummer,kontonr,kto,account,accounts,acct,a/c,acc no,compte,cuenta,conto,rekening,rachunek,rachunku,bankverbindung,bank account,bank acct",
	ctxSortCode:      "sort code,sortcode,sort,blz,bankleitzahl,bsb",
	ctxRouting:       "routing,aba,rtn,transit,routing number",
	ctxRegister:      "hra,hrb,gnr,vr",
	ctxBIC:           "bic,swift,swift-bic,bic code,swiftcode",
	ctxTrack:         "track,magstripe,magnetic,swipe",
	ctxGeo:           "lat,lon,lng,long,latitude,longitude,gps,coord,coords,coordinates,koordinaten,geo,location,position,breitengrad,längengrad,coordonnées,coordenadas,latlng",
	ctxInsurance:     "insurance,policy number,policy no,member id,member no,subscriber,group number,versichertennummer,versicherungsnummer,policennummer,krankenkasse,krankenversicherung,mutuelle,assurance,seguro,assicurazione,verzekering,polisnummer,polisa,health plan,beneficiary,medicaid",
	ctxMedicalRecord: "mrn,medical record,patient id,patient no,patient number,patienten-id,patientennummer,patienten-nr,hospital number,chart number,numero paziente,historia clínica,historia clinica,nhc,ipp",
	ctxMedication:    "takes,taking,prescribed,prescription,medication,medikament,medikation,nimmt,verordnet,rezept,dose,dosis,mg,tabletten,tablets,ordonnance,receta,ricetta,prend,toma,prende,slikt,gebruikt,rx,daily,medicatie,traitement,médicament,farmaco",
	ctxCookie:        "cookie,cookies,set-cookie,phpsessid,jsessionid,sessionid,session id,session-id,connect.sid,sid,laravel session,gitlab session,session,asp net sessionid,_ga,ga,fbp,remember,remember_token,csrftoken",
	ctxAddress:       "address,adresse,anschrift,wohnhaft,wohnt,lives at,lives,residing,dirección,indirizzo,adres,morada,adress,osoite,domicilio,ship to,deliver to,delivery address,billing address,zugestellt,located at,moved to,street,straße",
	ctxNationalID:    "national id,national identity,identity number,identification number,id number,ident,identifikationsnummer,personalnummer,personennummer,ssn,tin,nino,bsn,nir,nif,nie,dni,pesel,cpr,fnr,cpf,cnpj,curp,rfc,aadhaar,nric,sin,tfn,nhs,pps,svnr,ahv,egn,cnp,hetu,personnummer,codice fiscale,tax id,tax number,taxpayer,social security,steuer,steuer-id,versicherten,passport,reisepass,ausweis,licence,license,führerschein,npi,mbi,dea,abn,acn,ein,gstin,uen,rrn,brn,oib,amka,tckn,kimlik,imei,iccid",
	ctxTaxNumber:     "steuernummer,steuernr,st-nr,stnr,steuer-nr,steuer nr,finanzamt",
	ctxVAT:           "vat,ust,ust-id,ustid,ust-idnr,ustidnr,umsatzsteuer,mwst,tva,iva,partita iva,p.iva,p iva,piva,btw,moms,nip,gst",
	ctxPostcode:      "zip,plz,postleitzahl,postcode,post code,postal,postnummer,code postal,codepostal,codigo postal,código postal,cap,cp,kod pocztowy,postnr,zipcode",
	ctxName:          "nome,nom,navn,namn,name,names,vorname,nachname,familienname,first name,last name,firstname,lastname,surname,given name,family name,full name,prénom,nombre,apellido,apellidos,cognome,naam,voornaam,achternaam,imię,nazwisko,named,called,heiße,heißt,my name is,i am,i'm,je m'appelle,me llamo,mi chiamo,ik heet,nazywam",
	ctxUsername:      "username,user name,login,login name,user id,userid,benutzername,benutzer,nickname,nutzername,utilisateur,usuario,gebruikersnaam,handle,screen name,logged in as",
}

// ofDocument are the contexts that name papers and accounts.
var ofDocument = func() (t [256]bool) {
	for _, k := range documentKinds {
		t[k.ctx] = true
	}
	return t
}()

// see notes that words of a context end here.
func (s *scanner) see(c context, end int) {
	s.seen[c] = max(s.seen[c], int32(end)) // best wishes goes on behind best
	s.spoke, s.last = true, max(s.last, end)
	if c-ctxBelief <= ctxTown-ctxBelief {
		s.seen[ctxSpecialLabel] = max(s.seen[ctxSpecialLabel], int32(end))
	}
	if c-ctxLabel <= ctxAnyLabel-ctxLabel {
		s.label = end
	}
	if heats[c] {
		s.hot = end
		if c != ctxPhone {
			s.warm = end
		}
	}
}

// seeAll is see, with what the context is one of: an identifier of a country, a paper.
func (s *scanner) seeAll(c context, end int) {
	s.see(c, end)
	if c >= ctxNational {
		s.see(ctxNationalID, end)
		s.see(ctxSpecific, end)
	} else if ofDocument[c] {
		s.see(ctxDocument, end)
	}
}

// heats are the contexts that make something of a number that is nothing else.
var heats = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= int(ctxNational)
	}
	for _, c := range []context{ctxPhone, ctxBirth, ctxCVV, ctxPassport, ctxLicence, ctxIDCard, ctxPlate, ctxAccount, ctxSortCode, ctxGeo, ctxInsurance, ctxMedicalRecord, ctxTaxNumber, ctxPostcode, ctxRegister} {
		t[c] = true
	}
	return t
}()

// isHot says whether such words stand before i.
func (s *scanner) isHot(i int) bool { return s.hot > s.line && i-s.hot <= 64 }

// isWarm says the same of words that do not speak of telephones, whose numbers
// have seven digits at least.
func (s *scanner) isWarm(i int) bool { return s.warm > s.line && i-s.warm <= 64 }

// near says whether words of the context stand on the line, not more than
// window bytes before i.
func (s *scanner) near(c context, i, window int) bool {
	at := int(s.seen[c])
	return at > s.line && i-at <= window
}

// since is how many bytes before i words of the context stand; a large number
// when they do not.
func (s *scanner) since(c context, i int) int {
	at := int(s.seen[c])
	if at <= s.line {
		return 1 << 30
	}
	return i - at
}

// window is how far a word reaches, in bytes.
const window = 40

// behindNumber says whether words for the number of a person stand behind end;
// silent: no words behind it are for that of any country.
func (s *scanner) behindNumber(end int) (told, silent bool) {
	if end+2 >= len(s.text) || s.text[end] != ' ' && s.text[end] != ',' && s.text[end] != '(' && s.text[end] < 0x80 && !toldBehind(s.text, end) {
		return false, false
	}
	s.behind(ctxNationalID, end)
	for _, a := range s.ahead {
		if a >= ctxNational || a == ctxNationalID {
			return true, false
		}
	}
	return false, true
}

// speaks says whether words of any context stand shortly after end.
func (s *scanner) speaks(end int) bool {
	if end+1 >= len(s.text) || s.text[end] == '\n' {
		return false
	}
	s.behind(ctxNone, end)
	return len(s.ahead) > 0
}

// behind says whether words of the context stand shortly after end, where
// people also write what a number is: 123-45-6789 (SSN).
func (s *scanner) behind(c context, end int) bool {
	if end+1 >= len(s.text) || s.text[end] == '\n' {
		return false
	}
	if s.aheadAt != end {
		s.aheadAt = end
		s.ahead = s.ahead[:0]
		stop, nation := min(len(s.text), end+40), -2
		for at := end; at < stop; {
			k := classes[s.text[at]]
			if k == classDigit { // the words are about what comes
				s.ahead = s.ahead[:0]
				break
			}
			if k == classLine || k == classAt || s.text[at] == '.' && at+1 < len(s.text) && s.text[at+1] == ' ' && at > end { // another sentence
				break
			}
			if k != classLetter && k != classWide {
				at++
				continue
			}
			to := at + 1
			for to < len(s.text) && to < stop+window && inName(s.text[to]) { // no word that we know is longer
				to++
			}
			if to-at == 2 && to < len(s.text) && (s.text[to] == '_' || s.text[to] == ' ') {
				s.ahead = append(s.ahead, kindAt(s.text, at)...)
			}
			if s.match(at, to) > 0 {
				for _, e := range s.hit {
					switch {
					case e.what&isNation != 0:
						nation = to + len(e.next) + 1
					case e.what&isShared != 0 && at <= nation+1: // that of another country
						continue
					}
					s.ahead = append(s.ahead, e.ctx...)
				}
			}
			at = to
		}
	}
	for _, a := range s.ahead {
		if a == c {
			return true
		}
	}
	return false
}

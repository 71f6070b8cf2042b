package classify

import (
	"strings"
	"sync"
)

// headersMore are what columns are called in further languages: Swedish, Danish,
// Norwegian, Finnish, Czech, Slovak, Turkish, Romanian, Hungarian, Croatian,
// Serbian, Slovene, Greek, Russian, Ukrainian, Bulgarian, the Baltic ones,
// Japanese, Korean, Chinese, Arabic, Hebrew, Vietnamese, Indonesian, Portuguese.
var headersMore = map[Kind]string{
	"email":           "epostadress epostadresse emailadresse epostaadresi elektronikposta emailova_adresa emailcim emailcím epošta eposta elposta ηλταχυδρομείο ηλεκτρονικόταχυδρομείο ηλεκταχυδρομείο почта эпочта элпочта электроннаяпочта емейл имейл електроннапошта електроннаадреса メール メールアドレス eメール 이메일 이메일주소 메일 邮箱 电子邮件 电子邮箱 邮件 電子郵件 信箱 البريدالإلكتروني بريد אימייל דואל surel correioeletronico email_endereco elpastas epasts thưđiệntử",
	"phone":           "denwa denwabango shouji shoujihao dianhua jeonhwa hyudaepon hatif jawwal tilefono kinito mobilnyy mobilnummer telefoninumero puh kannykka puhelinnro telefonnicislo mobilcislo telefonnecislo ceptelefonu cep ceptel gsmno telno telefonno telefonnumarasi nrtelefon numartelefon numardetelefon telefonszam mobilszam mobitel brojtelefona brojmobitela telefonskastevilka mobilni telefonas mobilais talrunis telefoninumber mobiiltelefon τηλέφωνο κινητό τηλ κινητότηλέφωνο αριθμόςτηλεφώνου σταθερό телефон мобильный мобильныйтелефон номертелефона сотовый тел контактныйтелефон номермобильного мобільний телефону мобиленномер 電話 電話番号 携帯 携帯電話 携帯番号 連絡先電話 전화 전화번호 휴대폰 휴대전화 핸드폰 연락처 휴대폰번호 电话 手机 手机号 手机号码 电话号码 联系电话 電話號碼 手機 手機號碼 الهاتف رقمالهاتف الجوال رقمالجوال טלפון נייד telepon nomortelepon nohp nomorhp điệnthoại sốđiệnthoại sdt telefoneresidencial telefonecelular",
	"given_name":      "imya imja otchestvo otčestvo imiapo onoma förnamn fornavne tilltalsnamn kutsumanimi krestni krestnijmeno krstnemeno meno ad isim adi ilkad birincead numemic prenumele keresztnev utonev ime imena όνομα μικρόόνομα имя ім'я імя 名 名前名 ファーストネーム 이름 名字 名欄 الاسمالأول שםפרטי vardas vards eesnimi namadepan primeironome prenomusuel mellannamn patronymic отчество отчествоимя побатькові πατρώνυμο",
	"family_name":     "familiya familija familia_ru prizvishche myoji seishi eponymo eponimo släktnamn slaektsnavn priezvisko soyad soyadi soyisim aileadi numedefamilie numefamilie vezeteknev csaladnev prezime priimek επώνυμο επίθετο фамилия прізвище фамилията фамилно 姓 氏 苗字 名字姓 ラストネーム 성 성씨 姓氏 اسمالعائلة اللقب שםמשפחה pavarde uzvards perekonnanimi namabelakang họ ultimonome",
	"full_name":       "اسمالمريض اسمالعميل اسمالزبون اسمالموظف اسمالطالب الاسمالكامل カナ氏名 氏名カナ 担当医 主治医 fio shimei xingming ireum ismkamil naam poloneimya onomateponymo kundnamn kundenavn patientnamn patientnavn anställd ansatt medarbejder medarbetare asiakas asiakasnimi asiakkaannimi kokonimi kokonimi nimi potilas työntekijä zákazník zakaznik jmenoaprijmeni jmenoprijmeni celejmeno meno_priezvisko menoapriezvisko klienti pacient zamestnanec adsoyad adisoyadi adivesoyadi isimsoyisim musteri musteriadi hasta hastaadi calisan personel numecomplet numesiprenume numeprenume pacienti angajat teljesnev ugyfel ugyfelnev vasarlo beteg munkavallalo nev imeiprezime imeprezime imeinpriimek klijent kupac pacijent zaposlenik stranka ονοματεπώνυμο πελάτης ασθενής υπάλληλος фио клиент имяфамилия полноеимя пациент сотрудник покупатель получатель піб клієнт пацієнт співробітник трите имена трииме 氏名 お名前 名前 顧客名 患者名 社員名 担当者 担当者名 ご氏名 성명 고객명 고객이름 환자명 직원명 담당자 수령인 姓名 客户姓名 客户名 客户名称 患者姓名 员工姓名 联系人 收件人 收货人 真实姓名 用户姓名 الاسم الاسمالكامل اسمالعميل שםמלא שם namalengkap namapelanggan họtên họvàtên tênkháchhàng vardaspavarde vardsuzvards nomedocliente paciente funcionario utente titular responsavel",
	"birth_date":      "تاريخالولادة تاريخالميلاد datarozhd datarozhdeniya datarozdeniya denrozhdeniya datanarodzhennya seinengappi shengri chushengriqi saengnyeonworil hmerominiagennisis imerominiagennisis tarikhalmilad janmtithi janmdin födelsedag födelsedatum födelsedato fodselsdag fødselsdag fødselsdato syntymapaiva syntymaaika syntymäpäivä syntaika datumnarozeni narozeni datumnarodenia narodeny dogumtarihi dogumgunu dogum datanasterii nastere datanasterie szuletesidatum szuletesiido szuletes szulido datumrodenja datumrodenja datumrodjenja rodendan datumrojstva ημερομηνίαγέννησης ημνίαγέννησης γέννηση датарождения деньрождения др датанародження народження рожденадата датанараждане 生年月日 誕生日 생년월일 생일 出生日期 生日 出生年月 出生年月日 تاريخالميلاد תאריךלידה gimimodata dzimsanasdatums sunniaeg tanggallahir tgllahir ngàysinh dtnascimento nasc",
	"street":          "ulitsa ulica_ru ulitsa_dom jusho dizhi juso diefthynsi dieuthinsi eunwan pata gatuadress gade vej vejnavn gateadresse postadr hemadress bostadsadress katuosoite lahiosoite kotiosoite ulice ulica ulicecp bydliste trvalebydliste adresabydliste sokak cadde acikadres evadresi mahalle strada adresadomiciliu utca lakcim cim adresastanovanja naslov ulicaibroj διεύθυνση οδός διεύθυνσηκατοικίας адрес улица адреспроживания домашнийадрес адресдоставки почтовыйадрес вулиця адреса 住所 住所1 番地 自宅住所 주소 도로명주소 자택주소 배송지 배송주소 地址 住址 家庭住址 收货地址 详细地址 通讯地址 العنوان الشارع כתובת רחוב adresas adrese aadress alamat địachỉ logradouro enderecocompleto",
	"postcode":        "pochtindeks indeks yubinbango youbian upyeonbeonho pincode_in postinumero psc psč smerovacicislo postakodu kodpostal zipkod iranyitoszam irsz postanskibroj postnastevilka ταχκώδικας ταχυδρομικόςκώδικας τκ индекс почтовыйиндекс поштовийіндекс пощенскикод 郵便番号 〒 우편번호 邮编 邮政编码 郵遞區號 الرمزالبريدي מיקוד pastokodas pastaindekss sihtnumber kodepos mãbưuđiện",
	"city":            "postitmp postitmpaikka userfrom gorod misto_ua shichoson chengshi doshi madina shehar poli_gr heimatort burgerort bürgerort postby postort bostadsort kunta postitoimipaikka mesto obec sehir il ilce oras orasul localitate varos telepules helyseg grad mjesto naselje kraj πόλη город населенныйпункт місто населенийпункт град 市区町村 市 都市 市町村 도시 시군구 城市 市 المدينة עיר miestas pilseta linn kota thànhphố municipiocidade",
	"gender":          "seibetsu xingbie seongbyeol pol_ru jins kön køn kjønn sukupuoli pohlavie pohlavi cinsiyet sexul gen nem neme spol pol φύλο пол стать 性別 성별 性别 الجنس מין lytis dzimums sugu jeniskelamin giớitính",
	"nationality":     "nationalitet medborgarskap kansalaisuus statniobcanstvi statnaprislusnost uyruk cetatenie cetatenia nationalitate allampolgarsag drzavljanstvo υπηκοότητα ιθαγένεια гражданство національність громадянство 国籍 국적 國籍 الجنسية אזרחות",
	"religion":        "uskontokunta nabozenstvi nabozenstvo din dini religie vallas felekezet vjera vjeroispovijest religija θρήσκευμα θρησκεία религия вероисповедание віросповідання релігія 宗教 宗派 종교 宗教信仰 الديانة דת religiao geloof troosuppfattning livssyn",
	"salary":          "lön løn lønn manadslon månadslön bruttolon timlon palkka kuukausipalkka mzda plat hrubamzda maas maasi ucret brutmaas netmaas salariu salariul salariubrut fizetes ber brutto_ber placa brutoplaca neto_placa zarada μισθός μισθοί αμοιβή зарплата оклад доход заработнаяплата зарплатня заплата 給与 給料 年収 月収 基本給 月給 급여 연봉 월급 임금 工资 薪水 月薪 年薪 薪资 الراتب שכר alga atlyginimas palk gaji lương remuneracao vencimentobase ordenadobase",
	"password":        "lösenord adgangskode kodeord passord salasana heslo sifre parola parolam parolă jelszo lozinka geslo sifra zaporka κωδικόςπρόσβασης κωδικός συνθηματικό пароль пароли пароля 密码 口令 登录密码 密碼 パスワード 비밀번호 패스워드 كلمةالمرور סיסמה slaptazodis parole parool katasandi matkhau mậtkhẩu senha_acesso palavrapasse palavrachave parolachiave chaveacesso clave claveacceso motpasse mdp",
	"health":          "diagnos diagnoser sjukdomar allergier medicinering halsa terveys diagnoosi allergiat sairaudet laakitys diagnoza diagnozy alergie alergia choroby lieky tani teshis alerji alerjiler hastalik hastaliklar ilac ilaclar diagnostic alergii boli medicatie tratament diagnozis allergiak allergia betegseg betegsegek gyogyszer dijagnoza alergije bolesti lijekovi terapija διάγνωση αλλεργίες αλλεργία ασθένεια φάρμακα диагноз диагнозы аллергия аллергии болезнь болезни лекарства анамнез діагноз алергія хвороби 診断 診断名 病名 アレルギー 既往歴 服薬 持病 진단 진단명 병명 알레르기 병력 복용약 诊断 诊断结果 过敏 过敏史 病史 病名 用药 診斷 過敏 التشخيص الحساسية المرض אבחנה אלרגיות diagnoze alergijos diagnosapenyakit alergi chẩnđoán dịứng alergias diagnosticoclinico pathologies traitementmedical antecedents traitements",
	"iban":            "bankkonto kontonummer bankkontonummer tilinumero pankkitili cislouctu bankovniucet hesapno hesapnumarasi contbancar cont bankszamlaszam bankszamla szamlaszam brojracuna racun tekuciracun transakcijskiracun τραπεζικόςλογαριασμός ρέκβιζιτ банковскийсчет номерсчета счет рахунок 銀行口座 口座番号 계좌번호 계좌 银行账号 银行账户 銀行帳號 nrkonta nrrachunku coordonneesbancaires rib conto contocorrente",
	"card":            "kortnummer kreditkort betalkort korttinumero luottokortti luottokortinnumero cislokarty kreditnikarta platebnikarta kartno kredikarti kredikartino kartnumarasi numarcard cardbancar kartyaszam bankkartya hitelkartya brojkartice kreditnakartica stevilkakartice αριθμόςκάρτας κάρτα πιστωτικήκάρτα карта номеркарты банковскаякарта кредитнаякарта картка номеркартки カード番号 クレジットカード クレジットカード番号 카드번호 신용카드 신용카드번호 卡号 银行卡号 信用卡号 信用卡 信用卡號 رقمالبطاقة כרטיסאשראי korteles_numeris kartesnumurs kaardinumber nomorkartu sốthẻ cartebancaire numcb cbnumero",
	"ip":              "ipadress ipadresse iposoite ipadresa ipadresi adresaip ipcim ipnaslov διεύθυνσηip ipадрес адресip айпи ipアドレス ip주소 아이피 ip地址 عنوانip כתובתip ipadresas ipaadress alamatip địachỉip enderecoip direcciondeip adresseipclient",
	"username":        "kayttajanimi uzivatelskejmeno uzivatel kullaniciadi kullanici numeutilizator utilizator felhasznalonev felhasznalo korisnickoime korisnik uporabniskoime όνομαχρήστη χρήστης логин имяпользователя пользователь користувач ユーザー名 ユーザーid ログインid 사용자 아이디 用户名 登录名 帐号 用戶名 اسمالمستخدم שםמשתמש",
	"passport":        "passnummer passinumero cislopasu pasaport pasaportno nrpasaport pasaport utlevelszam utlevel brojputovnice putovnica διαβατήριο αριθμόςδιαβατηρίου паспорт номерпаспорта загранпаспорт パスポート番号 旅券番号 여권번호 护照号 护照 護照號碼 جوازالسفر רבדרכון דרכון",
	"driving_licence": "körkort korkortsnummer kørekort forerkort førerkort ajokortti ridicskyprukaz ehliyet ehliyetno permisauto permisconducere jogositvany vozackadozvola δίπλωμαοδήγησης водительскоеудостоверение 運転免許 免許証番号 운전면허 운전면허번호 驾照 驾驶证号",
	"id_card":         "identificationid shenfenzheng shenfenzhenghao legitimation henkilokortti obcanskyprukaz cisloop kimlik kimlikno carteidentitate seriabuletin szemelyiigazolvany osobnaiskaznica ταυτότητα αριθμόςταυτότητας удостоверение 身份证号码 證件號碼 证件号 证件号码",
}

// byNationalName are the identifiers that a word or an abbreviation speaks of;
// several where countries share it.
var byNationalName = sync.OnceValue(func() map[string][]Kind {
	out := map[string][]Kind{}
	for _, n := range nationals {
		for w := range strings.SplitSeq(n.words, ",") {
			f := flatten(w)
			if f == "" {
				continue
			}
			if list := out[f]; len(list) == 0 || list[len(list)-1] != n.kind {
				out[f] = append(out[f], n.kind)
			}
		}
	}
	return out
})

// numberWords say that what a column holds is numbered, and nothing of whom.
var numberWords = set("nr no num number nummer numero numer numerul nro cislo cislu broj szam stevilka numaras numarasi номер № n nº of the de du do da kunde kunden client customer kd usr c x tbl cust 번호 番号 号 號碼 号码")

// nationalNames are the identifiers that the name of a column may speak of.
func nationalNames(name string) []Kind {
	words := split(name)
	var kept []string
	for _, w := range words {
		if !numberWords[flatten(w)] {
			kept = append(kept, flatten(w))
		}
	}
	for _, list := range [][]string{words, kept} {
		for n := len(list); n >= 1; n-- {
			for i := 0; i+n <= len(list); i++ {
				if k := byNationalName()[flatten(strings.Join(list[i:i+n], ""))]; k != nil {
					return k
				}
			}
		}
	}
	return unspacedNames(name)
}

// unspacedNames looks for words within a name that is written without blanks.
func unspacedNames(name string) []Kind {
	f := flatten(name)
	for i := range f {
		if f[i] < 0xe0 {
			continue
		}
		for j := len(f); j > i+3; j-- {
			if k := byNationalName()[f[i:j]]; k != nil {
				return k
			}
		}
	}
	return nil
}

// named are the identifiers that the column's name may speak of.
func (c *Column) named() []Kind {
	if !c.asked {
		c.ids, c.asked = nationalNames(c.called), true
	}
	return c.ids
}

"""Credentials by another drawing, written down before the classifier was mended a fourth time: values in the lines of
programs of many languages, in the places that scanners' own samples have, passwords by their place in a command, hashes of
passwords, and what only looks like any of these. A form is in d1 (looked at) or d2 (never) by its name."""
import hashlib
import drawn
from drawn import *
r.seed(7411)
def half(form): return 'd' + '12'[hashlib.sha256(('credentials later ' + form).encode()).digest()[3] % 2]
def f(group, form, make, n=3):
    for _ in range(n): doc(group, form, make(), form, half(form))
def ps(lines, n=3):
    "One form a line: NAME ~ TEXT, in which ¤ is a password, § one that may stand without quotes."
    for l in lines.strip('\n').split('\n'):
        name, text = l.split(' ~ ', 1)
        def make(t=text):
            t = t.replace('\\n', '\n').replace('\\t', '\t').replace('HOST', may(r.choice(HOSTS))).replace('USER', may(r.choice(USERS)))
            while '¤' in t: t = t.replace('¤', M(pw()), 1)
            while '§' in t: t = t.replace('§', M(safe()), 1)
            return t + '\n'
        f('passwords', name, make, n)
def ks(lines, group='keys', n=3):
    "The same, with {expression} for what is drawn."
    for l in lines.strip('\n').split('\n'):
        name, text = l.split(' ~ ', 1)
        f(group, name, lambda t=text: eval("f'''" + t + "\n'''"), n)
# Values of services, in their documented shapes, in the places of samples.
SHAPES = {'hex32': lambda: c(H, 32), 'hex40': lambda: c(H, 40), 'hex64': lambda: c(H, 64), 'small32': lambda: c(B36, 32), 'small24': lambda: c(B36, 24), 'small20': lambda: c(B36, 20), 'alnum40': lambda: c(B62, 40), 'alnum32': lambda: c(B62, 32), 'alnum22': lambda: c(B62, 22), 'url43': lambda: c(URL, 43), 'uuid': uuid, 'caps32': lambda: c(U + D, 32), 'b64-44': lambda: b64(32), 'hex16': lambda: c(H, 16), 'small64': lambda: c(B36, 64)}
SERVICES = 'adafruit airtable algolia asana beamer bitbucket bittrex codecov cohere coinbase confluent contentful datadog discord droneci dropbox etsy fastly finicity finnhub flickr freshbooks gitter heroku hubspot intercom jfrog kraken kucoin launchdarkly linkedin lob looker mailchimp mattermost meraki messagebird netlify nytimes okta plaid rapidapi sendbird sentry snyk squarespace sumologic travis twitch twitter zendesk abuseipdb alchemy amplitude apify assemblyai aviationstack bannerbear bitly blazemeter braintree browserstack bugsnag buildkite bunnynet calendly clearbit clickup clockify cloudinary coinapi copper deepgram deepl detectlanguage ecwid elasticemail exchangerate faceplusplus fixer flightapi fullstory geocodio getresponse giphy gumroad helpscout hotjar hunter ipinfo ipstack kickbox klaviyo loggly logzio mapquest mandrill mixpanel monday moonclerk mux newsapi nylas opencage openweather optimizely opsgenie pagerduty paymo pipedrive pixabay plivo podio postmark pusher quaderno rebrandly rollbar salesblink saucelabs scrapingbee segment sendowl shodan shortcut sinch splunk stormglass surveymonkey taxjar telnyx textmagic tomtom trello unsplash userflow uptimerobot virustotal vultr weatherapi webflow wepay woocommerce workato xero yelp zapier zerobounce zoho'.split()
PLACES = {
 'find a secret': lambda k, v: f"You can find a {k} secret {v} within",
 'find a secret not valid': lambda k, v: f"You can find a {k} secret {v} within but not valid",
 'find a token': lambda k, v: f"Here is the {k} token {v} for staging.",
 'jenkins credentials': lambda k, v: f"<scope>GLOBAL</scope>\n<id>{k}</id>\n<secret>{v}</secret>\n<description>for production</description>",
 'debug line': lambda k, v: f"[INFO] Sending request to the {k} API\n[DEBUG] Using Key={v}\n[INFO] Response received: 200 OK",
 'debug token': lambda k, v: f"[DEBUG] calling {k} with token={v} (attempt 1)",
 'quoted behind service': lambda k, v: f"{k} '{v}'",
 'service = value': lambda k, v: f"{k} = '{v}'",
 'service: value': lambda k, v: f"{k}: {v}",
 'entry attribute': lambda k, v: f'<entry name="{k}Token" value="{v}" />',
 'entry key attribute': lambda k, v: f'<entry key="{k}.apiKey" value="{v}"/>',
 'attributes in one tag': lambda k, v: f'<service name="{k}" apiKey="{v}" timeout="30"/>',
 'csv row': lambda k, v: f"{k}Token,{v},prod",
 'csv of passwords': lambda k, v: f"service,token,owner\n{k},{v},ops",
 'json escaped': lambda k, v: '\\{\n    \\"' + k + '_token\\": \\"' + v + '\\"\n\\}',
 'json name value': lambda k, v: '{\n    "name": "' + k + '_token",\n    "value": "' + v + '"\n}',
 'json nested': lambda k, v: '{"' + k + '": {"apiKey": "' + v + '", "region": "eu"}}',
 'yaml literal': lambda k, v: f"{k}_token: |\n  {v}",
 'yaml folded': lambda k, v: f"{k}_token: >-\n  {v}\nnext: 1",
 'yaml nested': lambda k, v: f"{k}:\n  enabled: true\n  key: {v}",
 'make append': lambda k, v: f'{k}_TOKEN += "{v}"'.upper().replace(v.upper(), v),
 'make shell': lambda k, v: f'{k.upper()}_TOKEN ::= "{v}"',
 'php coalesce': lambda k, v: f"${k}Token ??= '{v}';",
 'perl hash': lambda k, v: f"my %cfg = ({k}_key => '{v}', debug => 0);",
 'scala val': lambda k, v: f'val {k}ApiKey: String = "{v}"',
 'haskell': lambda k, v: f'{k}ApiKey :: Text\n{k}ApiKey = "{v}"',
 'clojure': lambda k, v: f'{{:{k}-api-key "{v}"}}',
 'objc define': lambda k, v: f'#define {k.upper()}_API_KEY @"{v}"',
 'c define': lambda k, v: f'#define {k.upper()}_API_KEY "{v}"',
 'dart': lambda k, v: f"static const String {k}ApiKey = '{v}';",
 'ruby symbol': lambda k, v: f"{k.capitalize()}.api_key = '{v}'",
 'ruby configure': lambda k, v: f"  config.{k}_secret_key = \"{v}\"",
 'js init': lambda k, v: f"const client = new {k.capitalize()}('{v}');",
 'js sdk init': lambda k, v: f"{k}.init('{v}');",
 'py client': lambda k, v: f'client = {k}.Client("{v}")',
 'py headers': lambda k, v: 'headers = {"Authorization": "Bearer ' + v + '"}  # ' + k,
 'py headers key': lambda k, v: 'headers = {"X-API-Key": "' + v + '"}  # ' + k,
 'setProperty': lambda k, v: f'System.setProperty("{k}.api.key", "{v}");',
 'url key': lambda k, v: f"https://api.{k}.com/v1/data?apikey={v}&format=json",
 'url access_key': lambda k, v: f"http://api.{k}.com/latest?access_key={v}",
 'url user': lambda k, v: f"curl https://api.{k}.com/v1/me -u {v}:",
 'curl api key': lambda k, v: f'curl -H "apikey: {v}" https://api.{k}.com/v1/me',
 'curl token header': lambda k, v: f"curl https://api.{k}.com/v1/me -H 'Authorization: Token token={v}'",
 'comment behind': lambda k, v: f"// {k} api key: {v}",
 'todo': lambda k, v: f"# TODO move to vault - {k} key {v}",
 'chat': lambda k, v: f"@mia the {k} api key is {v}, please add it to the pipeline",
 'env export two': lambda k, v: f"export {k.upper()}_SECRET={v} NODE_ENV=production",
 'env in command': lambda k, v: f"{k.upper()}_API_TOKEN={v} npm run deploy",
 'vault kv': lambda k, v: f"vault kv put secret/app {k}_token={v}",
 'gh secret set': lambda k, v: f"gh secret set {k.upper()}_TOKEN --body \"{v}\"",
 'kubectl literal': lambda k, v: f"kubectl create secret generic {k} --from-literal=token={v}",
 'heroku config': lambda k, v: f"heroku config:set {k.upper()}_API_KEY={v}",
 'terraform default': lambda k, v: f'variable "{k}_api_key" {{\n  type    = string\n  default = "{v}"\n}}',
 'tfstate': lambda k, v: '            "attributes": {\n              "' + k + '_api_key": "' + v + '",\n              "id": "7"',
 'groovy': lambda k, v: f"def {k}Token = '{v}'",
 'gradle.properties': lambda k, v: f"{k}ApiKey={v}",
 'android manifest': lambda k, v: f'<meta-data android:name="com.{k}.API_KEY" android:value="{v}" />',
 'plist': lambda k, v: f"\t<key>{k.capitalize()}APIKey</key>\n\t<string>{v}</string>",
 'sql update': lambda k, v: f"UPDATE settings SET value = '{v}' WHERE name = '{k}_api_key';",
 'sql insert': lambda k, v: f"INSERT INTO api_credentials (service, api_key) VALUES ('{k}', '{v}');",
 'log json': lambda k, v: '{"level":"debug","msg":"request","headers":{"X-Api-Key":"' + v + '"},"svc":"' + k + '"}',
 'ternary': lambda k, v: f'const {k}Key = process.env.{k.upper()}_KEY || "{v}";',
 'os.getenv default': lambda k, v: f'{k.upper()}_TOKEN = os.getenv("{k.upper()}_TOKEN", "{v}")',
 'args': lambda k, v: f'args: ["--{k}-api-key", "{v}"]',
 'args equals': lambda k, v: f'ExecStart=/usr/bin/agent --{k}.token={v} --debug',
 'dotnet': lambda k, v: f'services.Add{k.capitalize()}(o => o.ApiKey = "{v}");',
 'spring value': lambda k, v: f'@Value("${{{k}.api-key:{v}}}")',
}
shapes = sorted(SHAPES)
for p, place in PLACES.items():
    def make(place=place):
        return place(r.choice(SERVICES), M(SHAPES[r.choice(shapes)]())) + '\n'
    f('tokens', 'place ' + p, make, 6)
# Tokens that say themselves what they are.
OWN = {
 'authress': lambda: 'sc_' + c(B36, 24) + '.' + c(B36, 4) + '.acc-' + c(B36, 20) + '.' + c(B62, 60), 'clickhouse': lambda: '4b1d' + c(B62, 38), 'maxmind': lambda: c(B62, 6) + '_' + c(B62, 29) + '_mmk', 'scalingo': lambda: 'tk-us-' + c(URL, 48), 'intra42': lambda: 's-s4t2ud-' + c(H, 64), 'settlemint': lambda: r.choice(['sm_pat_', 'sm_sat_']) + c(B62, 16), 'harness sat': lambda: 'sat.' + c(URL, 22) + '.' + c(B62, 24) + '.' + c(B62, 20), 'grafana old key': lambda: b64of('{"k":"' + c(B62, 32) + '","n":"ci","id":1}'), 'facebook app': lambda: c(D, 16) + '|' + c(URL, 27), 'google bound': lambda: 'AQ.Ab8RN6' + c(URL, 44), 'vault legacy': lambda: 's.' + c(B62, 24), 'planetscale': lambda: 'pscale_pw_' + c(B62, 43), 'cast ai': lambda: 'cast_v1_' + c(B62, 30), 'lookersdk': lambda: 'sk-' + c(B62, 48), 'langfuse': lambda: 'sk-lf-' + uuid(), 'openai project': lambda: 'sk-proj-' + c(URL, 74) + 'T3BlbkFJ' + c(URL, 74), 'anthropic': lambda: 'sk-ant-api03-' + c(URL, 93) + 'AA', 'anthropic oauth': lambda: 'sk-ant-oat01-' + c(URL, 93) + 'AA', 'elevenlabs': lambda: 'sk_' + c(H, 48), 'cerebras': lambda: 'csk-' + c(B36, 48), 'voyage': lambda: 'pa-' + c(URL, 43), 'tailscale': lambda: 'tskey-auth-k' + c(B62, 11) + 'CNTRL-' + c(B62, 32), 'netbird': lambda: 'nbp_' + c(B62, 36), 'atlassian admin': lambda: 'ATCTT3xFfGN0' + c(URL, 160) + '=' + c(HU, 8), 'trigger.dev': lambda: 'tr_prod_' + c(B62, 20), 'posthog': lambda: 'phx_' + c(B62, 43), 'stytch': lambda: 'secret-live-' + c(URL, 36) + '=', 'workos': lambda: 'sk_live_' + c(B62, 40), 'rootly': lambda: 'rootly_' + c(H, 64), 'hashnode': lambda: uuid(), 'pinecone': lambda: 'pcsk_' + c(B62, 6) + '_' + c(B62, 63), 'weights': lambda: 'wandb_v1_' + c(B62, 40), 'deno': lambda: 'ddp_' + c(B62, 36), 'openrouter': lambda: 'sk-or-v1-' + c(H, 64), 'mergify': lambda: 'mka_' + c(B62, 43), 'checkly': lambda: 'cu_' + c(H, 32), 'frigg': lambda: 'glpat-' + c(URL, 20), 'github app': lambda: 'ghs_' + crc62(c(B62, 30)), 'aws': lambda: 'AKIA' + c(B32, 16), 'uri hook zapier': lambda: 'https://hooks.zapier.com/hooks/catch/' + c(D, 7) + '/' + c(B36, 7) + '/', 'teams flow': lambda: 'https://acme.webhook.office.com/webhookb2/' + uuid() + '@' + uuid() + '/IncomingWebhook/' + c(H, 32) + '/' + uuid(), 'slack trigger': lambda: 'https://hooks.slack.com/triggers/T' + c(U + D, 8) + '/' + c(D, 12) + '/' + c(H, 32), 'gcp oauth id secret': lambda: 'GOCSPX-' + c(URL, 28), 'azure devops': lambda: c(B62, 76) + 'AZDO' + c(B62, 4), 'supabase': lambda: 'sbp_' + c(H, 40), 'infura jwt': lambda: jwt(), 'twilio': lambda: 'SK' + c(H, 32), 'mailersend': lambda: 'mlsn.' + c(H, 64), 'contentful': lambda: 'CFPAT-' + c(URL, 43), 'figma': lambda: 'figd_' + c(URL, 40), 'expo': lambda: c(URL, 40), 'airtable': lambda: 'pat' + c(B62, 14) + '.' + c(H, 64), 'doppler cli': lambda: 'dp.ct.' + c(B62, 43), 'shopify': lambda: 'shpat_' + c(H, 32), 'square': lambda: 'EAAA' + c(URL, 60), 'square legacy': lambda: 'sq0atp-' + c(URL, 22), 'buildkite agent': lambda: 'bkaj_' + c(B62, 40), 'fly': lambda: 'FlyV1 fm2_' + c(STD, 120), 'polar': lambda: 'polar_oat_' + c(B62, 43), 'apify': lambda: 'apify_api_' + c(B62, 36), 'sonar': lambda: 'sqp_' + c(H, 40), 'ubidots': lambda: 'BBFF-' + c(B62, 30), 'lark': lambda: 't-' + c(B62, 40), 'easypost': lambda: 'EZAK' + c(H, 32) + c(B62, 22), 'ramp': lambda: 'ramp_sec_' + c(B62, 48), 'fleetbase': lambda: 'flb_live_' + c(B62, 20), 'endor': lambda: 'endr+' + c(URL, 16), 'rapyd': lambda: 'rsk_' + c(H, 60), 'sourcegraph': lambda: 'sgp_' + c(H, 16) + '_' + c(H, 40), 'mux': lambda: c(STD, 75), 'saladcloud': lambda: 'salad_cloud_user_' + c(B62, 54)}
SAYS = ['{v}', 'token: {v}', 'Use {v} for the demo', 'auth = "{v}"', "client('{v}')", '"value": "{v}",', 'x={v};', '  - {v}', '<td>{v}</td>', 'key {v} rotated']
for k, make in OWN.items():
    if k in ('hashnode', 'expo', 'mux', 'infura jwt'): continue
    f('tokens', 'own ' + k, lambda make=make: r.choice(SAYS).replace('{v}', M(make())) + '\n', 3)
# Passwords by their place.
ps(r"""
wifi arduino ~ WiFi.begin("buero", "¤");
wifi arduino named ~ const char* ssid = "Buero"; const char* pass = "¤";
wifi begin variable ~ WiFi.begin(ssid, "¤");
wpa psk ~ network={\n  ssid="Buero"\n  psk="¤"\n}
nmcli ~ nmcli dev wifi connect Buero password §
hostapd ~ ssid=gast\nwpa_passphrase=§
netsh ~ <keyMaterial>¤</keyMaterial>
openwrt ~ option key '¤'
rdp slash ~ xfreerdp /v:HOST /u:USER /p:§ /cert:ignore
rdp cmdkey ~ cmdkey /generic:HOST /user:USER /pass:§
net use ~ net use Z: \\nas\daten § /user:USER
net user ~ net user USER § /add
runas psexec ~ psexec \\pc12 -u USER -p § cmd
wmic ~ wmic /node:HOST /user:USER /password:§ os get caption
chpasswd ~ echo 'USER:¤' | chpasswd
chpasswd plain ~ echo USER:§ | sudo chpasswd
passwd stdin ~ echo '¤' | passwd --stdin USER
sudo -S ~ echo '¤' | sudo -S systemctl restart nginx
curl -u ~ curl -u USER:§ https://nexus.intern/repo
curl --user quoted ~ curl -k --user 'USER:¤' https://HOST/api
wget ~ wget --user=USER --password='¤' https://HOST/x.zip
wget ftp ~ wget --ftp-user=USER --ftp-password=§ ftp://HOST/a
sshpass -p ~ sshpass -p '¤' ssh USER@HOST
sshpass env ~ SSHPASS='¤' sshpass -e scp a USER@HOST:
mysql -p ~ mysql -h HOST -u USER -p§ shop < dump.sql
mysql --password ~ mysqldump --user=USER --password=§ shop > a.sql
mysqladmin new ~ mysqladmin -u root password '¤'
mongosh ~ mongosh --host HOST -u USER -p '¤' --authenticationDatabase admin
psql PGPASSWORD ~ PGPASSWORD=§ psql -h HOST -U USER shop
psql conninfo ~ psql "host=HOST user=USER password=§ dbname=shop"
createuser sql ~ CREATE USER shop WITH PASSWORD '¤';
alter role ~ ALTER ROLE app WITH LOGIN PASSWORD '¤';
mysql identified ~ CREATE USER 'app'@'%' IDENTIFIED BY '¤';
mysql set password ~ SET PASSWORD FOR 'app'@'localhost' = PASSWORD('¤');
mssql login ~ CREATE LOGIN shop WITH PASSWORD = '¤', CHECK_POLICY = OFF;
oracle user ~ create user shop identified by §;
sqlplus ~ sqlplus USER/§@HOST
sqlcmd ~ sqlcmd -S HOST -U sa -P '¤' -i a.sql
bcp ~ bcp shop.dbo.a out a.csv -S HOST -U sa -P § -c
redis-cli ~ redis-cli -h HOST -a § ping
redis conf ~ requirepass §
redis acl ~ user shop on >§ ~* +@all
redis auth ~ AUTH §
ldapsearch ~ ldapsearch -x -D cn=admin,dc=acme -w § -b dc=acme
smbclient ~ smbclient //nas/daten -U USER%§
mount cifs ~ mount -t cifs //nas/daten /mnt -o username=USER,password=§
fstab cifs ~ //nas/daten /mnt cifs username=USER,password=§,uid=1000 0 0
smb credentials ~ username=USER\npassword=§\ndomain=ACME
lftp ~ lftp -u USER,§ sftp://HOST
ftp script ~ open HOST\nuser USER §\nbinary
winscp ~ open sftp://USER:§@HOST/ -hostkey=*
rsync ~ RSYNC_PASSWORD=§ rsync -a /srv USER@HOST::backup
restic ~ export RESTIC_PASSWORD='¤'
borg ~ export BORG_PASSPHRASE="¤"
gpg batch ~ gpg --batch --passphrase '¤' -c a.tar
openssl pass ~ openssl pkcs12 -export -in a.pem -out a.p12 -passout pass:§
openssl enc ~ openssl enc -aes-256-cbc -k § -in a -out b
keytool ~ keytool -import -keystore a.jks -storepass § -noprompt
jarsigner ~ jarsigner -keystore a.jks -storepass § -keypass § a.jar shop
signtool ~ signtool sign /f a.pfx /p § a.exe
7z ~ 7z a -p§ backup.7z /srv
zip ~ zip -P § a.zip b.csv
unzip ~ unzip -P § a.zip
rar ~ rar a -hp§ a.rar b
qpdf ~ qpdf --encrypt § § 256 -- a.pdf b.pdf
pdftk ~ pdftk a.pdf output b.pdf user_pw §
docker login ~ docker login -u USER -p § registry.acme.de
docker login stdin ~ echo "¤" | docker login -u USER --password-stdin registry.acme.de
helm login ~ helm registry login HOST --username USER --password §
az login ~ az login -u USER -p '¤'
svn ~ svn co --username USER --password § https://HOST/svn
git credential ~ https://USER:§@git.acme.de
git remote ~ git remote add origin https://USER:§@git.acme.de/a.git
htpasswd -b ~ htpasswd -bc /etc/nginx/.htpasswd USER §
useradd ~ useradd -m -p § USER
expect ~ expect "assword:"\nsend "¤\\r"
autoit ~ Send("¤{ENTER}") ; Password
vnc ~ x11vnc -passwd § -display :0
teamviewer ~ TeamViewer.exe -i 123456789 --Password §
rabbitmqctl ~ rabbitmqctl add_user USER §
kafka jaas ~ sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="USER" password="¤";
elastic ~ curl -XPOST HOST:9200/_security/user/app -d '{"password":"¤"}'
netrc line ~ machine git.acme.de login USER password §
netrc lines ~ machine git.acme.de\n  login USER\n  password §
pgpass ~ HOST:5432:shop:USER:§
pgpass star ~ *:*:*:USER:§
pypirc ~ [pypi]\nusername = USER\npassword = §
maven settings ~ <server>\n  <id>nexus</id>\n  <username>USER</username>\n  <password>¤</password>\n</server>
gradle ~ credentials {\n  username 'USER'\n  password '¤'\n}
gradle properties ~ nexusPassword=§
sbt ~ credentials += Credentials("Sonatype", "HOST", "USER", "¤")
composer auth ~ {"http-basic":{"repo.acme.de":{"username":"USER","password":"¤"}}}
nuget config ~ <add key="ClearTextPassword" value="¤" />
wordpress ~ define( 'DB_PASSWORD', '¤' );
joomla ~ public $password = '¤';
typo3 ~ 'password' => '¤',
drupal ~ $databases['default']['default'] = ['database' => 'a', 'username' => 'b', 'password' => '¤', 'host' => 'c'];
magento env ~ 'connection' => ['default' => ['username' => 'm', 'password' => '¤', 'model' => 'mysql4']],
laravel env ~ DB_CONNECTION=mysql\nDB_USERNAME=USER\nDB_PASSWORD=§
laravel mail ~ MAIL_USERNAME=USER\nMAIL_PASSWORD="¤"
rails database ~ production:\n  adapter: postgresql\n  username: USER\n  password: §
django databases ~ DATABASES = {'default': {'USER': 'shop', 'PASSWORD': '¤', 'HOST': 'HOST'}}
django email ~ EMAIL_HOST_PASSWORD = '¤'
flask sqlalchemy ~ SQLALCHEMY_DATABASE_URI = 'mysql+pymysql://USER:§@HOST/shop'
spring datasource ~ spring.datasource.username=USER\nspring.datasource.password=§
spring yaml ~ spring:\n  datasource:\n    username: USER\n    password: §
spring mail ~ spring.mail.password=§
hibernate ~ <property name="hibernate.connection.password">¤</property>
hibernate property ~ <property name="connection.password" value="¤"/>
tomcat users ~ <user username="admin" password="¤" roles="manager-gui"/>
tomcat resource ~ <Resource name="jdbc/a" username="USER" password="¤" driverClassName="x"/>
jboss ~ <security><user-name>USER</user-name><password>¤</password></security>
weblogic ~ username=USER\npassword=§
web.config ~ <add name="Db" connectionString="Server=HOST;Database=a;User Id=USER;Password=§;" />
appsettings ~ "ConnectionStrings": { "Db": "Server=HOST;Database=a;User Id=USER;Password=§;TrustServerCertificate=True" }
appsettings smtp ~ "Smtp": { "User": "USER", "Password": "¤" }
unattend ~ <AdministratorPassword>\n  <Value>¤</Value>\n  <PlainText>true</PlainText>\n</AdministratorPassword>
unattend autologon ~ <AutoLogon><Password><Value>¤</Value></Password><Username>USER</Username></AutoLogon>
winlogon ~ "DefaultUserName"="USER"\n"DefaultPassword"="¤"
powershell secure ~ $p = ConvertTo-SecureString "¤" -AsPlainText -Force
powershell credential ~ New-Object PSCredential("USER", (ConvertTo-SecureString '¤' -AsPlainText -Force))
powershell net ~ $wc.Credentials = New-Object System.Net.NetworkCredential("USER", "¤")
vbs ~ objConn.Open "Provider=SQLOLEDB;Data Source=HOST;User ID=USER;Password=§;"
vba ~ ActiveSheet.Unprotect Password:="¤"
vba open ~ Workbooks.Open Filename:="a.xlsx", Password:="¤"
java drivermanager ~ DriverManager.getConnection("jdbc:mysql://HOST/shop", "USER", "¤");
java setpassword ~ ds.setPassword("¤");
java passwordauth ~ return new PasswordAuthentication("USER", "¤".toCharArray());
java chararray ~ char[] password = "¤".toCharArray();
java keystore load ~ ks.load(in, "¤".toCharArray());
java usernamepassword ~ new UsernamePasswordCredentials("USER", "¤")
kotlin ~ val password = "¤"
csharp credential ~ new NetworkCredential("USER", "¤")
csharp property ~ Password = "¤",
csharp smtp ~ client.Credentials = new System.Net.NetworkCredential("USER", "¤");
php mysqli ~ $db = new mysqli("HOST", "USER", "¤", "shop");
php pdo ~ $db = new PDO('mysql:host=HOST;dbname=shop', 'USER', '¤');
php pg ~ pg_connect("host=HOST user=USER password=§ dbname=a");
php imap ~ imap_open("{HOST:993/imap/ssl}INBOX", "USER", "¤");
php ftp ~ ftp_login($conn, 'USER', '¤');
php ldap ~ ldap_bind($ds, "cn=admin,dc=acme", "¤");
phpmailer ~ $mail->Password = '¤';
python psycopg ~ psycopg2.connect(host='HOST', user='USER', password='¤')
python pymysql positional ~ pymysql.connect("HOST", "USER", "¤", "shop")
python requests auth ~ requests.get(url, auth=('USER', '¤'))
python httpbasic ~ auth = HTTPBasicAuth('USER', '¤')
python smtp ~ server.login('USER', '¤')
python paramiko ~ ssh.connect('HOST', username='USER', password='¤')
python paramiko positional ~ ssh.connect('HOST', 22, 'USER', '¤')
python dict ~ creds = {'user': 'USER', 'pwd': '¤'}
python kwargs ~ foo(user="USER", passwd="¤", port=1)
python fernet ~ engine = create_engine("postgresql://USER:§@HOST/shop")
python argparse default ~ p.add_argument('--password', default='¤')
python getenv default ~ PASSWORD = os.environ.get('DB_PASSWORD', '¤')
python if ~ if password == "¤":
js nodemailer ~ auth: { user: 'USER', pass: '¤' }
js mysql ~ mysql.createConnection({ host: 'HOST', user: 'USER', password: '¤' })
js sequelize ~ const s = new Sequelize('shop', 'USER', '¤', { host: 'HOST' });
js knex ~ connection: { user: 'USER', password: '¤', database: 'a' }
js mongoose ~ mongoose.connect('mongodb://USER:§@HOST:27017/shop');
js cypress ~ cy.get('#password').type('¤');
js puppeteer ~ await page.type('#password', '¤');
js playwright ~ await page.fill('input[name="password"]', '¤');
selenium ~ driver.find_element(By.ID, "password").send_keys("¤")
selenium java ~ driver.findElement(By.name("password")).sendKeys("¤");
robot framework ~ Input Password    id=pw    §
gherkin ~ When I log in as "USER" with password "¤"
go sql ~ sql.Open("mysql", "USER:§@tcp(HOST:3306)/shop")
go struct ~ Password: "¤",
go basicauth ~ req.SetBasicAuth("USER", "¤")
go smtp ~ smtp.PlainAuth("", "USER", "¤", "HOST")
ruby net ~ http.request.basic_auth 'USER', '¤'
ruby hash rocket ~ :password => '¤',
ruby keyword ~ User.create!(email: 'a@acme.de', password: '¤')
perl dbi ~ DBI->connect("dbi:mysql:shop", "USER", "¤");
perl assign ~ my $password = '¤';
r dbconnect ~ dbConnect(MySQL(), user="USER", password="¤")
matlab ~ conn = database('shop','USER','¤');
rust ~ let password = "¤";
swift ~ let password = "¤"
dart ~ final password = '¤';
lua ~ local password = "¤"
delphi ~ Connection.Params.Password := '¤';
cobol sql ~ EXEC SQL CONNECT TO shop USER 'USER' USING '¤' END-EXEC.
sas ~ libname a oracle user=USER password="¤" path=shop;
abap ~ lv_password = '¤'.
dockerfile env ~ ENV MYSQL_ROOT_PASSWORD=§
dockerfile run ~ RUN echo "root:§" | chpasswd
compose ~ services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: §
compose list ~     environment:\n      - MYSQL_PASSWORD=§
docker run ~ docker run -d -e POSTGRES_PASSWORD=§ postgres:16
k8s stringData ~ kind: Secret\nstringData:\n  password: §
terraform rds ~ resource "aws_db_instance" "a" {\n  username = "USER"\n  password = "¤"\n}
terraform state ~ "master_password": "¤",
terraform admin ~ administrator_login_password = "¤"
pulumi ~ masterUserPassword: "¤",
ansible inventory ~ web1 ansible_host=HOST ansible_user=USER ansible_password=§
ansible become ~ ansible_become_pass: §
puppet ~ mysql::db { 'shop': user => 'USER', password => '¤' }
chef ~ default['mysql']['server_root_password'] = '¤'
salt ~ mysql.pass: '¤'
cloud-init chpasswd ~ chpasswd:\n  list: |\n    root:§
cloud-init ~ password: §\nchpasswd: { expire: False }
kickstart ~ rootpw --plaintext §
preseed ~ d-i passwd/root-password password §
cisco ~ username admin privilege 15 password 0 §
cisco enable ~ enable password §
cisco snmp ~ snmp-server community § RO
mikrotik ~ /user add name=admin password=§ group=full
juniper ~ set system root-authentication plain-text-password-value §
fortigate ~ set password §
asterisk ~ [100]\ntype=friend\nsecret=§
freeradius ~ client nas {\n  secret = §\n}
freeradius user ~ bob Cleartext-Password := "¤"
ppp ~ "USER" * "¤" *
ipsec ~ : PSK "¤"
openvpn auth ~ <auth-user-pass>\nUSER\n§\n</auth-user-pass>
postfix sasl ~ [smtp.acme.de]:587 USER:§
msmtp ~ account a\nhost HOST\nuser USER\npassword §
fetchmail ~ poll HOST proto imap user "USER" password "¤"
mutt ~ set smtp_pass="¤"
grafana ini ~ [security]\nadmin_user = admin\nadmin_password = §
zabbix ~ DBUser=zabbix\nDBPassword=§
nagios ~ define service { check_command check_http_auth!USER!§ }
jenkins pipeline ~ sh "curl -u USER:§ https://HOST/a"
azure pipeline ~ variables:\n  sqlPassword: '¤'
gitlab ci ~ variables:\n  MYSQL_ROOT_PASSWORD: "¤"
github action ~     - run: echo "::add-mask::x"\n      env:\n        DB_PASS: §
circle ~     - POSTGRES_PASSWORD=§
ini pwd ~ [db]\nuser=USER\npwd=§
ini pass ~ [db]\nuser=USER\npass = §
properties userpass ~ db.user=USER\ndb.pass=§
toml ~ [db]\nuser = "USER"\npassword = "¤"
hocon ~ db { user = "USER", password = "¤" }
json creds ~ {"user":"USER","password":"¤","host":"HOST"}
json escaped ~ "body": "{\\"username\\":\\"USER\\",\\"password\\":\\"¤\\"}"
xml attribute ~ <connection user="USER" pwd="¤" />
soap ~ <wsse:Password Type="http://docs.oasis-open.org/x#PasswordText">¤</wsse:Password>
query ~ POST /login user=USER&password=§&remember=1
log line ~ 2025-01-02 10:11:12 WARN login failed user=USER password=§ ip=10.0.0.1
form data ~ ------x\r\nContent-Disposition: form-data; name="password"\r\n\r\n§\r\n------x
url ftp ~ ftp://USER:§@HOST/pub
amqp ~ amqp://USER:§@HOST:5672/v
jdbc param ~ jdbc:postgresql://HOST/shop?user=USER&password=§
jdbc oracle ~ jdbc:oracle:thin:USER/§@HOST:1521:shop
odbc ~ Driver={SQL Server};Server=HOST;Uid=USER;Pwd=§;
libpq ~ host=HOST port=5432 user=USER password=§ dbname=shop
dsn go ~ dsn := "USER:§@tcp(HOST:3306)/shop?parseTime=true"
smtp url ~ smtps://USER:§@HOST:465
list tab ~ USER\t§\tadmin
keepass csv ~ "Group","Title","Username","Password"\n"Root","Shop","USER","¤"
chrome csv ~ name,url,username,password\nshop,https://HOST/,USER,§
markdown table ~ | User | Password |\n|---|---|\n| USER | `§` |
markdown bold ~ **Password:** `¤`
html row ~ <tr><th>Password</th><td>§</td></tr>
org note ~ - Login :: USER\n- Password :: §
note slash ~ Zugang: USER / §
note pw ~ PW: §
""")
ks(r"""
npmrc password ~ //npm.acme.de/:_password={M(b64of(pw()))}
filezilla ~ <Pass encoding="base64">{M(b64of(pw()))}</Pass>
jwk d ~ {{"kty":"EC","crv":"P-256","x":"{may(b64u(32))}","y":"{may(b64u(32))}","d":"{M(b64u(32))}"}}
jwk k ~ {{"kty":"oct","alg":"HS256","k":"{M(b64u(32))}"}}
jwk okp ~ {{"crv":"Ed25519","d":"{M(b64u(32))}","kty":"OKP","x":"{may(b64u(32))}"}}
jwk pretty ~ {{\n  "kty": "RSA",\n  "n": "{may(b64u(128))}",\n  "d": "{M(b64u(128))}",\n  "p": "{M(b64u(64))}"\n}}
k8s data ~ apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: {M(b64of(c(B62, 16)))}
k8s data before ~ apiVersion: v1\ndata:\n  extra: {M(b64of('admin:' + c(B62, 9)))}\nkind: Secret
k8s dockercfg ~ kind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: {M(b64of('{"auths":{"r.acme.de":{"auth":"' + b64of('u:' + c(B62, 12)) + '"}}}'))}
k8s json ~ {{"kind":"Secret","data":{{"token":"{M(b64of(c(B62, 24)))}"}}}}
docker auth ~ {{"auths":{{"https://index.docker.io/v1/":{{"auth":"{M(b64of('acme:' + c(B62, 14)))}"}}}}}}
dockercfg spaced ~ "registry.acme.de": {{\n      "auth": "{M(b64of('acme:' + c(B62, 14)))}",\n      "email": "{may('ops@acme.de')}"
npmrc token ~ //registry.npmjs.org/:_authToken={M('npm_' + crc62(c(B62, 30)))}
npmrc uuid ~ //npm.acme.de/:_authToken={M(uuid())}
npmrc auth ~ _auth={M(b64of('acme:' + c(B62, 14)))}
yarnrc ~ npmAuthToken: "{M(uuid())}"
kubeconfig token ~ users:\n- name: admin\n  user:\n    token: {M(c(B36, 6) + '.' + c(B36, 16))}
kubeconfig password ~ users:\n- name: admin\n  user:\n    username: admin\n    password: {M(c(B62, 16))}
kubeadm join ~ kubeadm join 10.0.0.1:6443 --token {M(c(B36, 6) + '.' + c(B36, 16))} --discovery-token-ca-cert-hash sha256:{c(H, 64)}
jupyter token ~ http://localhost:8888/?token={M(c(H, 48))}
jupyter config ~ c.NotebookApp.token = '{M(c(H, 48))}'
ssh2 private ~ {M('---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----' + chr(10) + chr(10).join(c(STD, 64) for _ in range(6)) + chr(10) + '---- END SSH2 ENCRYPTED PRIVATE KEY ----')}
openvpn static ~ {M('-----BEGIN OpenVPN Static key V1-----' + chr(10) + chr(10).join(c(H, 32) for _ in range(16)) + chr(10) + '-----END OpenVPN Static key V1-----')}
putty 2 ~ {M('PuTTY-User-Key-File-2: ssh-rsa' + chr(10) + 'Encryption: none' + chr(10) + 'Comment: a' + chr(10) + 'Public-Lines: 1' + chr(10) + c(STD, 64) + chr(10) + 'Private-Lines: 2' + chr(10) + c(STD, 64) + chr(10) + c(STD, 64) + chr(10) + 'Private-MAC: ' + c(H, 40))}
pem short lines ~ {M('-----BEGIN EC PRIVATE KEY-----' + chr(10) + chr(10).join(c(STD, 64) for _ in range(3)) + chr(10) + '-----END EC PRIVATE KEY-----')}
pem one line ~ key: "{M('-----BEGIN PRIVATE KEY-----' + c(STD, 200) + '-----END PRIVATE KEY-----')}"
pem begin alone ~ {M('-----BEGIN RSA PRIVATE KEY-----')}\n{M(c(STD, 64))}\n{M(c(STD, 64))}
pem indented ~   tls.key: |-\n    {M('-----BEGIN PRIVATE KEY-----' + chr(10) + '    ' + (chr(10) + '    ').join(c(STD, 64) for _ in range(5)) + chr(10) + '    -----END PRIVATE KEY-----')}
der hex ~ privateKeyHex: "{M(c(H, 64))}"
eth private ~ PRIVATE_KEY=0x{M(c(H, 64))}
mnemonic ~ mnemonic = "{M('legal winner thank year wave sausage worth useful legal winner thank yellow')}"
wireguard psk ~ PresharedKey = {M(b64(32))}
wireguard wg set ~ wg set wg0 private-key <(echo {M(b64(32))})
django secret ~ SECRET_KEY = 'django-insecure-{M(c(L + D + '!@#$%^&*(-_=+)', 50))}'
flask secret ~ app.secret_key = "{M(c(B62, 24))}"
rails credentials ~ config.secret_key_base = '{M(c(H, 128))}'
laravel key ~ APP_KEY=base64:{M(b64(32))}
symfony secret ~ APP_SECRET={M(c(H, 32))}
asp machinekey ~ <machineKey decryptionKey="{M(c(HU, 48))}" validationKey="{M(c(HU, 128))}" />
jwt secret node ~ JWT_SECRET={M(c(B62, 32))}
jwt verify ~ jwt.verify(token, '{M(c(B62, 28))}', cb)
express cookie ~ app.use(cookieParser('{M(c(B62, 24))}'));
cookie session keys ~ keys: ['{M(c(B62, 24))}', '{M(c(B62, 24))}']
aes py ~ AES_KEY = b"{M(c(B62, 32))}"
aes hexdecode ~ byte[] key = Hex.decode("{M(c(H, 64))}");
secretkeyspec ~ new SecretKeySpec("{M(c(B62, 16))}".getBytes(), "AES")
hmac py ~ hmac.new(b'{M(c(B62, 32))}', msg, hashlib.sha256)
aws config ~ aws_access_key_id={M('AKIA' + c(B32, 16))}\naws_secret_access_key={M(c(STD, 40))}
aws env ~ AWS_SECRET_ACCESS_KEY={M(c(STD, 40))}
aws positional ~ new BasicAWSCredentials("{M('AKIA' + c(B32, 16))}", "{M(c(STD, 40))}")
aws csv header ~ Access key ID,Secret access key\n{M('AKIA' + c(B32, 16))},{M(c(STD, 40))}
aws json ~ "SecretAccessKey": "{M(c(STD, 40))}",
aws session ~ aws_session_token = {M('IQoJb3JpZ2luX2Vj' + b64(300))}
gcp key file ~ "private_key_id": "{may(c(H, 40))}",\n"private_key": "{M('-----BEGIN PRIVATE KEY-----' + chr(92) + 'n' + c(STD, 64) + chr(92) + 'n' + c(STD, 64) + chr(92) + 'n-----END PRIVATE KEY-----' + chr(92) + 'n')}",
azure storage ~ DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={M(b64(64))};EndpointSuffix=core.windows.net
azure bus ~ Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={M(b64(32))}
azure sas ~ https://acme.blob.core.windows.net/c?sv=2022-11-02&ss=b&srt=co&sp=r&se=2026-01-01T00:00:00Z&sig={M(b64(32).replace('+', '%2B').replace('/', '%2F').replace('=', '%3D'))}
azure client ~ AZURE_CLIENT_SECRET={M(c(B62, 3) + '8Q~' + c(URL + '~.', 34))}
cosmos ~ AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey={M(b64(64))};
iothub ~ HostName=acme.azure-devices.net;DeviceId=d1;SharedAccessKey={M(b64(32))}
bearer config ~ Authorization: Bearer {M(c(URL, 48))}
basic header ~ Authorization: Basic {M(b64of('acme:' + c(B62, 12)))}
basic proxy ~ Proxy-Authorization: Basic {M(b64of('acme:' + c(B62, 12)))}
totp uri ~ otpauth://totp/Acme?secret={M(c(B32, 32))}&issuer=Acme
ssh rsa seed ~ HostKeySeed={M(b64(32))}
saltstack ~ master_sign_key_pass: {M(c(B62, 14))}
vault unseal ~ Unseal Key 1: {M(b64(33))}\nInitial Root Token: {M('hvs.' + c(B62, 24))}
consul acl ~ SecretID:         {M(uuid())}
nomad ~ NOMAD_TOKEN={M(uuid())}
rabbit cookie ~ RABBITMQ_ERLANG_COOKIE={M(c(U, 20))}
ansible vault pass ~ ANSIBLE_VAULT_PASSWORD={M(c(B62, 20))}
sentry dsn ~ SENTRY_DSN=https://{M(c(H, 32) + ':' + c(H, 32))}@sentry.acme.de/2
mercure ~ MERCURE_JWT_SECRET="{M('!ChangeThis' + c(B62, 16) + '!')}"
coredb ~ MEILI_MASTER_KEY={M(c(URL, 32))}
""")
# Hashes of passwords in text.
P64 = './' + B62
ks(r"""
shadow sha512 ~ root:{M('$6$' + c(P64, 16) + '$' + c(P64, 86))}:19700:0:99999:7:::
shadow sha512 rounds ~ root:{M('$6$rounds=5000$' + c(P64, 16) + '$' + c(P64, 86))}:19700:0:99999:7:::
shadow yescrypt ~ root:{M('$y$j9T$' + c(P64, 22) + '$' + c(P64, 43))}:19700:0:99999:7:::
shadow md5 ~ root:{M('$1$' + c(P64, 8) + '$' + c(P64, 22))}:14700:0:99999:7:::
htpasswd apr1 ~ bob:{M('$apr1$' + c(P64, 8) + '$' + c(P64, 22))}
htpasswd bcrypt ~ bob:{M('$2y$05$' + c(P64, 53))}
htpasswd sha ~ bob:{M('{SHA}' + b64(20))}
htpasswd crypt ~ AuthUserFile\nbob:{M(c(P64, 13))}
bcrypt json ~ {{"password":"{M('$2b$12$' + c(P64, 53))}"}}
bcrypt sql ~ INSERT INTO users VALUES (1,'bob','{M('$2a$10$' + c(P64, 53))}');
bcrypt env ~ ADMIN_HASH={M('$2b$10$' + c(P64, 53))}
bcrypt compare ~ bcrypt.compare(pw, '{M('$2b$10$' + c(P64, 53))}')
argon2 ~ hash: {M('$argon2id$v=19$m=65536,t=3,p=4$' + b64(16).rstrip('=') + '$' + b64(32).rstrip('='))}
argon2 sql ~ ('bob','{M('$argon2i$v=19$m=16,t=2,p=1$' + b64(16).rstrip('=') + '$' + b64(32).rstrip('='))}')
django pbkdf2 ~ "password": "{M('pbkdf2_sha256$600000$' + c(B62, 22) + '$' + b64(32))}",
django argon2 ~ "password": "{M('argon2$argon2id$v=19$m=102400,t=2,p=8$' + b64(16).rstrip('=') + '$' + b64(32).rstrip('='))}"
werkzeug ~ password_hash = "{M('pbkdf2:sha256:260000$' + c(B62, 16) + '$' + c(H, 64))}"
werkzeug scrypt ~ ('anna','{M('scrypt:32768:8:1$' + c(B62, 16) + '$' + c(H, 128))}')
wordpress ~ INSERT INTO wp_users VALUES (1,'admin','{M('$P$B' + c(P64, 30))}','admin');
wordpress new ~ ('admin','{M('$wp$2y$10$' + c(P64, 53))}')
drupal ~ ('admin','{M('$S$D' + c(P64, 51))}')
mysql user ~ CREATE USER 'app'@'%' IDENTIFIED WITH 'mysql_native_password' AS '{M('*' + c(HU, 40))}';
mysql grant ~ GRANT ALL ON *.* TO 'app'@'%' IDENTIFIED BY PASSWORD '{M('*' + c(HU, 40))}';
postgres scram ~ ALTER ROLE app PASSWORD '{M('SCRAM-SHA-256$4096:' + b64(16) + '$' + b64(32) + ':' + b64(32))}';
postgres md5 ~ CREATE ROLE app PASSWORD '{M('md5' + c(H, 32))}';
pgbouncer ~ "app" "{M('md5' + c(H, 32))}"
ldif ssha ~ userPassword: {M('{SSHA}' + b64(24))}
ldif base64 ~ userPassword:: {M(b64of('{SSHA}' + b64(24)))}
ldif crypt ~ userPassword: {M('{CRYPT}$6$' + c(P64, 8) + '$' + c(P64, 86))}
cisco 5 ~ enable secret 5 {M('$1$' + c(P64, 4) + '$' + c(P64, 22))}
cisco 8 ~ username admin secret 8 {M('$8$' + c(P64, 14) + '$' + c(P64, 43))}
cisco 9 ~ enable secret 9 {M('$9$' + c(P64, 14) + '$' + c(P64, 43))}
cisco 7 ~ username bob password 7 {M(c(D, 2) + c(HU, 14))}
juniper ~ encrypted-password "{M('$6$' + c(P64, 8) + '$' + c(P64, 86))}";
sam dump ~ Administrator:500:{M('aad3b435b51404eeaad3b435b51404ee')}:{M(c(H, 32))}:::
ntlmv2 ~ admin::ACME:{M(c(H, 16) + ':' + c(H, 32) + ':0101000000000000' + c(H, 80))}
kerberoast ~ {M('$krb5tgs$23$*svc$ACME$cifs/nas*$' + c(H, 32) + '$' + c(H, 200))}
oracle 11 ~ create user shop identified by values '{M('S:' + c(HU, 60))}';
mssql hash ~ CREATE LOGIN a WITH PASSWORD = {M('0x0200' + c(HU, 136))} HASHED;
sha1 column ~ "password_sha1": "{M(c(H, 40))}"
md5 column ~ 'password' => '{M(c(H, 32))}',
aspnet identity ~ "PasswordHash": "{M('AQAAAA' + c(STD, 78) + '==')}"
joomla ~ $password = '{M(c(H, 32) + ':' + c(B62, 32))}';
grub ~ password_pbkdf2 root {M('grub.pbkdf2.sha512.10000.' + c(HU, 128) + '.' + c(HU, 128))}
jupyter hash ~ c.NotebookApp.password = '{M('argon2:$argon2id$v=19$m=10240,t=10,p=8$' + b64(16).rstrip('=') + '$' + b64(16).rstrip('='))}'
kickstart crypted ~ rootpw --iscrypted {M('$6$' + c(P64, 8) + '$' + c(P64, 86))}
cloud-init passwd ~     passwd: {M('$6$rounds=4096$' + c(P64, 8) + '$' + c(P64, 86))}
grafana user ~ INSERT INTO user VALUES(1,'admin','{M(c(H, 100))}','{may(c(B62, 10))}');
""", 'hashes')
# What is none.
def no(lines):
    for l in lines.strip('\n').split('\n'):
        name, text = l.split(' ~ ', 1)
        f('decoys', 'decoy ' + name, lambda t=text: eval("f'''" + t + "\n'''"), 2)
no(r"""
access id ~ report_access_id: {uuid()}
accessor ~ "accessor":"{c(B62, 16)}",
api version rev ~ MantleAPI_version={c(H, 40)}
api version ~ COMMUNICATION_API_VERSION=rc0.13.0_20230412_0712-SNAPSHOT
maven line ~ [DEBUG] org.slf4j.slf4j-api:jar:1.7.{c(D, 1)}.:compile (version managed from default)
credentials id ~ withCredentials([usernamePassword(credentialsId: '{uuid()}', usernameVariable: 'USERNAME', passwordVariable: 'PASSWORD')]) {{
credential id ~ "credentialId": "{c(B62, 22)}",
credentials url ~ dev.credentials.url=dev-lb1.api.acme.de:5215
keyword ~ keyword: "Befaehigung_P{c(D, 1)}"
public key ~ public_key = "{c(B62, 43)}"
public token ~ publicToken = "{c(B62, 43)}"
primary key ~ primaryKey={c(URL, 30)}
foreign key ~ foreignKey={c(URL, 30)}
issuer key hash ~ issuerKeyHash={c(H, 40)}
key event ~ key_down_event={c(B62, 30)}
schema key ~ schemaKey = 'DOC_Vector_{c(D, 1)}_{c(D, 2)}'
bucket key ~ "bucket_key": "SalesResults-1.{c(D, 1)}"
key size ~ doc.Security.KeySize = PdfEncryptionKeySize.Key128Bit;
key selector ~ o.keySelector=n,o.haKey=!1,
keystore file ~ app.keystore.file=env/cert.p12
keytab ~ -DKEYTAB_FILE=/tmp/app.keytab
secret name ~ LLM_SECRET_NAME = "NEXUS-GPT4-API-KEY"
user secrets id ~ <UserSecretsId>{uuid()}</UserSecretsId>
token url ~ access_token_url='https://github.com/login/oauth/access_token',
token file ~ <SourceFile SourceLocation="F:\\Extracts" TokenFile="RTL_INST_CODE.cer">
client id ~ clientId = "{uuid()}"
author ~ author = "james.{c(L, 4)}",
auth source ~ X-MS-Exchange-Organization-AuthSource: sm02915.int.acme.de
auth results ~ Authentication-Results: 5h.ca.iphmx.com
putty flag ~ PuttyPassword=0
curl var ~ curl -sL --user "$1:$2" "$3" > "$4"
curl angle ~ curl -u <user:password> https://acme.de/endpoint
curl bracket ~ curl --user neo4j:[PASSWORD] http://[IP]:7474/db/data/
curl no password ~ curl -u "myusername" http://localhost:15130/api/check_user/
curl jenkins var ~ curl -k -X POST -I -u "SRVC_JENKINS:${{APPID}}"
curl template ~ curl --fail --user "{{{{ $.Values.username }}}}:{{{{ $.Values.password }}}}"
curl gha ~ curl -XGET -i -u "${{{{ env.ELK_ID }}}}:${{{{ build.env.ELK_PASS }}}}"
curl cat ~ curl -X POST --user "$(cat ./login.txt):$(cat ./password.txt)"
curl placeholder ~ curl --user user:pass --digest http://127.0.0.1:5000/file
curl bearer x ~ curl https://acme.de -H "Authorization: Bearer XXXXXXXXXXXX"
curl basic dots ~ curl https://acme.de --header "Authorization: Basic ..."
curl bearer angle ~ curl -H "Authorization: Bearer <Openverse API token>" https://acme.de
curl token stars ~ curl -H "Authorization: Token **********" https://acme.de
curl bearer call ~ curl -H "Authorization: Bearer $(gcloud auth print-access-token)" https://acme.de
k8s empty ~ kind: Secret\ndata:\n  htpasswd: ''
k8s template ~ kind: Secret\ndata:\n  password: {{{{ .Values.password | b64enc }}}}
k8s external ~ kind: ExternalSecret\nspec:\n  data:\n    - secretKey: api-key\n      remoteRef:\n        key: my-secrets-manager-secret
k8s secret ref ~ valueFrom:\n  secretKeyRef:\n    name: mysql-pass\n    key: password
k8s configmap ~ kind: ConfigMap\ndata:\n  app.conf: {b64of('listen 8080; root /srv/www;')}
sealed ~ kind: SealedSecret\nspec:\n  encryptedData:\n    token: AgC{b64(210)}
sops ~ password: ENC[AES256_GCM,data:{b64(9)},iv:{b64(32)},tag:{b64(16)},type:str]
ansible vault ~ db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  {c(D, 80)}\n  {c(D, 80)}
age file ~ -----BEGIN AGE ENCRYPTED FILE-----\n{b64(48)}\n{b64(48)}\n-----END AGE ENCRYPTED FILE-----
pgp message ~ -----BEGIN PGP MESSAGE-----\n\n{b64(48)}\n-----END PGP MESSAGE-----
git-crypt ~ *.key filter=git-crypt diff=git-crypt
ssh public ~ ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB{b64(90)} anna@laptop
certificate ~ -----BEGIN CERTIFICATE-----\n{b64(48)}\n{b64(48)}\n-----END CERTIFICATE-----
csr ~ -----BEGIN CERTIFICATE REQUEST-----\n{b64(48)}\n-----END CERTIFICATE REQUEST-----
dh params ~ -----BEGIN DH PARAMETERS-----\n{b64(48)}\n-----END DH PARAMETERS-----
cert fingerprint ~ SHA1 Fingerprint={':'.join(c(HU, 2) for _ in range(20))}
pin sha256 ~ pin-sha256="{b64(32)}"
sri ~ integrity="sha384-{b64(48)}"
npm lock ~ "integrity": "sha512-{b64(64)}"
pnpm lock ~ resolution: {{integrity: sha512-{b64(64)}}}
go sum ~ google.golang.org/api v0.81.0 h1:{b64(32)}
gradle verification ~ <sha256 value="{c(H, 64)}" origin="Generated by Gradle"/>
swiftpm ~ "revision" : "{c(H, 40)}",
podfile ~ SPEC CHECKSUMS:\n  Alamofire: {c(H, 40)}
composer lock ~ "reference": "{c(H, 40)}", "content-hash": "{c(H, 32)}"
pip lock ~ "sha256:{c(H, 64)}",
nix ~ sha256 = "{c(H, 52)}";
docker layer ~ {{"layers":[{{"digest":"sha256:{c(H, 64)}","size":{c(D, 5)}}}]}}
git log ~ * {c(H, 7)} fix token refresh ({c(H, 40)})
git submodule ~ -{c(H, 40)} vendor/secret-store (heads/main)
github action pin ~ uses: actions/checkout@{c(H, 40)}
pre-commit ~ rev: {c(H, 40)}
aws ids ~ "VpcId": "vpc-{c(H, 17)}", "KeyName": "deploy-key", "KeyId": "{uuid()}"
kms alias ~ kms_key_id = "arn:aws:kms:eu-west-1:{c(D, 12)}:key/{uuid()}"
kms key arn ~ encryption_key: projects/acme/locations/europe/keyRings/a/cryptoKeys/b
sns topic ~ TopicArn: arn:aws:sns:eu-west-1:{c(D, 12)}:token-events
s3 key ~ "Key": "exports/{c(H, 32)}.parquet"
cache key gha ~ key: v1-deps-{c(H, 64)}
redis keys ~ SET session:{uuid()} 1
kafka key ~ "key":"customer-{c(D, 6)}","partition":3
idempotency ~ Idempotency-Key: {c(B62, 24)}
correlation ~ X-Correlation-ID: {c(H, 32)}
amz request ~ x-amz-request-id: {c(U + D, 16)}\nx-amz-id-2: {b64(56)}
cf ray ~ CF-RAY: {c(H, 16)}-FRA
etag ~ ETag: W/"{c(H, 40)}"
csrf form ~ <input type="hidden" name="csrf_token" value="{c(B62, 40)}">
csrf meta ~ <meta name="csrf-token" content="{c(B62, 40)}">
nonce ~ <script nonce="{c(B62, 24)}">
viewstate ~ <input type="hidden" name="__VIEWSTATE" value="/wEPDwUK{b64(60)}" />
recaptcha site ~ <div class="g-recaptcha" data-sitekey="6L{c(URL, 38)}"></div>
stripe public ~ const stripe = Stripe('pk_live_{c(B62, 24)}');
mapbox public ~ mapboxgl.accessToken = 'pk.eyJ1{c(B62, 60)}.{c(B62, 22)}';
posthog public ~ posthog.init('phc_{c(B62, 43)}', {{api_host: 'https://eu.posthog.com'}})
sentry public ~ dsn: "https://{c(H, 32)}@o{c(D, 6)}.ingest.sentry.io/{c(D, 7)}"
firebase app id ~ appId: "1:{c(D, 12)}:web:{c(H, 22)}"
gtm ~ GTM-{c(U + D, 7)} G-{c(U + D, 10)} UA-{c(D, 8)}-1
google site ~ google-site-verification={c(URL, 43)}
ms validation ~ MS=ms{c(D, 8)}
dkim ~ v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A{b64(90)}
dnssec ~ acme.de. IN DS 12345 13 2 {c(HU, 64)}
tlsa ~ _25._tcp.mx TLSA 3 1 1 {c(H, 64)}
bimi ssh ~ SSHFP 4 2 {c(H, 64)}
guid c# ~ [Guid("{uuid()}")]
com clsid ~ CLSID={{{uuid().upper()}}}
registry key ~ [HKEY_LOCAL_MACHINE\\SOFTWARE\\Acme\\{{{uuid().upper()}}}]
license mit ~ SPDX-License-Identifier: Apache-2.0
product code ~ ProductCode="{{{uuid().upper()}}}" UpgradeCode="{{{uuid().upper()}}}"
device ~ deviceToken: optional, see docs
machine id ~ machine-id: {c(H, 32)}
trace id ~ traceId={c(H, 32)} spanId={c(H, 16)}
span log ~ [{c(H, 16)},{c(H, 16)}] GET /token 200
session count ~ tokens used: 15321, cost 0.{c(D, 2)}
llm tokens ~ "prompt_tokens": {c(D, 4)}, "total_tokens": {c(D, 4)}
tokenizer ~ tokenizer.pad_token = tokenizer.eos_token
special tokens ~ "bos_token": "<|begin_of_text|>", "eos_token": "<|end_of_text|>"
design token ~ --color-token-primary: #{c(H, 6)};
jest ~ expect(token).toBe('abc');
assert password ~ assertThat(user.getPassword()).isNotNull();
password field html ~ <input id="password" type="password" autocomplete="current-password">
password label ~ passwordLabel.setText("Password");
password i18n de ~ passwort.vergessen=Passwort vergessen?
password rule ~ passwordRegex = "^(?=.*[A-Z])(?=.*\\d).{{8,}}$"
password prompt ~ read -s -p "Password: " PASSWORD
getpass ~ password = getpass.getpass("Password for db: ")
env js ~ password: process.env.DB_PASSWORD,
env py ~ PASSWORD = os.environ["DB_PASSWORD"]
env py default none ~ API_KEY = os.getenv("API_KEY", "")
env java ~ String password = System.getenv("DB_PASSWORD");
env ruby ~ password: <%= ENV.fetch("DB_PASSWORD") {{ "" }} %>
env php ~ 'password' => env('DB_PASSWORD', ''),
env go ~ password := os.Getenv("DB_PASSWORD")
env rust ~ let token = std::env::var("API_TOKEN").unwrap();
env c# ~ var secret = Configuration["Jwt:Secret"];
spring placeholder ~ spring.datasource.password=${{DB_PASSWORD}}
spring placeholder default ~ spring.datasource.password=${{DB_PASSWORD:}}
compose placeholder ~ POSTGRES_PASSWORD: ${{POSTGRES_PASSWORD:?err}}
tf ref ~ password = var.db_password
tf random ~ password = random_password.master.result
tf data ~ token = data.aws_secretsmanager_secret_version.api.secret_string
tf sensitive ~ variable "db_password" {{\n  type = string\n  sensitive = true\n}}
helm ref ~ password: {{{{ .Values.auth.password | quote }}}}
jinja ref ~ db_pass: "{{{{ lookup('env', 'DB_PASS') }}}}"
gha ref ~ token: ${{{{ secrets.GITHUB_TOKEN }}}}
azure ref ~ password: $(sqlPassword)
cfn ref ~ MasterUserPassword: !Ref DBPassword
cfn resolve ~ MasterUserPassword: '{{{{resolve:secretsmanager:db:SecretString:password}}}}'
bicep ref ~ adminPassword: kv.getSecret('vmPassword')
docker secret ~ POSTGRES_PASSWORD_FILE: /run/secrets/db_password
systemd cred ~ LoadCredential=token:/etc/app/token
op ref ~ DB_PASSWORD="op://prod/db/password"
doppler ref ~ password = ${{doppler.DB_PASSWORD}}
consul ref ~ password = "{{{{ key "db/password" }}}}"
angle ~ api_key: <YOUR_API_KEY>
your key ~ OPENAI_API_KEY=your-openai-api-key
your key here ~ apiKey: "YOUR_API_KEY_HERE"
sk dots ~ OPENAI_API_KEY=sk-...
xxxx ~ SLACK_TOKEN=xoxb-xxxxxxxxxxxx-xxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx
ghp x ~ GITHUB_TOKEN=ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
akia doc ~ aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws doc secret ~ aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
stars ~ password: ********
bullets ~ Passwort: ••••••••
redacted ~ "authorization": "[REDACTED]"
filtered ~ "password"=>"[FILTERED]"
masked log ~ password=***** user=anna
dummy ~ secret: dummy
fixme ~ token = "FIXME"
todo pw ~ password = "TODO: set me"
null pw ~ "password": null,
empty pw ~ password=""
boolean ~ enable_token: true
path ~ private_key_path = "/etc/ssl/private/acme.key"
key file ~ IdentityFile ~/.ssh/id_ed25519
key name ~ ssh_key_name: anna-laptop
key usage ~ keyUsage = digitalSignature, keyEncipherment
key vault name ~ keyVaultName: kv-acme-prod
key id ~ kid: "{c(H, 16)}"
key types ~ key_type: ecdsa-p256
api group ~ apiGroup: rbac.authorization.k8s.io
api endpoint ~ api_url: https://api.acme.de/v2/
auth type ~ auth: {{type: oauth2, flow: clientCredentials}}
authority ~ authority: https://login.microsoftonline.com/{uuid()}
tenant ~ tenant_id: {uuid()}\nsubscription_id: {uuid()}
client id google ~ client_id: {c(D, 12)}-{c(B36, 32)}.apps.googleusercontent.com
audience ~ TOKEN_AUDIENCE = "{uuid()}"
issuer ~ token_issuer: https://id.acme.de/realms/prod
sentence de ~ Das Passwort muss mindestens 12 Zeichen haben und eine Zahl enthalten.
sentence en ~ Never share your API key or secret with anyone.
sentence fr ~ Le mot de passe doit contenir au moins 8 caractères.
sentence secret ~ The secret ingredient is 200g butter.
sentence token ~ Each token costs 5 EUR at the fair.
sentence key ~ The key to room 214 is at reception.
minutes ~ Das Kennwort ist dem Team bekannt (siehe KeePass).
changelog ~ * Fix: API key was logged in clear text (#{c(D, 4)})
cve ~ CVE-2024-{c(D, 5)}: hard-coded credentials in firmware
type ts ~ interface Login {{ user: string; password: string; token?: string }}
type py ~ def login(user: str, password: str, token: Optional[str] = None):
type graphql ~ type Auth {{ token: String! refreshToken: String }}
proto ~ string password = 2;
sql ddl ~ password_hash CHAR(60) NOT NULL, api_key VARCHAR(64)
sql param ~ UPDATE users SET password = :password WHERE id = :id
swagger ~ "password": {{"type": "string", "format": "password"}}
orm ~ password = models.CharField(max_length=128)
call ~ setToken(response.data.token);
call arg ~ login(username, password)
destructure ~ const {{ token, secret }} = req.body;
compare ~ if (password != confirmPassword) return false;
bcrypt call ~ const hash = await bcrypt.hash(password, 12);
minified ~ var t=e.token,n=e.secret;function r(e){{return e.password+"{c(B62, 2)}"}}
base64 image ~ background:url(data:image/png;base64,iVBORw0KGgo{b64(120)})
svg ~ <path d="M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2z"/>
lorem hash ~ File hash: {c(H, 64)}
virustotal ~ MD5 {c(H, 32)} SHA-1 {c(H, 40)} SHA-256 {c(H, 64)}
yara ~ $hash = "{c(H, 32)}"
torrent ~ magnet:?xt=urn:btih:{c(H, 40)}
bitcoin tx ~ txid {c(H, 64)}
eth tx ~ 0x{c(H, 64)} confirmed in block {c(D, 8)}
mongo ids ~ {{"_id":{{"$oid":"{c(H, 24)}"}},"key":"shop"}}
firebase push id ~ -N{c(URL, 19)}
nanoid ~ "orderId": "{c(URL, 21)}"
ulid ~ id=01H{c('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 23)}
video id ~ youtu.be/{c(URL, 11)}
docs link ~ https://docs.google.com/spreadsheets/d/1{c(URL, 43)}/edit#gid=0
invite ~ https://teams.microsoft.com/l/meetup-join/19%3ameeting_{c(B62, 40)}%40thread.v2/0
unsubscribe ~ https://news.acme.de/u/{c(H, 32)}
tracking pixel ~ <img src="https://t.acme.de/o/{c(URL, 40)}.gif" width="1">
voucher ~ Ihr Gutscheincode: {c(U + D, 4)}-{c(U + D, 4)}
serial ~ Seriennummer {c(U + D, 12)}
tracking ~ Sendungsnummer {c(D, 20)}
iban like ~ Mandatsreferenz: {c(U + D, 20)}
part number ~ Teilenr.: A{c(D, 3)}-{c(D, 3)}-{c(D, 2)}
""")

"""Forms of files with secrets, for documents.py. Every secret is drawn; the parts
of each are joined at run time, so that no reader of this file takes one for real."""
SECRETS = r'''
.env|APP_ENV=production¶APP_KEY=base64:<<laravel>>¶APP_URL=https://shop.test¶APP_VERSION=<<+v3>>
.env|DATABASE_URL="<<dsn>>"¶PORT=<<+n4>>¶LOG_LEVEL=info
.env|MAIL_HOST=smtp.mailhost.test¶MAIL_PORT=587¶MAIL_USERNAME=<<~email>>¶MAIL_PASSWORD=<<password>>
.env|STRIPE_SECRET=<<stripe>>¶STRIPE_KEY=pk_live_<<+a24>>¶STRIPE_PRICE=price_<<+a24>>
.env|AWS_ACCESS_KEY_ID=<<aws>>¶AWS_SECRET_ACCESS_KEY=<<awssecret>>¶AWS_DEFAULT_REGION=eu-central-1
.env|GITHUB_TOKEN=<<github>>¶SENTRY_DSN=https://<<+hex32>>@o<<+n6>>.ingest.sentry.io/<<+n7>>
.env|SENDGRID_API_KEY='<<sendgrid>>'
.env|TWILIO_ACCOUNT_SID=AC<<+hex32>>¶TWILIO_AUTH_TOKEN=<<hex32s>>
.env|OPENAI_API_KEY=<<openai>>¶ANTHROPIC_API_KEY=<<anthropic>>
.env|JWT_SECRET=<<password>>¶JWT_TTL=3600
compose|services:¶  db:¶    image: postgres:16.2¶    environment:¶      POSTGRES_USER: app¶      POSTGRES_PASSWORD: <<password>>¶    ports: ["5432:5432"]
compose|  environment:¶    - MYSQL_ROOT_PASSWORD=<<password>>¶    - MYSQL_DATABASE=shop¶    - TZ=Europe/Berlin
compose|command: redis-server --requirepass <<password>> --appendonly yes
terraform|resource "aws_db_instance" "main" {¶  identifier = "crm"¶  username   = "admin"¶  password   = "<<password>>"¶  ami        = "ami-<<+hex17>>"¶}
terraform|variable "github_token" {¶  default = "<<github>>"¶}
yaml|spring:¶  datasource:¶    url: jdbc:postgresql://db:5432/crm¶    username: crm¶    password: <<password>>
yaml|apiVersion: v1¶kind: Secret¶metadata:¶  uid: <<+uuid>>¶data:¶  password: <<b64pw>>
yaml|gitlab:¶  url: https://git.firm.test¶  token: "<<gitlab>>"
yaml|slack:¶  bot_token: <<slack>>¶  channel: C0<<+hexU9>>
yaml|smtp_auth_password: '<<password>>'¶smtp_smarthost: 'mail.test:587'
ini|[client]¶user=backup¶password=<<password>>¶host=127.0.0.1
ini|[default]¶aws_access_key_id = <<aws>>¶aws_secret_access_key = <<awssecret>>¶region = us-east-1
ini|[pypi]¶username = __token__¶password = <<pypi>>
ini|[rclone-b2]¶type = b2¶account = <<+hex12>>¶key = <<b2key>>
php|define( 'DB_NAME', 'wp' );¶define( 'DB_PASSWORD', '<<password>>' );¶define( 'AUTH_KEY', '<<wpsalt>>' );
php|$config['db']['pass'] = "<<password>>"; // <<+hex7>>
php|'password' => '<<password>>',¶'charset' => 'utf8mb4',
json|{"ConnectionStrings": {"Default": "Server=sql1;Database=crm;User Id=sa;Password=<<password>>;Encrypt=True"}, "AllowedHosts": "*"}
json|{"type": "service_account", "project_id": "p-<<+n6>>", "private_key_id": "<<+hex40>>", "private_key": "<<pemjson>>", "client_id": "<<+n21>>"}
json|{"auths": {"registry.firm.test": {"auth": "<<dockerauth>>"}}}
json|{"apiKey": "<<google>>", "projectId": "x-<<+n5>>", "appId": "1:<<+n12>>:web:<<+hex22>>"}
json|"smtp": {"user": "noreply", "pass": "<<password>>", "port": 465}
xml|<add name="Crm" connectionString="Data Source=db;Initial Catalog=crm;User ID=web;Password=<<password>>" />
xml|<server><id>nexus</id><username>ci</username><password><<password>></password></server>
npmrc|//registry.npmjs.org/:_authToken=<<npm>>
npmrc|//npm.pkg.github.com/:_authToken=<<github>>
netrc|machine git.firm.test login ci password <<password>>
netrc|machine api.heroku.com¶  login <<~email>>¶  password <<uuids>>
sh|export PGPASSWORD='<<password>>'; psql -h db -U app crm
sh|mysqldump -u root -p<<mysqlpw>> shop > shop-<<+iso_d>>.sql
sh|curl -u <<+user>>:<<password>> https://api.firm.test/v1/orders
sh|curl -H "Authorization: Bearer <<jwt>>" https://api.firm.test
sh|sshpass -p '<<password>>' scp dump.sql.gz backup@nas:/vol1/
sh|docker login -u ci --password <<password>> registry.firm.test
sh|az storage blob list --account-name x --account-key <<azurekey>>
sh|restic -r s3:s3.test/b --password-command 'echo x'; RESTIC_PASSWORD=<<password>>
py|client = WebClient(token="<<slack>>")¶VERSION = "<<+v3>>"
py|openai.api_key = "<<openai>>"
py|DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'USER': 'shop', 'PASSWORD': '<<password>>', 'HOST': 'db'}}
py|SECRET_KEY = 'django-insecure-<<django>>'
js|const stripe = require('stripe')('<<stripe>>');
js|mongoose.connect('<<dsn>>');
js|const s3 = new S3({ accessKeyId: '<<aws>>', secretAccessKey: '<<awssecret>>' });
js|axios.defaults.headers.common['X-Api-Key'] = '<<hex32s>>';
java|DriverManager.getConnection("jdbc:mysql://db/shop", "root", "<<password>>");
java|spring.datasource.password=<<password>>¶spring.mail.password=<<password>>
go|db, err := sql.Open("postgres", "<<dsn>>")
go|const apiToken = "<<github>>"
azure|AZURE_STORAGE_CONNECTION_STRING="DefaultEndpointsProtocol=https;AccountName=shopdata;AccountKey=<<azurekey>>;EndpointSuffix=core.windows.net"
azure|client_secret = "<<azuresecret>>"
azure|Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=<<sbkey>>
slackhook|webhook_url: https://hooks.slack.com/services/T0<<+hexU8>>/B0<<+hexU8>>/<<slackhook>>
key|<<pem>>
key|<<openssh>>
key|<<putty>>
htpasswd|<<+user>>:<<hash>>
shadow|deploy:<<shadow>>:19700:0:99999:7:::
mail|Hi, the new password for the admin account is <<password>>, please change it.
mail|Zugang zum Shop-Backend: Benutzer admin, Passwort: <<password>>
mail|Voici le mot de passe du wifi : <<password>>
mail|FTP: ftp.host.test / user: web<<+n3>> / pass: <<password>>
mail|WordPress-Login¶URL: https://shop.test/wp-admin¶User: admin¶PW: <<password>>
dsn|<<dsn>>
dsn|SQLALCHEMY_DATABASE_URI = "<<dsn>>"
dsn|spring.data.mongodb.uri=<<dsn>>
dsn|CACHE_URL: <<dsn>>
dsn|git remote set-url origin <<giturl>>
tokens|X-Vault-Token: <<vault>>
tokens|DIGITALOCEAN_TOKEN=<<do>>
tokens|SHOPIFY_ACCESS_TOKEN: <<shopify>>
tokens|MAILCHIMP_API_KEY=<<mailchimp>>
tokens|MAILGUN_API_KEY=key-<<hex32k>>
tokens|TELEGRAM_BOT_TOKEN=<<telegram>>
tokens|HF_TOKEN=<<hf>>
tokens|CLOUDFLARE_API_TOKEN=<<cf>>
tokens|DD_API_KEY=<<hex32s>>
tokens|NEW_RELIC_LICENSE_KEY=<<nr>>
tokens|PAYPAL_CLIENT_SECRET=<<paypal>>
tokens|SQUARE_ACCESS_TOKEN=<<square>>
tokens|heroku config:set HEROKU_API_KEY=<<uuids>>
tokens|"discord": {"token": "<<discord>>"}
'''
PLACEHOLDERS = r'''
.env|DB_PASSWORD=¶DB_HOST=localhost¶APP_DEBUG=false
.env|MAIL_PASSWORD=null¶REDIS_PASSWORD=null
.env|STRIPE_SECRET=sk_live_...¶STRIPE_WEBHOOK_SECRET=whsec_xxx
.env|API_KEY=<your-api-key-here>
.env|OPENAI_API_KEY=sk-your-key-here
.env|AWS_SECRET_ACCESS_KEY=your-secret-access-key
.env|NEXT_PUBLIC_STRIPE_KEY=pk_live_<<+a24>>
compose|POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?missing}
compose|POSTGRES_PASSWORD_FILE: /run/secrets/db_password
compose|image: registry.test/shop@sha256:<<+hex64>>
terraform|password = var.db_password
terraform|password = random_password.db.result
terraform|secret_arn = "arn:aws:secretsmanager:eu-west-1:<<+n12>>:secret:crm-<<+a6>>"
terraform|token = data.vault_generic_secret.x.data["token"]
yaml|password: !vault |
yaml|password: "{{ lookup('env', 'DB_PW') }}"
yaml|secretName: tls-<<+hex8>>
yaml|passwordSecretRef: {name: db, key: password}
yaml|- uses: actions/checkout@<<+hex40>>¶  with: {token: "${{ secrets.GITHUB_TOKEN }}"}
yaml|password_policy: {min_length: 12, max_age_days: 90}
helm|existingSecret: crm-db¶passwordKey: postgres-password
ini|password = %(DB_PASSWORD)s
ini|; password = secret
php|'password' => env('DB_PASSWORD', ''),
php|define('DB_PASSWORD', getenv('DB_PASSWORD'));
php|define( 'AUTH_KEY', 'put your unique phrase here' );
php|$password = $_POST['password'];
php|if ($password !== $confirm) { throw new Exception("passwords differ"); }
json|{"name": "shop", "version": "<<+v3>>", "integrity": "sha512-<<+b64s>>"}
json|"resolved": "https://registry.npmjs.org/x/-/x-<<+v3>>.tgz"
json|{"password": "********", "token": "[REDACTED]"}
json|{"type": "password", "label": "Passwort", "required": true}
py|password = os.environ["DB_PASSWORD"]
py|password = getpass.getpass("Password: ")
py|token = request.headers.get("Authorization")
py|SECRET_KEY = config("SECRET_KEY")
js|const token = process.env.SLACK_TOKEN;
js|const password = document.getElementById("password").value;
js|password: yup.string().min(8).required("Password is required"),
java|String password = System.getenv("DB_PASSWORD");
java|@Value("${spring.datasource.password}") private String password;
go|password := flag.String("password", "", "the password")
go|token := os.Getenv("TOKEN")
sql|ALTER TABLE users ADD COLUMN password varchar(255) NOT NULL;
sql|CREATE USER app WITH PASSWORD :'app_password';
po|msgid "Forgot your password?"¶msgstr "Passwort vergessen?"
mail|Your password was changed on <<+dmy>>. If this was not you, reset it.
mail|Das Passwort muss mindestens 12 Zeichen haben.
mail|We will never ask for your password by e-mail.
docs|mysql://user:password@host/database
docs|postgres://username:<password>@localhost:5432/mydb
docs|redis://:$REDIS_PASSWORD@cache:6379
docs|curl -u user:pass https://api.test
docs|Authorization: Bearer YOUR_TOKEN
docs|export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
docs|ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI<<+a43>> deploy-key
docs|-----BEGIN CERTIFICATE-----¶MIID<<+b64s>>¶-----END CERTIFICATE-----
docs|-----BEGIN PUBLIC KEY-----¶<<+b64s>>¶-----END PUBLIC KEY-----
hash|<<+hex64>>  backup-<<+iso_d>>.tar.gz
hash|commit <<+hex40>>
hash|etag: "<<+hex32>>"
hash|docker pull shop@sha256:<<+hex64>>
hash|x-request-id: <<+uuid>>
hash|sha384-<<+b64s>>
hash|build id <<+a22>>
hash|cache key: user_<<+n5>>_<<+hex32>>
'''

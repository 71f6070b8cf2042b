package classify

import "bytes"

// services are names of services whose tokens have no form of their own: a value made by
// chance that stands right behind one is what opens it. Those that are words of everyday
// language too are no danger: what stands behind them is seldom made by chance.
const services = `abuseipdb abyssale accuweather adafruit adobe adyen agora airbrake airship airtable aiven alchemy algolia alibaba amplitude anthropic apideck apiflash apify appcues appfollow appveyor artifactory asana assemblyai atlassian authy autodesk aviationstack axonaut aylien bannerbear baremetrics baseten beamer beebole bigcommerce bintray bitbucket bitcoinaverage bitfinex bitly bitmex bittrex blazemeter blitapp blogger bombbomb braintree brandfetch browserling browserstack browshot buddyns bugsnag buildkite bulksms bunnynet buttercms calendarific calendly campayn capsulecrm caspio censys chargebee chargify checkvist circleci clearbit clickhelp clicksend clickup clockify clockwork cloudconvert cloudelements cloudflare cloudimage cloudinary cloudmersive cloudplan cloudsmith cloudways codacy codeclimate codecov coderpad coinapi coinbase coinlayer coinlib commercejs companyhub confluence confluent contentful contentstack convertkit convier copper coralogix countrylayer coveralls craftmypdf crowdin crowdstrike cryptocompare currencycloud currencyfreaks currencylayer currencyscoop currentsapi customerio dailyco dandelion databox databricks datadog datagov deepai deepgram deepl deepseek demio deputy detectify detectlanguage diffbot digicert digitalocean discord disqus ditto dnscheck docparser docusign doppler dotdigital dovico drip droneci dropbox duda duply dwolla dynatrace dyspatch easyinsight ecostruxure edamam edenai elasticemail elevenlabs enablex endorlabs enigma eraser etherscan ethplorer etsy etsyapi eventbrite everhour exchangerate exchangeratesapi exportsdk extractorapi facebook faceplusplus fastforex fastly fetchrss fibery figma fileio filestack finage financialmodelingprep findl finicity finnhub firebase fixer fleetbase flickr flightapi flightlabs flightstats flowflu flutterwave formbucket formcraft formio formsite foursquare freshbooks freshdesk frontapp fulcrum fullstory fxmarket gengo geoapify geocod geocodify geocodio geoipifi getgeoapi getgist getresponse giphy gitter glassnode gocardless goodday googlemaps grafana graphcms graphhopper groovehq groq gumroad gupshup gyazo hashicorp hellosign helpcrunch helpscout hereapi heroku hiveage hotjar htmlcsstoimage hubspot huggingface hunter hybiscus hypertrack iconfinder iexapis iexcloud imagekit imagga infura insightly instabot instagram instamojo integromat intercom interseller intrinio invoiceocean ipapi ipdata ipgeolocation ipify ipinfo ipinfodb ipquality ipstack ironclad jfrog jira jotform jumpcloud jumpseller juro kairos kanban karmacrm keenio keycdn kickbox klaviyo klipfolio kontent kraken kucoin kylas lark lastfm launchdarkly leadfeeder lemlist lemonsqueezy lendflow lessannoyingcrm lexigram linenotify linkedin linkpreview liveagent livestorm lob locationiq logdna loggly loginradius logzio lokalise looker loyverse luno macaddress madkudu magicbell magnetic mailboxlayer mailchimp mailerlite mailersend mailgun mailjet mailjetsms mailmodo mailtrap mandrill mapbox mapquest marketstack mattermost mavenlink maxmind mediastack meistertask meraki mesibo messagebird metaapi metabase metrilo microsoftteams mindmeister miro mistral mite mixmax mixpanel mockaroo monday mongodb monkeylearn moonclerk moosend moralis mrticktock mux myfreshworks myintervals nasdaqdatalink netcore netlify netsuite neutrinoapi newrelic newsapi newscatcher nexmo nftport ngc ngrok nicereply nightfall nimble noticeable notion nugetapi numverify nutritionix nvapi nylas nytimes oanda okta omnisend onedesk onelogin onepagecrm onesignal onfleet onwaterio oopspam openai opencage opencagedata openuv openweather openweathermap opsgenie optidash optimizely overloop owlbot packagecloud pagarme pagerduty pandadoc pandascore papyrs paralleldots parsehub parsers parseur partnerstack passbase paymo paymongo paypal paystack pdflayer pdfshift peopledatalabs pepipost percy perplexity pexels phantombuster photoroom phraseaccesstoken pinata pinecone pinterest pipedream pipedrive pivotaltracker pixabay plaid planetscale planviewleankit planyo plivo podio pollsapi poloniex polygon portainer positionstack postageapi postbacks posthog postman postmark powrbot prefect pricecharting privateai prodpad prospectcrm proxycrawl pubnub pulumi purestake pusher qase quaderno qualaroo qubole quickbooks quip rapidapi rawg razorpay reallysimplesystems rebrandly recharge redis rentman repairshopr replicate replyio requestfinance restpack restpackhtmltopdf retellai revamp revampcrm ringcentral ritekit roaring robinhood rocketreach rollbar ronin roninapp rownd rubygems runpod runrunit salesblink salesflare salesforce salesloft salesmate satismeter saucelabs scalewaykey scalr scrapeowl scraperapi scraperbox scrapersite scrapestack scrapfly scrapingant scrapingbee screenshotapi screenshotlayer scrutinizerci securitytrails segment selectpdf semaphore sendbird sendgrid sendinblue sendowl sendpulse sentiment sentry serphouse serpstack sheety sherpadesk shippo shodan shopify shortcut shotstack shutterstock signalwire signaturit signupgenius sigopt simfin simplesat simplynoted simvoly sinch sirv siteleaf skrapp skybiometry smartystreets smooch snipcart snowflake snyk sonar sonarcloud sparkpost speechtextai splunk splunkobservability spoonacular sportradar sportsmonk spotify squarespace squareup sslmates stability statuscake statuspage statuspal stitchdata stockdata stocktwits storecove stormboard stormglass storyblok storychief strava streak stripo stytch sugester sumologic sumologickey supabase supernotes surveyanyplace surveybot surveymonkey surveysparrow survicate swiftype tailscale tallyfy tatum tatumio taxjar teamgate teamwork technicalanalysisapi tefter telegram teletype telnyx testingbot textmagic theoddsapi thinkific thousandeyes ticketmaster tickettailor tiingo timecamp timezoneapi tineswebhook tmetric todoist toggltrack tokeet tomorrowio tomtom tradier transferwise travelpayouts travis travisci trello twelvedata twilio twitch twitter tyntec typeform typetalk ubidots uclassify unifyid unplugg unsplash upcdatabase uplead uploadcare uptimerobot upwave urlscan userflow userstack vagrantcloud vatlayer vbout vercel verimail verimatrix veriphone versioneye viewneo virustotal visualcrossing voiceflow voicegain voodoosms vouchery vpnapi vultr vyte walkscore wandb weatherapi weatherbit weatherstack webex webflow webscraper webscraping wepay whoxy wistia woocommerce woopra workato workday workos worksnaps workstack worldcoinindex worldweather wrike xai xero yandex yelp youneedabudget youtube youtubeapi zapier zapierwebhook zendesk zenkit zenrows zenscrape zenserp zeplin zeptomail zerobounce zipapi zipbooks zipcodeapi zipcodebase zoho zonkafeedback zoom zulip`

// besideService are words that may stand between the name of a service and what opens it.
var besideService = set("a the is was our my your new old live test prod production staging sandbox secret token key keys api apikey apitoken auth authtoken access accesstoken accesskey client init initialize configure setup connect credentials credential creds value private rest admin app application bearer use using with for and personal license string config user sk account service integration master write read")

// behindService takes what is made by chance behind the name of a service that ends at end:
// shodan = 'k3...', new Dropbox("k3..."), the kraken key is k3....
func (s *scanner) behindService(end int) (found, bool) {
	text, at := s.text, end
	stop := min(len(text), end+72)
	apart, words := false, 0
	for at < stop {
		from := at
		for at < stop && betweenService[text[at]] {
			apart = apart || text[at] != '-' && text[at] != '_' && text[at] != '.'
			at++
		}
		if at >= stop || at-from > 8 {
			return found{}, false
		}
		word := at
		letters := true
		for at < len(text) && at-word < 160 && (isAlnum(text[at]) || text[at] == '_' || text[at] == '-' || at > word+8 && (text[at] == '+' || text[at] == '/' || text[at] == '~' || text[at] == '=' && (at+1 == len(text) || !isAlnum(text[at+1])))) {
			letters = letters && (isLetter(text[at]) || text[at] == '_' || text[at] == '-')
			at++
		}
		w := text[word:at]
		if len(w) == 0 || at < len(text) && text[at] >= 0x80 {
			return found{}, false
		}
		if !letters || len(w) > 24 {
			if len(w) < 16 || words == 0 && len(w) < 20 || !apart || at < len(text) && text[at] == '(' || placeholder(w) || !byChanceDrawn(w) || at < len(text) && (text[at] == '@' || text[at] == ':' || text[at] == '.' && at+1 < len(text) && isAlnum(text[at+1])) {
				return found{}, false
			}
			if _, known := token(text, word); known || bytes.IndexByte(w, '/') >= 0 && !atRandom(w) {
				return found{}, false
			}
			return hit("service_token", word, at, .7), true
		}
		for part := range bytes.FieldsFuncSeq(w, func(r rune) bool { return r == '_' || r == '-' }) {
			var buf [24]byte
			if !besideService[string(lowered(buf[:0], part))] {
				return found{}, false
			}
		}
		words++
	}
	return found{}, false
}

// betweenService are the signs that may stand there.
var betweenService = func() (t [256]bool) {
	for _, c := range []byte(" \t.:='\"`(_->{[,\\") {
		t[c] = true
	}
	return t
}()

// byChanceDrawn says whether letters and digits, or their sizes, change as often in v as where
// chance draws them: release-2024-prod is written by a hand.
func byChanceDrawn(v []byte) bool {
	changes, digits, letters, signs := 0, 0, 0, 0
	kind := func(c byte) int {
		switch {
		case isDigit(c):
			return 1
		case isUpper(c):
			return 2
		case isLetter(c):
			return 3
		}
		return 0
	}
	for i, c := range v {
		switch k := kind(c); k {
		case 0:
			signs++
		case 1:
			digits++
		default:
			letters++
		}
		if i > 0 && kind(c) != kind(v[i-1]) && kind(c) > 0 && kind(v[i-1]) > 0 {
			changes++
		}
	}
	return digits > 1 && letters > 1 && (changes*4 >= len(v)-signs || uuidShaped(v)) && signs*5 < len(v)
}

// uuidShaped says whether v is the length of a UUID with its four dashes in their places.
func uuidShaped(v []byte) bool {
	return len(v) == 36 && v[8] == '-' && v[13] == '-' && v[18] == '-' && v[23] == '-' && hex(v[:8]) && hex(v[24:])
}

package classify

import (
	"bytes"
	"hash/crc32"
)

type tokenForm struct {
	prefix   string
	min, max int
	dots     int
	kind     Kind
}

// tokens are secrets that say of themselves whose they are: a prefix, and how
// many letters, digits, dashes and underscores the whole has.
var tokens = []tokenForm{
	{"AKIA", 20, 20, 0, "aws_key"}, {"ASIA", 20, 20, 0, "aws_key"}, {"ABIA", 20, 20, 0, "aws_key"}, {"ACCA", 20, 20, 0, "aws_key"},
	{"ghp_", 40, 40, 0, "github_token"}, {"gho_", 40, 40, 0, "github_token"}, {"ghu_", 40, 40, 0, "github_token"}, {"ghs_", 40, 40, 0, "github_token"}, {"ghr_", 40, 80, 0, "github_token"}, {"github_pat_", 41, 120, 0, "github_token"},
	{"sk_live_", 24, 250, 0, "stripe_key"}, {"rk_live_", 24, 250, 0, "stripe_key"}, {"sk_test_", 24, 250, 0, "stripe_key"}, {"rk_test_", 24, 250, 0, "stripe_key"}, {"whsec_", 32, 80, 0, "stripe_key"},
	{"xoxb-", 20, 150, 0, "slack_token"}, {"xoxp-", 20, 150, 0, "slack_token"}, {"xoxa-", 20, 150, 0, "slack_token"}, {"xoxr-", 20, 150, 0, "slack_token"}, {"xoxs-", 20, 150, 0, "slack_token"}, {"xoxe-", 20, 250, 0, "slack_token"}, {"xoxe.", 20, 250, 1, "slack_token"}, {"xapp-", 30, 150, 0, "slack_token"},
	{"AIza", 39, 39, 0, "google_key"}, {"ya29.", 30, 400, 1, "google_key"}, {"GOCSPX-", 35, 35, 0, "google_key"},
	{"glpat-", 26, 80, 1, "gitlab_token"}, {"glptt-", 46, 46, 0, "gitlab_token"}, {"gldt-", 25, 80, 0, "gitlab_token"}, {"glrt-", 25, 80, 1, "gitlab_token"}, {"GR1348941", 29, 29, 0, "gitlab_token"}, {"glcbt-", 25, 80, 0, "gitlab_token"}, {"glsoat-", 25, 80, 0, "gitlab_token"}, {"glagent-", 40, 80, 0, "gitlab_token"},
	{"SG.", 60, 80, 2, "service_token"}, {"npm_", 40, 40, 0, "service_token"}, {"pypi-", 60, 300, 0, "service_token"},
	{"sk-ant-", 40, 150, 0, "service_token"}, {"sk-proj-", 40, 250, 0, "service_token"}, {"sk-svcacct-", 40, 250, 0, "service_token"}, {"sk-admin-", 40, 250, 0, "service_token"}, {"sk-or-v1-", 60, 80, 0, "service_token"}, {"sk-", 51, 51, 0, "service_token"}, {"sk-", 35, 35, 0, "service_token"}, {"gsk_", 56, 56, 0, "service_token"}, {"xai-", 70, 90, 0, "service_token"}, {"r8_", 40, 40, 0, "service_token"}, {"pplx-", 53, 53, 0, "service_token"},
	{"shpat_", 38, 38, 0, "service_token"}, {"shpca_", 38, 38, 0, "service_token"}, {"shppa_", 38, 38, 0, "service_token"}, {"shpss_", 38, 38, 0, "service_token"},
	{"dop_v1_", 71, 71, 0, "service_token"}, {"doo_v1_", 71, 71, 0, "service_token"}, {"dor_v1_", 71, 71, 0, "service_token"}, {"hvs.", 24, 200, 1, "service_token"}, {"hvb.", 24, 300, 1, "service_token"}, {"hf_", 37, 37, 0, "service_token"}, {"api_org_", 42, 42, 0, "service_token"},
	{"dckr_pat_", 36, 36, 0, "service_token"}, {"lin_api_", 48, 48, 0, "service_token"}, {"sntrys_", 60, 300, 0, "service_token"}, {"sntryu_", 71, 71, 0, "service_token"}, {"rubygems_", 57, 57, 0, "service_token"}, {"pul-", 44, 44, 0, "service_token"}, {"glc_", 36, 200, 0, "service_token"}, {"glsa_", 46, 46, 0, "service_token"}, {"figd_", 40, 80, 0, "service_token"}, {"tfp_", 40, 80, 0, "service_token"},
	{"key-", 36, 36, 0, "service_token"}, {"pubkey-", 39, 39, 0, "service_token"}, {"sq0atp-", 29, 29, 0, "service_token"}, {"sq0csp-", 50, 50, 0, "service_token"}, {"EAAA", 64, 64, 0, "service_token"}, {"NRAK-", 32, 32, 0, "service_token"}, {"PMAK-", 64, 64, 0, "service_token"}, {"ATATT3", 150, 250, 0, "service_token"}, {"ATCTT3", 150, 250, 0, "service_token"}, {"ntn_", 46, 60, 0, "service_token"}, {"secret_", 50, 50, 0, "service_token"}, {"patp", 40, 90, 0, "service_token"},
	{"xkeysib-", 89, 89, 0, "service_token"}, {"live_", 35, 60, 0, "service_token"}, {"rzp_live_", 23, 23, 0, "service_token"}, {"access_token$production$", 60, 90, 0, "service_token"}, {"tskey-", 40, 80, 0, "service_token"}, {"fio-u-", 70, 70, 0, "service_token"}, {"dapi", 36, 38, 0, "service_token"}, {"duffel_live_", 55, 55, 0, "service_token"}, {"EZAK", 58, 58, 0, "service_token"}, {"cfut_", 40, 60, 0, "service_token"}, {"v1.0-", 100, 200, 0, "service_token"},
	{"dp.pt.", 40, 60, 2, "service_token"}, {"dp.st.", 40, 80, 3, "service_token"}, {"dp.ct.", 40, 60, 2, "service_token"}, {"dp.sa.", 40, 60, 2, "service_token"}, {"HRKU-", 40, 80, 0, "service_token"}, {"sqp_", 44, 44, 0, "service_token"}, {"sqa_", 44, 44, 0, "service_token"}, {"squ_", 44, 44, 0, "service_token"}, {"rdme_", 70, 80, 0, "service_token"}, {"ops_eyJ", 200, 1000, 0, "service_token"}, {"FLWSECK-", 40, 60, 0, "service_token"}, {"FLWSECK_TEST-", 32, 60, 0, "service_token"}, {"sl.", 60, 1500, 1, "service_token"}, {"sk.eyJ", 60, 140, 1, "service_token"},
	{"fm1r_", 60, 900, 0, "service_token"}, {"fm2_", 60, 900, 0, "service_token"}, {"fm1a_", 60, 900, 0, "service_token"}, {"shippo_test_", 52, 52, 0, "service_token"}, {"sk_prod_", 24, 250, 0, "stripe_key"}, {"rk_prod_", 24, 250, 0, "stripe_key"}, {"NRJS-", 24, 24, 0, "service_token"}, {"NRII-", 37, 37, 0, "service_token"}, {"bedrock-api-key-", 40, 1200, 0, "service_token"}, {"dnkey-", 60, 120, 0, "service_token"}, {"vcp_", 50, 70, 0, "service_token"}, {"vca_", 50, 70, 0, "service_token"}, {"AAAAAAAAAAAAAAAAAAAAA", 90, 130, 0, "service_token"},
	{"glft-", 25, 80, 0, "gitlab_token"}, {"glimt-", 25, 80, 0, "gitlab_token"}, {"glffct-", 25, 80, 0, "gitlab_token"}, {"glrtr-", 25, 80, 0, "gitlab_token"}, {"CFPAT-", 45, 60, 0, "service_token"}, {"CLOJARS_", 68, 68, 0, "service_token"}, {"oy2", 46, 46, 0, "service_token"}, {"nfp_", 40, 40, 0, "service_token"}, {"dt0c01.", 80, 110, 2, "service_token"}, {"EZTK", 58, 58, 0, "service_token"}, {"sgp_", 40, 80, 0, "service_token"}, {"pnu_", 40, 40, 0, "service_token"}, {"rpa_", 40, 60, 0, "service_token"}, {"LTAI", 16, 30, 0, "service_token"}, {"ATBB", 36, 60, 0, "service_token"}, {"ATOA", 60, 250, 0, "service_token"}, {"ABSK", 100, 140, 0, "service_token"}, {"shippo_live_", 52, 52, 0, "service_token"}, {"AKCp", 60, 80, 0, "service_token"}, {"bkua_", 45, 45, 0, "service_token"}, {"pscale_", 40, 80, 1, "service_token"}, {"lin_oauth_", 60, 90, 0, "service_token"}, {"sbp_", 44, 44, 0, "service_token"}, {"sb_secret_", 36, 50, 0, "service_token"}, {"phx_", 44, 60, 0, "service_token"}, {"lsv2_pt_", 48, 60, 0, "service_token"}, {"lsv2_sk_", 48, 60, 0, "service_token"}, {"nvapi-", 60, 80, 0, "service_token"}, {"tvly-", 30, 60, 0, "service_token"}, {"re_", 32, 40, 0, "service_token"}, {"rnd_", 32, 40, 0, "service_token"}, {"napi_", 60, 80, 0, "service_token"}, {"CCIPAT_", 60, 90, 0, "service_token"}, {"apify_api_", 40, 60, 0, "service_token"}, {"sm_aat_", 20, 40, 0, "service_token"}, {"mlsn.", 60, 80, 1, "service_token"}, {"ico-", 36, 36, 0, "service_token"}, {"cio", 35, 35, 0, "service_token"}, {"AKID", 36, 36, 0, "service_token"}, {"AQVN", 39, 39, 0, "service_token"}, {"p8e-", 36, 36, 0, "service_token"}, {"ion_", 46, 46, 0, "service_token"}, {"pat-na1-", 40, 50, 0, "service_token"}, {"pat-eu1-", 40, 50, 0, "service_token"}, {"fo1_", 47, 50, 0, "service_token"}, {"LSIA", 20, 20, 0, "aws_key"},
	{"pat", 82, 82, 1, "service_token"}, {"EAA", 90, 400, 0, "service_token"},
	{"dckr_oat_", 36, 60, 0, "service_token"}, {"pdl_live_apikey_", 60, 80, 0, "service_token"}, {"access-production-", 54, 54, 0, "service_token"}, {"access-sandbox-", 51, 51, 0, "service_token"}, {"cmVmdGtu", 64, 64, 0, "service_token"}, {"vk1.a.", 60, 300, 2, "service_token"}, {"hcaik_", 60, 70, 0, "service_token"}, {"hcalk_", 60, 70, 0, "service_token"}, {"sk_", 51, 51, 0, "service_token"}, {"sdk-", 40, 40, 0, "service_token"}, {"0x4AAAAAAA", 33, 36, 0, "service_token"}, {"pat.", 60, 75, 3, "service_token"}, {"sha256~", 50, 50, 0, "service_token"}, {"xprv", 111, 111, 0, "private_key"},
	{"gloas-", 70, 70, 0, "gitlab_token"}, {"amzn.mws.", 45, 45, 1, "service_token"}, {"xnd_production_", 50, 90, 0, "service_token"}, {"sk-lf-", 42, 42, 0, "service_token"}, {"fw_", 27, 27, 0, "service_token"}, {"tgp_v1_", 50, 50, 0, "service_token"}, {"ATTA", 76, 76, 0, "service_token"}, {"dG9rOj", 60, 60, 0, "service_token"}, {"A3-", 34, 40, 0, "service_token"}, {"ES_", 35, 35, 0, "service_token"}, {"API-", 29, 36, 0, "service_token"}, {"y0_", 55, 70, 0, "service_token"}, {"aio_", 32, 32, 0, "service_token"},
	{"endr", 21, 21, 0, "service_token"}, {"FLWSECK_TEST-", 24, 31, 0, "service_token"}, {"duffel_test_", 55, 55, 0, "service_token"}, {"csk-", 40, 60, 0, "service_token"}, {"s-s4t2ud-", 73, 73, 0, "service_token"}, {"s-s4t2af-", 73, 73, 0, "service_token"}, {"sm_pat_", 20, 40, 0, "service_token"}, {"sm_sat_", 20, 40, 0, "service_token"}, {"nbp_", 40, 40, 0, "service_token"}, {"tr_prod_", 24, 40, 0, "service_token"}, {"tr_dev_", 24, 40, 0, "service_token"}, {"secret-live-", 40, 60, 0, "service_token"}, {"secret-test-", 40, 60, 0, "service_token"}, {"pcsk_", 50, 90, 0, "service_token"}, {"wandb_v1_", 40, 120, 0, "service_token"}, {"ddp_", 40, 40, 0, "service_token"}, {"ddw_", 40, 40, 0, "service_token"}, {"polar_oat_", 40, 70, 0, "service_token"}, {"polar_pat_", 40, 70, 0, "service_token"}, {"BBFF-", 30, 50, 0, "service_token"}, {"sk-", 48, 56, 0, "service_token"}, {"tk-us-", 54, 54, 0, "service_token"}, {"tk-eu-", 54, 54, 0, "service_token"}, {"sat.", 60, 80, 3, "service_token"}, {"rootly_", 71, 71, 0, "service_token"}, {"mka_", 40, 60, 0, "service_token"}, {"cast_v1_", 30, 80, 0, "service_token"}, {"ramp_sec_", 40, 80, 0, "service_token"}, {"bkaj_", 40, 60, 0, "service_token"}, {"bkpat_", 40, 60, 0, "service_token"}, {"flb_live_", 24, 60, 0, "service_token"}, {"salad_cloud_user_", 40, 90, 0, "service_token"}, {"rsk_", 50, 70, 0, "service_token"}, {"pa-", 46, 46, 0, "service_token"}, {"AQ.Ab8R", 45, 60, 1, "google_key"}, {"1//0", 50, 120, 0, "google_key"}, {"cu_", 35, 35, 0, "service_token"}, {"cmVmd", 64, 64, 0, "service_token"}, {"EAAA", 26, 63, 0, "service_token"}, {"sq0atp-", 30, 67, 0, "service_token"}, {"xoxa-", 12, 19, 0, "slack_token"}, {"xoxr-", 12, 19, 0, "slack_token"}, {"xapp-", 20, 29, 0, "slack_token"}, {"sntryu_", 60, 90, 0, "service_token"}, {"github_pat_", 93, 93, 0, "github_token"}, {"EAAM", 90, 400, 0, "service_token"}, {"fc-", 35, 35, 0, "service_token"}, {"sk-user-", 40, 80, 0, "service_token"}, {"jina_", 60, 70, 0, "service_token"}, {"dop_v1_", 71, 71, 0, "service_token"}, {"lmnr_", 40, 80, 0, "service_token"}, {"ak_live_", 30, 60, 0, "service_token"}, {"sk_car_", 26, 40, 0, "service_token"}, {"nango_", 36, 60, 0, "service_token"}, {"tkn_live_", 30, 80, 0, "service_token"}, {"inngest_", 40, 80, 0, "service_token"}, {"signkey-prod-", 60, 80, 0, "service_token"}, {"sync_", 50, 70, 0, "service_token"},
	{"AGE-SECRET-KEY-1", 74, 74, 0, "private_key"}, {"AGE-SECRET-KEY-PQ-1", 74, 200, 0, "private_key"},
}

// tokensBy are the tokens by their first letter, small.
var tokensBy = func() (out [256][]uint16) {
	for i, t := range tokens {
		out[lower(t.prefix[0])] = append(out[lower(t.prefix[0])], uint16(i))
	}
	return out
}()

// tokenSecond are, by the first letter, the second ones (their last six bits).
var tokenSecond = func() (out [256]uint64) {
	for _, t := range tokens {
		out[lower(t.prefix[0])] |= 1 << (t.prefix[1] & 63)
	}
	return out
}()

// base64 says whether what follows the prefix has the signs of base 64 too.
func (k *tokenForm) base64() bool {
	switch k.prefix {
	case "sntrys_", "glc_", "ops_eyJ", "ABSK", "endr":
		return true
	}
	return false
}

func token(text []byte, i int) (found, bool) {
	if i > 0 && (text[i-1] == '_' || isAlnum(text[i-1])) {
		return found{}, false
	}
	rest := text[i:]
	if len(rest) > 12 && (rest[0]|0x20 == 's' || rest[0] == 'g') && (string(rest[:6]) == "SCRAM-" || string(rest[:7]) == "scrypt:" || string(rest[:5]) == "grub.") {
		return wordHash(text, i)
	}
	if len(rest) > 3 && rest[0] == 'e' && rest[1] == 'y' && rest[2] == 'J' {
		return jwt(text, i)
	}
	first := lower(rest[0])
	if len(rest) < 2 || tokenSecond[first]>>(rest[1]&63)&1 == 0 {
		return found{}, false
	}
	for _, at := range tokensBy[first] {
		k := &tokens[at]
		if len(rest) < k.min || rest[1] != k.prefix[1] || string(rest[:len(k.prefix)]) != k.prefix {
			continue
		}
		n, dots := len(k.prefix), bytes.Count(rest[:len(k.prefix)], []byte("."))
		for n < len(rest) && n <= k.max && (isAlnum(rest[n]) || rest[n] == '_' || rest[n] == '-' || rest[n] == '.' && dots < k.dots || rest[n] == '=' && n > k.min-4 || rest[n] == '$' && k.prefix[len(k.prefix)-1] == '$' || (rest[n] == '=' || rest[n] == '+' || rest[n] == '/') && (k.prefix[0]|0x20 == 'f' && k.prefix[1] == 'm' || k.base64()) || rest[n] == '%' && k.prefix[:2] == "AA") {
			if rest[n] == '.' {
				dots++
			}
			n++
		}
		for n > k.min && (rest[n-1] == '.' || rest[n-1] == '-') {
			n--
		}
		if n < k.min || n > k.max || k.prefix == "endr" && rest[4] != '+' || bytes.HasSuffix(rest[:n], []byte("EXAMPLE")) || (k.kind == "aws_key" || k.prefix == "A3-" || k.prefix == "API-") && !allCaps(bytes.ReplaceAll(rest[:n], []byte("-"), nil)) || filledIn(rest[len(k.prefix):n]) {
			continue
		}
		body := rest[len(k.prefix):n]
		conf := .97
		switch k.prefix {
		case "ghp_", "gho_", "ghu_", "ghs_", "npm_":
			if !crcToken(body) { // an older form, or not a token at all
				if alphabetic(body) {
					continue
				}
				conf = .8
			}
		case "sk_test_", "rk_test_":
			conf = .7
		case "key-", "live_", "secret_", "sk-", "patp", "dapi", "EAAA", "EZAK", "EZTK", "oy2", "LTAI", "cio", "re_", "rnd_", "AKID", "AQVN", "ico-", "sgp_", "rpa_", "ATBB", "AKCp", "ABSK", "sl.", "pnu_", "phx_", "sbp_", "napi_", "ion_", "sm_aat_", "mlsn.", "tvly-", "HRKU-", "nfp_", "EAA", "sk_", "pat.", "sdk-", "cmVmdGtu", "xprv", "fw_", "ATTA", "dG9rOj", "A3-", "ES_", "API-", "y0_", "aio_", "csk-", "tr_dev_", "pa-", "cu_", "cmVmd", "fc-", "sync_", "rsk_", "xoxa-", "xoxr-", "lmnr_", "nango_", "jina_":
			if !varied(body) {
				continue
			}
			conf = .75
		}
		return hit(k.kind, i, i+n, conf), true
	}
	return found{}, false
}

// varied says whether a secret holds digits and letters, as chance makes them.
func varied(b []byte) bool {
	digits, letters := 0, 0
	for _, c := range b {
		if isDigit(c) {
			digits++
		} else if isLetter(c) {
			letters++
		}
	}
	return digits > 1 && letters > 1
}

// crcToken checks the six last letters of a token of GitHub or npm: the CRC-32
// of the thirty before them, in base 62.
func crcToken(body []byte) bool {
	const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	if len(body) != 36 {
		return false
	}
	v := crc32.ChecksumIEEE(body[:30])
	for i := 35; i >= 30; i-- {
		if body[i] != base62[v%62] {
			return false
		}
		v /= 62
	}
	return v == 0
}

// jwt takes a signed token (RFC 7519): three parts in base 64, the first two of
// which begin like JSON.
func jwt(text []byte, i int) (found, bool) {
	n, dots, second := i, 0, 0
	for n < len(text) && n-i < 1<<14 && (isAlnum(text[n]) || text[n] == '_' || text[n] == '-' || text[n] == '.' && dots < 4) {
		if text[n] == '.' {
			if dots++; dots == 1 {
				second = n + 1
			}
		}
		n++
	}
	for n > i && (text[n-1] == '.' && dots > 2) {
		n--
		dots--
	}
	if n-i < 40 || dots != 2 && dots != 4 || second-i < 16 || dots == 2 && (second+2 > n || text[second] != 'e' || text[second+1] != 'y') {
		return found{}, false
	}
	return hit("jwt", i, n, .97), true
}

func allCaps(b []byte) bool {
	for _, c := range b {
		if !isUpper(c) && !isDigit(c) {
			return false
		}
	}
	return true
}

// secretWord takes long words that are keys by their shape alone.
func (s *scanner) secretWord(i, end int) (found, bool) {
	text := s.text
	w := text[i:end]
	if f, ok := s.bareHash(i, end); ok {
		return f, true
	}
	switch {
	case w[0] == 'e' && w[1] == 'y' && w[2] == 'J':
		if string(w[:8]) == "eyJrIjoi" && len(w) > 60 && bytes.IndexByte(text[end:min(len(text), end+1)], '.') < 0 { // Grafana
			return hit("service_token", i, base64End(text, end), .95), true
		}
		return jwt(text, i)
	case len(w) == 42 && string(w[:4]) == "4b1d" && varied(w[4:]): // ClickHouse
		return hit("service_token", i, end, .9), true
	case len(w) == 29 && i >= 7 && text[i-1] == '_' && end+4 <= len(text) && string(text[end:end+4]) == "_mmk": // MaxMind
		return hit("service_token", i-7, end+4, .95), true
	case len(w) == 34 && w[0] == 'S' && w[1] == 'K' && hex(w[2:]): // Twilio
		return hit("service_token", i, end, .85), true
	case w[0] == 'L' && w[1] == 'S' && bytes.HasPrefix(w, []byte("LS0tLS1CRUdJTi")):
		return encodedKey(text, i)
	case len(w) == 32 && end+3 < len(text) && text[end] == '-' && text[end+1] == 'u' && text[end+2] == 's' && isDigit(text[end+3]) && hex(w): // Mailchimp
		for end += 3; end < len(text) && isDigit(text[end]); {
			end++
		}
		return hit("service_token", i, end, .95), true
	case len(w) > 80 && string(w[:13]) == "ZXlKaGJHY2lPaU"[:13]: // a signed token in base 64 once more
		return hit("jwt", i, base64End(text, end), .9), true
	case relicKey(w):
		return hit("service_token", i, end, .95), true
	case (len(w) == 24 || len(w) == 26) && end+7 < len(text) && text[end] == '.' && (w[0] == 'M' || w[0] == 'N' || w[0] == 'O'):
		return discord(text, i, end)
	}
	return found{}, false
}

// discord takes three parts with dots: the number of a bot in base 64, a time
// of six or seven letters, and a code.
func discord(text []byte, i, end int) (found, bool) {
	var part [2]int
	at := end
	for k := range part {
		if at >= len(text) || text[at] != '.' {
			return found{}, false
		}
		at++
		from := at
		for at < len(text) && (isAlnum(text[at]) || text[at] == '_' || text[at] == '-') {
			at++
		}
		part[k] = at - from
	}
	if part[0] < 6 || part[0] > 7 || part[1] < 27 || part[1] > 45 {
		return found{}, false
	}
	return hit("service_token", i, at, .9), true
}

// telegram takes 123456789:AA..., the number of a bot and its code, from the colon.
func telegram(text []byte, i, colon int) (found, bool) {
	end := colon + 1
	for end < len(text) && (isAlnum(text[end]) || text[end] == '_' || text[end] == '-') && end-colon < 40 {
		end++
	}
	if end-colon-1 != 35 || text[colon+1] != 'A' {
		return found{}, false
	}
	return hit("service_token", i, end, .93), true
}

// cookie takes the value of a session behind its name; sign is the place of the =.
func cookie(text []byte, sign int) (found, bool) {
	end := sign + 1
	for end < len(text) && (isAlnum(text[end]) || text[end] == '-' || text[end] == '_' || text[end] == '%' || text[end] == '.') && end-sign < 400 {
		end++
	}
	if v := text[sign+1 : end]; len(v) < 16 || !varied(v) || len(v) == 34 && v[0] == 'A' && v[1] == 'C' && hex(v[2:]) { // the name of an account of Twilio
		return found{}, false
	}
	return hit("cookie", sign+1, end, .75), true
}

// entraSecret takes the secret of a program in Microsoft Entra: three letters, a digit,
// Q~ and 31 to 34 more.
func entraSecret(text []byte, i, end int) (found, bool) {
	for end < len(text) && end-i < 44 && (isAlnum(text[end]) || text[end] == '~' || text[end] == '_' || text[end] == '.' || text[end] == '-') {
		end++
	}
	for text[end-1] == '.' {
		end--
	}
	if n := end - i; n < 36 || n > 41 || filledIn(text[i+6:end]) || !varied(text[i+6:end]) {
		return found{}, false
	}
	if i > 0 && text[i-1] == '~' {
		i--
	}
	return hit("service_token", i, end, .95), true
}

// longToken takes those of Terraform (k3....atlasv1....) and of Azure DevOps.
func longToken(text []byte, i, end int) (found, bool) {
	if end-i == 14 && !bytes.HasPrefix(text[end:], []byte(".atlasv1.")) || end-i == 84 && string(text[i+76:i+80]) != "AZDO" {
		return found{}, false
	}
	for end < len(text) && end-i < 110 && (isAlnum(text[end]) || text[end] == '.' || text[end] == '-' || text[end] == '_') {
		end++
	}
	for text[end-1] == '.' {
		end--
	}
	if end-i < 80 || filledIn(text[i:end]) || !varied(text[i:end]) {
		return found{}, false
	}
	return hit("service_token", i, end, .95), true
}

// base64End is where the base 64 that goes on at i ends.
func base64End(text []byte, i int) int {
	for i < len(text) && base64Letter(text[i]) {
		i++
	}
	return i
}

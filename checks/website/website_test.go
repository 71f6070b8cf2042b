package website

import (
	"testing"

	"github.com/weaklink/weaklink/checks/checktest"
)

func TestCookieFlags(t *testing.T)      { checktest.Run(t, cookieFlags) }
func TestExposedFiles(t *testing.T)     { checktest.Run(t, exposedFiles) }
func TestForeignScripts(t *testing.T)   { checktest.Run(t, foreignScripts) }
func TestFormOverHTTP(t *testing.T)     { checktest.Run(t, formOverHTTP) }
func TestHSTS(t *testing.T)             { checktest.Run(t, hsts) }
func TestHTTPSRedirect(t *testing.T)    { checktest.Run(t, httpsRedirect) }
func TestMixedContent(t *testing.T)     { checktest.Run(t, mixedContent) }
func TestOutdatedSoftware(t *testing.T) { checktest.Run(t, outdatedSoftware) }
func TestPrivacyPolicy(t *testing.T)    { checktest.Run(t, privacyPolicy) }
func TestSecurityHeaders(t *testing.T)  { checktest.Run(t, securityHeaders) }
func TestVisibleErrors(t *testing.T)    { checktest.Run(t, visibleErrors) }

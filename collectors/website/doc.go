// Package website looks at a site from outside, as a visitor could: what its
// TLS port offers and which certificate it shows (tls*.go, certificate.go),
// where plain http leads (redirect.go), what its pages send and load (page*.go),
// whether files answer that nobody should be able to read (exposed.go). It asks
// with GET and HEAD only, keeps no value that it meets, and follows nobody into
// a private network.
package website

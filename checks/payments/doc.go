// Package payments judges how card payments are taken and what is kept of
// them. The rule behind it is short: a small business should never hold a card
// number.
package payments

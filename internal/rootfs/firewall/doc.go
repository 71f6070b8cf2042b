// Package firewall answers what a Linux packet filter does with a connection,
// by evaluating its rules on a made-up packet: from nftables (as the tool
// prints them, in text or JSON) and from iptables-save. Nobody's "the firewall
// is on" is believed.
//
// It reckons with three values. A rule that we do not understand may match or
// not; where that decides the answer, the answer is unknown, never a guess.
package firewall

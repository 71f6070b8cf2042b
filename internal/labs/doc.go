// Package labs makes small honest worlds for the demo and for the tests: a
// made-up grocer with a web shop on loopback, an office folder and a share,
// started for real and looked at for real. Each of its weaknesses is planted by
// name and can be left out alone; without any of them the world is in good
// order. Every person in it is invented and the same on every machine: the
// phone numbers lie in ranges that the regulators keep free for films, the mail
// addresses at the domains that are reserved for examples.
//
// It is a world to look at and knows no judge: it imports nothing of ours but
// evidence. Bad-input worlds are in labs/bad, the search for planted values in
// labs/canary.
package labs

// Package website judges what was seen of a firm's website: its encryption and
// certificate, where plain http leads, what its pages send and load, which
// files lie open, and whether visitors are told what happens to their data.
// One file a check; each is pure and knows no collector. A verdict is about a
// site (subject site:ORIGIN), so pages are joined before they are judged.
// What could not be seen is unseen, never a failure and never green.
package website

package facts

import "github.com/weaklink/weaklink/evidence"

// FirmAnswer is what a person answered to a question that no check can settle.
// Subject: firm. Its method is claimed, or documented when a file shows it.
var FirmAnswer = evidence.Kind[Answer]{Name: "firm.answer", Version: 1}

// Answer is the body of firm.answer.
type Answer struct {
	ID    string `json:"id"`           // of the question: link.name
	Value string `json:"value"`        // yes | no | unknown
	On    string `json:"on,omitempty"` // YYYY-MM-DD
	File  bool   `json:"file"`         // a document that shows it lies where it was said to
}

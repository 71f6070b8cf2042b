// Package dpv prints the client data that was found as a draft of a record of
// processing (GDPR Art. 30) in terms of the W3C Data Privacy Vocabulary 2
// (https://w3id.org/dpv), as JSON-LD. What cannot be seen from outside - why the
// data is kept, on which legal ground, for how long it is meant to be kept - is
// there by name with the question that a person has to answer.
//
// A JSON-LD reader drops without a word what the context does not explain, and
// refuses a literal that carries more than its value: so the context names every
// key, what is unknown is a node of its own class, and every @id is an IRI.
// bench/dpv.sh holds the draft against such a reader.
package dpv

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
)

// Record is the draft, in the form published as docs/schema/dpv.schema.json.
type Record struct {
	Context    map[string]any `json:"@context"`
	Schema     string         `json:"schema"`
	Type       string         `json:"@type"`
	ID         string         `json:"@id"`
	Created    string         `json:"dct:created"`
	Controller Controller     `json:"dpv:hasDataController"`
	Subjects   Subjects       `json:"dpv:hasDataSubject"`
	Processes  []Process      `json:"dpv:hasProcess"`
	Recipients []Supplier     `json:"dpv:hasRecipient"`
	Copies     []Copy         `json:"wl:copies"`
	Partial    bool           `json:"wl:partial"` // not everything could be looked at
	Open       []string       `json:"wl:open"`    // what a person has to fill in
}

// Controller is whoever answers for the data.
type Controller struct {
	Type string `json:"@type"`
	Name string `json:"dct:title"`
}

// Subjects are people, each counted once, with an interval that holds the truth in 19 of 20 cases.
type Subjects struct {
	Type     string `json:"@type"`
	Low      int64  `json:"wl:low"`
	Best     int64  `json:"wl:best"`
	High     int64  `json:"wl:high"`
	Children int64  `json:"wl:children"`
	Deceased int64  `json:"wl:deceased"`
}

// Process is one place and what is kept in it.
type Process struct {
	Type       string    `json:"@type"`
	ID         string    `json:"@id"`
	Store      string    `json:"wl:store"` // its id in the JSON report
	Title      string    `json:"dct:title"`
	Processing string    `json:"dpv:hasProcessing"`
	Purpose    Unknown   `json:"dpv:hasPurpose"`
	Ground     Unknown   `json:"dpv:hasLegalBasis"`
	Subjects   Subjects  `json:"dpv:hasDataSubject"`
	Data       []Data    `json:"dpv:hasPersonalData"`
	Storage    Storage   `json:"dpv:hasStorageCondition"`
	Recipients []Reader  `json:"dpv:hasRecipient"`
	Measures   []Measure `json:"dpv:hasTechnicalOrganisationalMeasure"`
	Unread     string    `json:"wl:partial,omitempty"` // why not all of the place was read
}

// Unknown is what a person has to say.
type Unknown struct {
	Type  string `json:"@type"`
	Title string `json:"dct:title"` // unknown
	Ask   string `json:"wl:ask"`
}

// Place is where something is.
type Place struct {
	Type string `json:"@type"`
	Name string `json:"dct:title"`
}

// Supplier is a company that was seen to carry a part of the chain. Which of
// the places it holds cannot be seen from outside.
type Supplier struct {
	Type    string   `json:"@type"`
	ID      string   `json:"@id"`
	Name    string   `json:"dct:title"`
	Carries []string `json:"wl:carries"`
	For     string   `json:"wl:for"`
	Proof   string   `json:"dct:description"`
	Ask     string   `json:"wl:ask"`
}

// Data is one kind of personal data.
type Data struct {
	Type       []string `json:"@type"` // pd: term; dpv:SensitivePersonalData, dpv:SpecialCategoryPersonalData
	Kind       string   `json:"wl:kind"`
	Category   string   `json:"wl:category"`
	Records    int64    `json:"wl:records"` // of the category
	Confidence float64  `json:"wl:confidence"`
	Guard      string   `json:"wl:guard,omitempty"` // encrypted, masked, token, or the name of a hash; absent: it lies in clear
}

// Storage is where and since when.
type Storage struct {
	Type      string       `json:"@type"`
	Location  Place        `json:"dpv:hasLocation"`
	Role      string       `json:"wl:role"`
	Format    string       `json:"wl:format"`
	Records   int64        `json:"wl:records"`
	Oldest    string       `json:"wl:oldest,omitempty"`
	Newest    string       `json:"wl:newest,omitempty"`
	DatedBy   string       `json:"wl:datedBy,omitempty"`
	Years     []facts.Year `json:"wl:years,omitempty"`
	Retention Unknown      `json:"dpv:hasDuration"`
}

// Reader is who was seen to be able to read it.
type Reader struct {
	Type string `json:"@type"`
	Name string `json:"dct:title"`
}

// Measure is a safeguard and whether it was proven.
type Measure struct {
	Type  string `json:"@type"`
	ID    string `json:"wl:control"`
	Say   string `json:"dct:description"`
	State string `json:"wl:state"` // proven | missing | unseen
}

// Copy is a place that is a copy of another.
type Copy struct {
	Of     string `json:"wl:of"`
	Is     string `json:"wl:is"`
	Shared int64  `json:"wl:people"`
	Behind int    `json:"wl:daysBehind"`
}

// Print writes the draft. terms are the pd: terms by kind of data.
func Print(w io.Writer, m *report.Model, terms map[string]string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(Make(report.Cleaned(m), terms)); err != nil {
		return fmt.Errorf("print the record of processing: %w", err)
	}
	return nil
}

// Make makes the draft.
func Make(m *report.Model, terms map[string]string) Record {
	r := Record{
		Context: context(),
		Schema:  "weaklink.dpv/1", Type: "dpv:Process", ID: "urn:weaklink:run:" + m.Run.ID, Created: m.Run.Finished.UTC().Format("2006-01-02T15:04:05Z"),
		Controller: Controller{Type: "dpv:DataController", Name: m.Run.Firm},
		Subjects:   subjects(m.Data.People, m.Data.Picture), Processes: []Process{}, Recipients: []Supplier{}, Copies: []Copy{}, Partial: m.Run.Partial || len(m.Unseen) > 0,
		Open: []string{"the purpose of each process", "its legal ground", "how long the data is to be kept", "recipients outside the firm", "transfers to other countries"},
	}
	for _, s := range m.Data.Stores.All() {
		r.Processes = append(r.Processes, process(s, terms))
	}
	for _, g := range m.Data.Guarded.All() {
		// Personal data all the same (GDPR Art. 4(5)).
		p := process(report.Store{ID: g.ID, Target: g.Target, Name: g.Name, Role: g.Role, Format: g.Format, Records: g.Records, Readers: g.Readers, Guarded: g.Columns}, terms)
		p.Subjects.High, p.Unread = g.Records, "no value is in clear, so nobody could be counted"
		r.Processes = append(r.Processes, p)
	}
	for _, k := range m.Suppliers {
		r.Recipients = append(r.Recipients, Supplier{Type: "dpv:Recipient", ID: iri("supplier:" + k.Name), Name: k.Name, Carries: k.Carries, For: k.For, Proof: k.Proof,
			Ask: "Which of these data does it hold, under which contract (GDPR Art. 28), and in which country?"})
	}
	for _, o := range m.Data.Overlaps {
		if o.Copy != "" {
			of := o.A
			if of == o.Copy {
				of = o.B
			}
			r.Copies = append(r.Copies, Copy{Of: iri(of), Is: iri(o.Copy), Shared: o.Shared, Behind: o.Behind})
		}
	}
	return r
}

// context explains every key. One that is named in full is given a type of value:
// what is said with it is a thing with an address, or a day.
func context() map[string]any {
	typed := func(id, of string) map[string]string { return map[string]string{"@id": id, "@type": of} }
	return map[string]any{
		"dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#", "dct": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#", "wl": "https://weaklink.example/ns#",
		"schema": "wl:schema", "year": typed("wl:year", "xsd:gYear"), "records": "wl:records",
		"dct:created": typed("dct:created", "xsd:dateTime"), "wl:oldest": typed("wl:oldest", "xsd:date"), "wl:newest": typed("wl:newest", "xsd:date"),
		"dpv:hasProcessing": typed("dpv:hasProcessing", "@id"), "wl:of": typed("wl:of", "@id"), "wl:is": typed("wl:is", "@id"),
	}
}

// iri is an id of ours as an IRI: readers drop what is none, and a name may hold
// anything.
func iri(id string) string {
	kind, rest, _ := strings.Cut(id, ":")
	return "urn:weaklink:" + url.PathEscape(kind) + ":" + strings.ReplaceAll(url.PathEscape(rest), "%2F", "/")
}

func subjects(p facts.People, pic *facts.Picture) Subjects {
	s := Subjects{Type: "dpv:DataSubject", Low: p.Low, Best: p.Best, High: p.High}
	if pic != nil {
		s.Children, s.Deceased = pic.Minors, pic.Deceased
	}
	return s
}

func process(s report.Store, terms map[string]string) Process {
	p := Process{
		Type: "dpv:Process", ID: iri(s.ID), Store: s.ID, Title: s.Name, Processing: "dpv:Store",
		Purpose:  Unknown{"dpv:Purpose", "unknown", "What is this data kept for?"},
		Ground:   Unknown{"dpv:LegalBasis", "unknown", "Contract, legal duty, consent, or an interest that outweighs theirs?"},
		Subjects: subjects(s.People, s.Picture), Data: []Data{}, Recipients: []Reader{}, Measures: []Measure{},
		Storage: Storage{Type: "dpv:StorageCondition", Location: Place{"dpv:Location", s.Target}, Role: s.Role, Format: s.Format, Records: s.Records,
			Oldest: s.Oldest, Newest: s.Newest, DatedBy: s.Dated, Years: s.Years,
			Retention: Unknown{"dpv:Duration", "unknown", "After how long without contact is a record deleted, and who does it?"}},
		Unread: s.Partial,
	}
	for _, c := range s.Categories {
		for _, k := range c.Kinds {
			p.Data = append(p.Data, Data{Type: types(terms[k], c.Category), Kind: k, Category: c.Category, Records: c.Records, Confidence: c.Confidence})
		}
	}
	for _, g := range s.Guarded {
		p.Data = append(p.Data, Data{Type: types(terms[g.Kind], g.Category), Kind: g.Kind, Category: g.Category, Records: g.Filled, Confidence: g.Confidence, Guard: g.How})
	}
	if s.Readers != "" {
		p.Recipients = append(p.Recipients, Reader{"dpv:Recipient", "on this machine: " + s.Readers})
	}
	for _, d := range s.Protection.Demanded {
		state := "unseen"
		switch {
		case slices.Contains(s.Protection.Proven, d.Control):
			state = "proven"
		case slices.Contains(s.Protection.Missing, d.Control):
			state = "missing"
		}
		p.Measures = append(p.Measures, Measure{"dpv:TechnicalOrganisationalMeasure", d.Control, strings.TrimSuffix(d.Say, "."), state})
	}
	return p
}

// types are the terms of one kind of data.
func types(term, category string) []string {
	if term == "" {
		term = "dpv:PersonalData"
	}
	out := []string{term}
	switch category {
	case "health", "special":
		out = append(out, "dpv:SpecialCategoryPersonalData")
	case "financial", "card", "credentials":
		out = append(out, "dpv:SensitivePersonalData")
	}
	return out
}

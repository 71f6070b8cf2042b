package risk

// Wording is how firmly the weakest link may be named.
type Wording string

// The wordings, by the confidence of the first (see docs/why): at least .8 is,
// .5 probably, .3 either, below that unknown. None: everything was seen and holds.
const (
	Is       Wording = "is"
	Probably Wording = "probably"
	Either   Wording = "either"
	Unknown  Wording = "unknown"
	None     Wording = "none"
)

// Range is a best value with its 90 % interval. What Best is (mean or median)
// is said where a Range is used.
type Range struct {
	Low  float64 `json:"low"`
	Best float64 `json:"best"`
	High float64 `json:"high"`
}

// Verdict is the answer to "where is the weakest link?".
type Verdict struct {
	Wording      Wording     `json:"wording"`
	Link         string      `json:"link"`       // empty: nothing weak or broken was seen
	Subject      string      `json:"subject"`    // the repairable thing inside the link; empty when Link is
	Confidence   float64     `json:"confidence"` // P(the link is rank 1 among those with something weak or broken seen)
	Alternatives []Candidate `json:"alternatives"`
	Loss         Loss        `json:"loss"`
	DropIfFixed  Range       `json:"drop_if_fixed"` // EUR a year, mean and 90 % interval
	Links        []LinkRisk  `json:"links"`         // all eight, in chain order
	Subjects     []Candidate `json:"subjects"`      // every subject with something weak or broken, largest drop first
	Repairs      []Candidate `json:"repairs"`       // the same for each control of each such subject: Controls holds the one
	Second       *Second     `json:"second"`        // the biggest thing nobody looked at; nil: everything was looked at
	ClientData   string      `json:"client_data"`   // link that the attack part alone would name, when it differs
	Routes       Routes      `json:"routes"`        // ways in that nobody has seen
	Samples      int         `json:"samples"`
	Seed         uint64      `json:"seed"`
	Model        string      `json:"model"`
}

// Candidate is a link or subject that competes for the headline.
type Candidate struct {
	Link       string   `json:"link"`
	Subject    string   `json:"subject"`
	Confidence float64  `json:"confidence"`
	Drop       Range    `json:"drop"`
	Controls   []string `json:"controls,omitempty"`
}

// LinkRisk is what the model says about one link.
type LinkRisk struct {
	Link       string  `json:"link"`
	Drop       Range   `json:"drop"`       // if every control of it were brought to the state of practice
	DropSeen   Range   `json:"drop_seen"`  // if those with evidence were
	Rank1      float64 `json:"rank1"`      // P(first in the plain ranking over all eight)
	Confidence float64 `json:"confidence"` // P(first among those with something weak or broken seen)
	Strength   Range   `json:"strength"`   // 0..1
	RankLow    int     `json:"rank_low"`   // the plain rank is between these with 90 %, 1 is first
	RankHigh   int     `json:"rank_high"`
	Parts      Parts   `json:"parts"` // of the mean drop
}

// Parts is a yearly amount by what causes it, EUR.
type Parts struct {
	Attack     float64 `json:"attack"`     // campaigns against the firm
	Unlawful   float64 `json:"unlawful"`   // data captured or kept without notice, consent or need
	Distrusted float64 `json:"distrusted"` // visitors warned off or meeting errors
	Breakdown  float64 `json:"breakdown"`  // disk, fire, own deletion
}

// Routes is what ways in that nobody has seen may cost. The repair is to look:
// it never competes for the headline.
type Routes struct {
	Drop  Range   `json:"drop"`  // EUR a year, if there were none
	Rank1 float64 `json:"rank1"` // P(first in the plain ranking)
}

// Loss is what a year may cost the firm as it stands.
type Loss struct {
	PYear      Range   `json:"p_year"`       // probability of at least one event in a year
	PFive      Range   `json:"p_five_years"` // the same in five: Low to High is the span between bad luck persisting and not
	Typical    Range   `json:"typical"`      // EUR of one event: Best is the median
	OneIn20    float64 `json:"one_in_20"`    // EUR that one event in twenty exceeds
	Currency   string  `json:"currency"`
	Expected   Range   `json:"expected"`   // EUR a year
	Parts      Parts   `json:"parts"`      // of its mean
	Business   Range   `json:"business"`   // shares of Expected in the owner's words, EUR a year: lost business,
	Claims     Range   `json:"claims"`     // lawsuits and fines,
	CleanUp    Range   `json:"clean_up"`   // clean-up,
	Reputation Range   `json:"reputation"` // lost reputation
}

// Second names the biggest thing that nobody looked at.
type Second struct {
	Link        string   `json:"link"`
	Controls    []string `json:"controls"`
	Minutes     int      `json:"minutes"`     // to find out
	Probability float64  `json:"probability"` // that finding out changes the advice
}

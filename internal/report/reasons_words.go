package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/risk"
)

// ways are the vectors, and the two places where no campaign begins, in words.
var ways = []struct{ id, words string }{
	{"X", "an exploit of something exposed"}, {"K", "stolen or guessed passwords"}, {"P", "phishing"}, {"S", "the route over a supplier"},
	{"D", "a lost device"}, {"I", "misuse from inside"}, {"E", "an error"}, {"L", "the way onward once inside"}, {"backup", "the copy failing when it is needed"},
}

// Way is a vector in words.
func Way(id string) string {
	for _, w := range ways {
		if w.id == id {
			return w.words
		}
	}
	return id
}

// ControlName is a control as a thing, in plain words.
func ControlName(control string) string {
	if n := plain()[control].Name; n != "" {
		return n
	}
	return strings.ReplaceAll(control, "-", " ")
}

// ControlNumbers are the model's numbers about a control that are not 0, each
// with its source.
func ControlNumbers(c *risk.Constants, k risk.Control, yours []risk.Override) []ShownConstant {
	ids := []string{k.ID + ".m", k.ID + ".sop"}
	for _, w := range ways {
		if k.Eps[w.id] > 0 {
			ids = append(ids, k.ID+".eps."+w.id)
		}
	}
	if k.G > 0 {
		ids = append(ids, k.ID+".g")
	}
	if k.H > 0 {
		ids = append(ids, k.ID+".h")
	}
	var out []ShownConstant
	for _, id := range append(ids, k.ID+".half") {
		if s, ok := Constant(c, id, yours); ok {
			out = append(out, s)
		}
	}
	return out
}

// Constant is one number of the model as it is shown.
func Constant(c *risk.Constants, id string, yours []risk.Override) (ShownConstant, bool) {
	k, ok := c.Sourced(id)
	if !ok {
		return ShownConstant{}, false
	}
	out := ShownConstant{ID: id, Value: k.Value, Unit: k.Unit, Means: means(c, id), Mark: k.Mark, Source: k.Source, Note: k.Note}
	if ch, ok := challenge(c, id); ok {
		out.Line = ch.Line
	}
	for _, o := range yours {
		if o.ID == id {
			out.Mark, out.Source, out.Note, out.Value = "yours", "your settings", fmt.Sprintf("was %g", o.Was), o.Best
		}
	}
	return out, true
}

// means says what a number stands for, as a clause that ends in no full stop.
func means(c *risk.Constants, id string) string {
	name, field, _ := strings.Cut(id, ".")
	if k, ok := c.Control(name); ok {
		what := ControlName(k.ID)
		switch vector, eps := strings.CutPrefix(field, "eps."); {
		case eps && vector == "backup":
			return "how much " + what + " takes from the risk that the copy fails when it is needed"
		case eps:
			return "how much " + what + " takes from " + Way(vector)
		case field == "eps":
			return "how much " + what + " takes from attacks"
		}
		switch field {
		case "m":
			return "how many firms of this size have " + what
		case "sop":
			return "how far a careful small firm gets with " + what
		case "g":
			return "how much " + what + " counts for data kept or captured unlawfully"
		case "h":
			return "how many visitors leave without " + what
		case "half":
			return "how fast what was seen of " + what + " grows old"
		case "minutes":
			return "how long it takes to find out about " + what
		}
	}
	if vector, ok := strings.CutPrefix(id, "w."); ok && len(vector) == 1 {
		return "what part of all campaigns is " + Way(vector)
	}
	if vector, ok := strings.CutPrefix(id, "qbar."); ok {
		return "how often a campaign over " + Way(vector) + " does damage in the model firm"
	}
	best, say := "", ""
	for _, m := range meanings {
		if strings.HasPrefix(id, m.prefix) && len(m.prefix) > len(best) {
			best, say = m.prefix, m.say
		}
	}
	if strings.HasSuffix(id, ".sigma") && best != id && say != "" {
		return "how far one case differs from the next in " + say
	}
	if say != "" {
		return say
	}
	return strings.NewReplacer(".", " ", "_", " ").Replace(id)
}

// meanings are by the beginning of an id; the longest counts.
var meanings = []struct{ prefix, say string }{
	{"evidence.", "how much what was seen counts against what is usual"}, {"evidence.weak", "how far a thing that is weak still holds"}, {"evidence.cap", "how often one finding counts at most"},
	{"beta.", "how often one step of an attack works with nothing in its way"}, {"beta.nu", "how sure we are of each step of an attack"}, {"eps.nu", "how sure we are of what each control stops"},
	{"edge.floor", "how many attempts pass every control"}, {"lambda0", "how often a firm of this size is hit at all"}, {"lambda0.sigma", "how far firms of this size differ in how often they are hit"}, {"sector.", "how often firms of this trade are hit"},
	{"w.", "how the kinds of attack are mixed"}, {"nb.", "how far bad luck clusters in the same firms"},
	{"loss.response", "the cost of the first days after an incident"}, {"loss.records", "the cost of people's data in the wrong hands"}, {"loss.detail", "how much worse detailed data is than an address"},
	{"loss.stopped", "how long the firm stands still"}, {"loss.drilled", "how long the firm stands still after a drill"}, {"loss.altered", "how much standstill data that may have been changed brings"},
	{"loss.rpo", "how many days of work are lost"}, {"loss.lost", "how long it takes when no copy is left"}, {"loss.affected", "what part of the work stands still"},
	{"loss.rebuild", "the cost of rebuilding what was hit"}, {"loss.fine", "fines after a breach"}, {"loss.card", "the cost of stolen card numbers"}, {"loss.plan", "what a plan for the bad day saves"},
	{"loss.churn", "how many customers leave after a breach"}, {"loss.churn.years", "how many years a customer who leaves would have stayed"}, {"loss.transfer", "the size of one false payment"}, {"loss.money", "how cost grows with revenue"},
	{"loss.misdelivery", "how many people one wrong mail touches"}, {"loss.excess", "what part of the data nobody needs any more"},
	{"group.", "how much falls together"}, {"skill.", "how far attackers differ in skill"}, {"unseen.", "how many ways in nobody knows of"}, {"unseen.cov", "how complete a list of all ways in is"},
	{"unlawful", "how often and how dearly a complaint or an inspection ends"}, {"distrust", "how often visitors meet a fault, and for how long"}, {"breakdown", "how often things break by themselves, and the cost"},
	{"class.", "what a firm of this size is like"}, {"firm.", "what the firm earns and how it works"}, {"firm.margin", "what is left of each euro of revenue"}, {"firm.online", "what part of the revenue comes over the website"},
	{"people.", "how many people's data each place holds"}, {"rate.", "what an hour of work costs"}, {"money.", "what foreign money is in EUR"}, {"price.", "how prices have risen since then"}, {"plan.", "over how many years a repair has to pay"}, {"word.", "how sure one must be to say it"}, {"band.", "what insurers paid firms of this size"},
}

// steady puts into words how much of the answer hangs on what a person decided.
func (o *opener) steady(s *risk.Stability) {
	if s == nil || s.Variants == 0 || s.Link == "" {
		return
	}
	link := linkWords[chain.Link(s.Link)]
	o.r.Steady = fmt.Sprintf("The weakest link stays the same in %s variants of the model, in which every number that a person decided is off by up to twice.", of100(s.Same))
	for _, t := range s.Tornado {
		if len(o.r.Assumptions) == assumptions {
			break
		}
		id := firstOf(o.constants, t.ID)
		if _, ok := o.constants.Sourced(id); !ok { // of another version
			continue
		}
		say := fmt.Sprintf("Our guess of %s: %s. With %s, mending %s saves %s EUR a year; with %s it saves %s.", means(o.constants, t.ID), o.value(id, t.Value),
			o.value(id, t.Low), link, Money(t.DropLow), o.value(id, t.High), Money(t.DropHigh))
		low, high := t.LinkLow != s.Link && t.LinkLow != "", t.LinkHigh != s.Link && t.LinkHigh != ""
		switch {
		case low && high && t.LinkLow == t.LinkHigh:
			say += fmt.Sprintf(" With either the weakest link would be %s.", linkWords[chain.Link(t.LinkLow)])
		case low && high:
			say += fmt.Sprintf(" The weakest link would be %s or %s.", linkWords[chain.Link(t.LinkLow)], linkWords[chain.Link(t.LinkHigh)])
		case low:
			say += fmt.Sprintf(" With the first the weakest link would be %s.", linkWords[chain.Link(t.LinkLow)])
		case high:
			say += fmt.Sprintf(" With the second the weakest link would be %s.", linkWords[chain.Link(t.LinkHigh)])
		}
		a := Assumption{ID: t.ID, Say: sentenceCase(say), Line: fmt.Sprintf("weaklink whatif --set %s=%s", id, figure(t.Low))}
		o.r.Assumptions = append(o.r.Assumptions, a)
	}
}

const assumptions = 3

// firstOf is the id of a number: a control's eps as a whole is turned together,
// and stands for its first.
func firstOf(c *risk.Constants, id string) string {
	if name, ok := strings.CutSuffix(id, ".eps"); ok {
		if k, ok := c.Control(name); ok {
			for _, w := range ways {
				if k.Eps[w.id] > 0 {
					return id + "." + w.id
				}
			}
		}
	}
	return id
}

// value is a number of the model in words: never a naked share or percentage.
func (o *opener) value(id string, x float64) string { return valued(o.constants, id, x) }

func valued(c *risk.Constants, id string, x float64) string {
	k, _ := c.Sourced(id)
	switch u := k.Unit; {
	case u == "percent/year":
		return figure(x) + " of 100 firms a year"
	case u == "events/year" && x < 1, u == "episodes/year" && x < 1:
		return figure(100*x) + " times in 100 years"
	case bounded(u):
		return of100(x)
	case u == "EUR":
		return Money(x) + " EUR"
	case strings.HasPrefix(u, "EUR/"):
		return Money(x) + " EUR " + per(u)
	case u == "days" || u == "people" || u == "minutes" || u == "years":
		return Thousands(int64(math.Round(twoDigits(x)))) + " " + u
	case u == "beta": // one of a pair that say together how large a share is
		stem := id[:len(id)-1]
		a, _ := c.Lookup(stem + "a")
		b, _ := c.Lookup(stem + "b")
		if strings.HasSuffix(id, ".a") {
			a = x
		} else {
			b = x
		}
		if a+b <= 0 {
			return figure(x)
		}
		return of100(a / (a + b))
	case u == "log":
		return fmt.Sprintf("one in twenty at %s times the middle", figure(math.Exp(normal95*x)))
	case u == "factor":
		return figure(x) + " times"
	}
	return figure(x)
}

// normal95 is how many standard deviations above the middle one in twenty begins.
const normal95 = 1.645

func per(unit string) string {
	_, what, _ := strings.Cut(unit, "/")
	return "a " + what
}

func overridden(c *risk.Constants, o risk.Override) string {
	now := valued(c, o.ID, o.Best)
	if o.Low != o.High {
		now = valued(c, o.ID, o.Low) + " to " + valued(c, o.ID, o.High)
	}
	return fmt.Sprintf("%s: yours %s, was %s", sentenceCase(means(c, o.ID)), now, valued(c, o.ID, o.Was))
}

// rate says whether the answer hangs on how often firms are attacked: a ranking
// by the attacks alone does not.
func rate(v risk.Verdict, s *risk.Stability) string {
	if v.ClientData != "" {
		return fmt.Sprintf("For client data alone: %s.", linkWords[chain.Link(v.ClientData)])
	}
	if s != nil {
		for _, t := range s.Tornado { // half or twice as many attacks name another one
			if strings.HasPrefix(t.ID, "lambda0.") && (t.LinkLow != s.Link || t.LinkHigh != s.Link) {
				return ""
			}
		}
	}
	return "Which link comes first does not depend on the attack rate."
}

// outside says so when the cost of one event lies outside what insurers paid.
func outside(c *risk.Constants, v risk.Verdict) string {
	low, ok := c.Lookup("band.low")
	high, has := c.Lookup("band.high")
	if !ok || !has || v.Loss.Typical.Best <= 0 {
		return ""
	}
	return Band(v.Loss.Typical, low, high)
}

// Band says so when the cost of one event lies outside what insurers paid
// firms of this size nine times in ten.
func Band(t risk.Range, low, high float64) string {
	paid := fmt.Sprintf("what insurers paid firms of this size nine times in ten (%s to %s EUR, NetDiligence)", Money(low), Money(high))
	switch {
	case t.Best < low:
		return fmt.Sprintf("The middle of what one event costs here, %s EUR, lies below %s: small cases are seldom claimed.", Money(t.Best), paid)
	case t.Best > high:
		return fmt.Sprintf("The middle of what one event costs here, %s EUR, lies above %s.", Money(t.Best), paid)
	case t.High > high:
		return fmt.Sprintf("The worst of what one event costs here, %s EUR, lies above %s.", Money(t.High), paid)
	case t.Low < low:
		return fmt.Sprintf("The least of what one event costs here, %s EUR, lies below %s.", Money(t.Low), paid)
	}
	return ""
}

func saving(p *risk.Plan) string {
	if p == nil || len(p.Steps) == 0 || p.Drop.Best < 1 {
		return ""
	}
	all := "The one step of the plan"
	if n := len(p.Steps); n > 1 {
		all = fmt.Sprintf("All %d steps of the plan together", n)
	}
	return fmt.Sprintf("%s %s %s EUR in an average year, for about %s EUR of work.", all, map[bool]string{true: "saves", false: "save"}[len(p.Steps) == 1], Spread(p.Drop), Money(p.EUR))
}

func worthOf(l risk.Look, years float64) string {
	say := fmt.Sprintf("Finding out about %s is worth about %s EUR over %s", ControlName(l.Control), Money(l.EVPPI), count(int(math.Round(years)), "year"))
	if l.Minutes > 0 {
		say += " and takes " + Minutes([2]int{l.Minutes, l.Minutes})
	}
	return say + fmt.Sprintf("; it would change what to do first in %s cases.", of100(l.Changes))
}

// others are the classical measures, each with what it would name and the one
// reason why it is not the headline.
func others(m *risk.Measures, shares []risk.Share) []Other {
	out := []Other{}
	if len(m.Steps) > 0 {
		weakest := slices.MaxFunc(m.Steps, func(a, b risk.StepMeasure) int { return cmp.Compare(a.Pass, b.Pass) })
		out = append(out, Other{"lowest strength", step(weakest), weakest.Pass, "probability", of100(weakest.Pass) + " attempts get through " + step(weakest),
			"it ignores whether anything of worth lies behind the step: that is a checklist"})
		front := slices.MaxFunc(m.Steps, func(a, b risk.StepMeasure) int { return cmp.Compare(a.Birnbaum, b.Birnbaum) })
		out = append(out, Other{"Birnbaum", step(front), front.Birnbaum, "EUR/year", fmt.Sprintf("%s EUR a year lie between %s always and never letting through", Money(front.Birnbaum), step(front)),
			"it names the door that must never fail, however strong that door already is"})
		flow := slices.MaxFunc(m.Steps, func(a, b risk.StepMeasure) int { return cmp.Compare(a.Fussell, b.Fussell) })
		out = append(out, Other{"Fussell-Vesely", step(flow), flow.Fussell, "share", fmt.Sprintf("of each 100 EUR of loss %d flow over %s", hundred(flow.Fussell), step(flow)),
			"every step of one route carries the same flow, so it cannot tell them apart"})
	}
	if len(shares) > 0 {
		most := slices.MaxFunc(shares, func(a, b risk.Share) int { return cmp.Compare(a.Share, b.Share) })
		if most.Share >= 1 {
			out = append(out, Other{"Shapley", most.Link, most.Share, "EUR/year", fmt.Sprintf("%s contributes most to what could be saved, %s EUR a year", most.Link, Money(most.Share)),
				"it says who contributes how much over all orders of repair, with what nobody looked at; not what to do first"})
		}
	}
	return out
}

func step(s risk.StepMeasure) string {
	say := "the step from " + Place(s.From) + " to " + Place(s.To)
	if s.Vector != "" {
		say += " by " + Way(s.Vector)
	}
	return say
}

// places are the nodes of the template firm in words.
var places = map[string]string{
	"outside": "outside", "sup": "a supplier", "web": "the website", "adm": "the admin pages", "srv": "the web server", "mbx": "a mailbox", "pc": "an office machine", "acct": "an account",
	"pay": "the payment page", "db": "the customer database", "crm": "the customer list", "files": "the files", "mail": "the mail", "stray": "stray copies", "card": "card data", "money": "a payment",
	"no-callback": "a payment that nobody checks", "fraud": "a false payment", "wiped": "the server wiped", "locked": "the office locked up", "backup-fails-server": "the server's copy failing",
	"backup-fails-office": "the office's copy failing", "db-lost": "the database lost for good", "files-lost": "the files lost for good",
}

// Place is a node of the graph in words; an instance of a real thing keeps its name.
func Place(id string) string {
	if p, ok := places[id]; ok {
		return p
	}
	kind, rest, _ := strings.Cut(id, " ")
	switch p, ok := places[kind]; {
	case kind == "unseen":
		return "a way in that nobody has seen"
	case ok:
		return p + " (" + Name(rest) + ")"
	}
	return id
}

// RouteWords is a way to an asset in words.
func RouteWords(r risk.Route) string {
	var path []string
	for _, p := range r.Path[min(1, len(r.Path)):] {
		path = append(path, Place(p))
	}
	return fmt.Sprintf("%s: %s. Of 100 such campaigns %d arrive, %d of them this way.", sentenceCase(Way(r.Vector)), strings.Join(path, ", then "), hundred(r.Reach), hundred(min(r.Pass, r.Reach)))
}

func hundred(p float64) int { return int(math.Round(100 * p)) }

// of100 says a share as a count of a hundred.
func of100(p float64) string {
	switch n := hundred(p); {
	case p > 0 && n == 0:
		return "fewer than 1 of 100"
	case p < 1 && n == 100:
		return "more than 99 of 100"
	default:
		return fmt.Sprintf("%d of 100", n)
	}
}

func between100(r risk.Range) string {
	low, high := hundred(r.Low), hundred(r.High)
	if low == high {
		return of100(r.Best)
	}
	return fmt.Sprintf("about %d of 100 (%d to %d)", hundred(r.Best), low, high)
}

func yearly(r risk.Range) string {
	if r.Best < 1 {
		return once(r.Best)
	}
	return fmt.Sprintf("%s EUR a year (%s to %s)", Money(r.Best), Money(r.Low), Money(r.High))
}

func once(x float64) string {
	switch {
	case x < -1:
		return "-" + Money(-x) + " EUR a year"
	case x < 1:
		return "nothing to speak of"
	}
	return Money(x) + " EUR a year"
}

// TopRoutes are the routes that carry most, the surest first.
func TopRoutes(all []risk.Route, most int) []risk.Route {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b risk.Route) int { return cmp.Compare(b.Reach, a.Reach) })
	return out[:min(len(out), most)]
}

// ChokeWords says what every route to an asset goes through.
func ChokeWords(all []risk.Choke) []string {
	var out, assets []string
	behind := map[string][]string{}
	for _, c := range all {
		if behind[c.Asset] == nil {
			assets = append(assets, c.Asset)
		}
		behind[c.Asset] = append(behind[c.Asset], Place(c.Node))
	}
	for _, a := range assets {
		out = append(out, fmt.Sprintf("Every route to %s goes through %s.", Place(a), strings.Join(behind[a], " and ")))
	}
	return out
}

// StepWords is a step of the graph with what the measures say of it.
func StepWords(s risk.StepMeasure) string {
	say := fmt.Sprintf("%s: %s attempts get through; %s EUR a year lie between always and never", sentenceCase(step(s)), of100(s.Pass), Money(s.Birnbaum))
	if s.Fussell > 0 {
		say += fmt.Sprintf("; of each 100 EUR of loss %d flow over it", hundred(s.Fussell))
	}
	return say + "."
}

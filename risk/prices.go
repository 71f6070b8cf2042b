package risk

import (
	"fmt"
	"math"
)

// prices is what the engine needs of the constants, looked up once.
type prices struct {
	epsNu, floor, skill float64
	coverage            Chance
	unseenA, unseenB    float64
	lots
	qbar                                         [7]float64
	churnYears                                   float64
	distrustNu                                   float64
	together                                     float64 // share of a probability with which like instances fall together
	margin, marginPerHour, hours                 float64
	responseLow, responseHigh, responseShare     float64
	coupling                                     float64 // of the parts of one event
	response, records, transfer, card, fine      spread
	stopped, lost, drilled, rebuild              spread
	recordsScale, recordsIntercept, recordsSlope float64
	recordsRho                                   float64
	fineP, plan, misdelivery, altered            float64
	rpo, rebuildLost                             float64
	moneyBase, moneyPower                        float64
	detail                                       map[string]float64
	affected                                     map[string]float64
	class                                        [4]class
	unlawfulCost, unlawfulFine                   spread
	unlawfulFineP, unlawfulClaimP                float64
	unlawfulPeople, unlawfulClaim                float64
	episode, standing                            spread
	breakdownCost                                spread
}

// lots are the numbers by which rates and money are drawn.
type lots struct {
	lambda, lambdaSigma, concentration float64
	weight                             [7]float64
	excessA, excessB, onlineA, onlineB float64
	churnA, churnB                     float64
	unlawful, unlawfulSigma            float64
	episodes, episodesSigma            float64
	breakdown, breakdownSigma          float64
}

// class is the template firm of a size.
type class struct{ revenue, customers, rebuild float64 }

// spread is a lognormal.
type spread struct{ median, sigma float64 }

func (s spread) mean() float64 { return meanLN(s.median, s.sigma) }

// meanUpTo is E[min(X, cut)].
func (s spread) meanUpTo(cut float64) float64 {
	if s.sigma <= 0 {
		return min(s.median, cut)
	}
	z := math.Log(cut/s.median) / s.sigma
	return float64(s.mean()*phi(z-s.sigma)) + float64(cut*(1-phi(z)))
}

func (c *Constants) prices() prices {
	v := c.Value
	sp := func(median, sigma string) spread { return spread{v(median), v(sigma)} }
	p := prices{
		epsNu: v("eps.nu"), floor: v("edge.floor"), skill: v("skill.variance"),
		coverage: betaChance(v("unseen.cov.a"), v("unseen.cov.b")), unseenA: v("unseen.a"), unseenB: v("unseen.b"),
		lots: lots{lambda: v("lambda0.median"), lambdaSigma: v("lambda0.sigma"), concentration: v("w.concentration"),
			excessA: v("loss.excess.a"), excessB: v("loss.excess.b"), onlineA: v("firm.online.a"), onlineB: v("firm.online.b"),
			churnA: v("loss.churn.a"), churnB: v("loss.churn.b"),
			unlawful: v("unlawful.median"), unlawfulSigma: v("unlawful.sigma"),
			episodes: v("distrust.rate.median"), episodesSigma: v("distrust.rate.sigma"),
			breakdown: v("breakdown.median"), breakdownSigma: v("breakdown.sigma")},
		churnYears: v("loss.churn.years"),
		distrustNu: v("distrust.nu"), together: v("group.beta"), margin: v("firm.margin"), marginPerHour: v("firm.margin_per_hour"), hours: v("firm.hours"),
		responseLow: v("loss.response.low"), responseHigh: v("loss.response.high"), responseShare: v("loss.response.share"),
		coupling: v("loss.records.rho"),
		response: spread{0, v("loss.response.sigma")}, records: spread{0, v("loss.records.sigma")},
		transfer: spread{v("loss.transfer.mean"), v("loss.transfer.sigma")}, card: sp("loss.card.median", "loss.card.sigma"),
		fine: sp("loss.fine.median", "loss.fine.sigma"), stopped: sp("loss.stopped.days", "loss.stopped.sigma"),
		lost: sp("loss.lost.days", "loss.lost.sigma"), drilled: spread{0, v("loss.drilled.sigma")}, rebuild: spread{0, v("loss.rebuild.sigma")},
		recordsScale: v("loss.records.scale"), recordsIntercept: v("loss.records.intercept"), recordsSlope: v("loss.records.slope"),
		recordsRho: v("loss.records.rho"), fineP: v("loss.fine.p"), plan: v("loss.plan"), misdelivery: v("loss.misdelivery"),
		altered: v("loss.altered"), rpo: v("loss.rpo.days"), rebuildLost: v("loss.rebuild.lost"),
		moneyBase: v("loss.money.base"), moneyPower: v("loss.money.power"),
		unlawfulCost: sp("unlawful.cost.median", "unlawful.cost.sigma"), unlawfulFine: sp("unlawful.fine.median", "unlawful.fine.sigma"),
		unlawfulFineP: v("unlawful.fine.p"), unlawfulClaimP: v("unlawful.claim.p"),
		unlawfulPeople: v("unlawful.claim.people"), unlawfulClaim: v("unlawful.claim.eur"),
		episode: sp("distrust.episode.days", "distrust.episode.sigma"), standing: sp("distrust.standing.days", "distrust.standing.sigma"),
		breakdownCost: sp("breakdown.stopped.median", "breakdown.stopped.sigma"),
		detail:        map[string]float64{}, affected: map[string]float64{},
	}
	for i, n := range Vectors {
		p.weight[i], p.qbar[i] = v("w."+n), v("qbar."+n)
	}
	for _, d := range []string{"contact", "identity", "financial", "card", "special"} {
		p.detail[d] = v("loss.detail." + d)
	}
	for _, a := range []string{"db", "files", "breakdown"} {
		p.affected[a] = v("loss.affected." + a)
	}
	for i := 1; i < len(p.class); i++ {
		id := fmt.Sprintf("class.%d.", i)
		p.class[i] = class{v(id + "revenue"), v(id + "customers"), v(fmt.Sprintf("loss.rebuild.%d", i))}
	}
	return p
}

func betaChance(a, b float64) Chance { return Chance{Mean: a / (a + b), Nu: a + b} }

func (p *prices) sector(f Firm) float64 {
	if f.Sector > 0 {
		return f.Sector
	}
	return 1
}

func (p *prices) classOf(f Firm) class {
	if f.Class >= 1 && f.Class < len(p.class) {
		return p.class[f.Class]
	}
	return p.class[1]
}

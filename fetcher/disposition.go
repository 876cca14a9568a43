package fetcher

import (
	"errors"
	"net/http"
	"time"

	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// Disposition is how a URL ended, or a visit to it. The set is closed: it is a
// label and a number on disk.
type Disposition string

// The dispositions. Every URL that was found has exactly one.
const (
	Waiting    Disposition = "waiting"    // not visited yet
	Published  Disposition = "published"  // handed to the parser
	Unchanged  Disposition = "unchanged"  // a later visit found the page as it was
	Duplicate  Disposition = "duplicate"  // leads to a page that is known under another address
	Robots     Disposition = "robots"     // robots.txt says no
	NoIndex    Disposition = "noindex"    // the page asks not to be indexed
	Blocked    Disposition = "blocked"    // challenge, login or refusal
	Gone       Disposition = "gone"       // 404 or 410
	Failed     Disposition = "failed"     // no answer in all tries, or an error that trying again does not mend
	TooLarge   Disposition = "too_large"  // over the cap, or over what a message can carry
	WrongType  Disposition = "wrong_type" // no page: a picture, a film, a file
	Refused    Disposition = "refused"    // an address, port or scheme that we do not ask
	Redirected Disposition = "redirected" // leads to another site
	Retried    Disposition = "retried"    // the visit gave no answer; there will be another
	Postponed  Disposition = "postponed"  // the host asked to be left alone; no request was made
)

// Dispositions lists those that a URL can have, in the order of their numbers
// on disk: never change it, only append.
var Dispositions = []Disposition{Waiting, Published, Unchanged, Duplicate, Robots, NoIndex, Blocked, Gone, Failed, TooLarge, WrongType, Refused, Redirected}

// Outcomes lists what a visit can end as: the closed set of a metric's label.
var Outcomes = append([]Disposition{Retried, Postponed}, Dispositions[1:]...)

// OutcomeNames are the outcomes as strings, for metrics.
func OutcomeNames() []string {
	names := make([]string, len(Outcomes))
	for i, d := range Outcomes {
		names[i] = string(d)
	}
	return names
}

func (d Disposition) number() uint8 {
	for i, o := range Dispositions {
		if o == d {
			return uint8(i)
		}
	}
	return 0
}

// verdict is what the end of a visit means.
type verdict struct {
	is    Disposition
	grade float64       // of an error: 1 hard, 0.5 soft, 0.25 temporary
	again time.Duration // of a retry: not before that, whatever the schedule of tries says
	noted string        // the cause, for the ledger
	body  uint64        // mark of the body, of a page that was published
}

// Tries are the pauses between visits that give no answer; after the last one
// the URL has failed.
var Tries = []time.Duration{time.Minute, 10 * time.Minute, time.Hour, 6 * time.Hour}

// judge turns the end of a request into a verdict.
func judge(res *safehttp.Response, err error) verdict {
	if err != nil {
		return judgeError(err)
	}
	switch s := res.Status; {
	case s == http.StatusNotModified:
		return verdict{is: Unchanged}
	case s >= 200 && s < 300:
		return verdict{is: Published}
	case s == http.StatusNotFound || s == http.StatusGone:
		return verdict{is: Gone, grade: 1, noted: "status_404"}
	case s == http.StatusTooManyRequests, s == http.StatusServiceUnavailable:
		return verdict{is: Retried, grade: 0.5, noted: "throttled"}
	case s == http.StatusUnauthorized, s == http.StatusPaymentRequired, s == http.StatusForbidden, s == http.StatusUnavailableForLegalReasons:
		return verdict{is: Blocked, grade: 1, noted: "status_403"}
	case s >= 500 || s == http.StatusRequestTimeout || s == http.StatusTooEarly:
		return verdict{is: Retried, grade: 0.5, noted: "status_5xx"}
	default:
		return verdict{is: Failed, grade: 1, noted: "status_other"}
	}
}

func judgeError(err error) verdict {
	var no *robotsError
	if errors.As(err, &no) {
		if no.closed {
			return verdict{is: Retried, grade: 0.5, again: no.wait, noted: "robots_closed"}
		}
		return verdict{is: Robots, grade: 1, noted: "robots"}
	}
	why := safehttp.ReasonOf(err)
	v := verdict{noted: string(why)}
	switch why {
	case safehttp.BadURL, safehttp.BadScheme, safehttp.BadPort, safehttp.BadAddress:
		v.is, v.grade = Refused, 1
	case safehttp.TooLarge:
		v.is, v.grade = TooLarge, 1
	case safehttp.BadType:
		v.is, v.grade = WrongType, 1
	case safehttp.RedirectLoop, safehttp.Redirects, safehttp.BadRedirect, safehttp.BadEncoding:
		v.is, v.grade = Retried, 1
	case safehttp.DNS, safehttp.Connect, safehttp.TLS:
		v.is, v.grade = Retried, 0.5
	default: // time-outs, slow bodies, wrong lengths, broken protocol
		v.is, v.grade = Retried, 0.25
	}
	return v
}

package sinktest

import (
	"fmt"
	"time"

	"github.com/marsad-news/marsad/event"
)

// body is the text of the fixtures' articles; all of it is invented.
const body = "قالت وزارة الدفاع إن ٣٠٠ جندي ما زالوا في معسكر الرمال.\n" +
	"ونفت وزارة الخارجية وجود أي قوات أجنبية، \"باستثناء المدرّبين\".\n" +
	"ولم يصدر تعليق من قيادة التحالف."

var fetched = time.Date(2025, 11, 3, 9, 30, 0, 0, time.UTC)

// Article is a fixture.
func Article(id string, revision int) event.Article {
	return event.Article{
		ID: id, Revision: revision, Op: event.Created, Source: "almanara", URL: "https://news.example/" + id, Lang: "ar",
		Title: "الدفاع: 300 جندي في معسكر الرمال", Published: "2025-11-03T12:00:00+03:00", Text: body, FetchedAt: fetched,
		Blocks:   []event.Block{{Section: event.SectionLead, Start: 0, End: len(body)}},
		Stripped: []event.Stripped{{Kind: "comments", Text: "أضف تعليقاً"}},
	}
}

// Claim is a fixture: a denial of article, told from others by its name.
func Claim(article, name string) event.Claim {
	n := 300.0
	c := event.Claim{
		Kind: event.Presence, Action: event.Present, Polarity: event.Denied, Status: event.Actual,
		Force: event.Force{Actor: "USA", Name: "قوات أميركية", Role: "advisory"},
		Place: event.Place{Country: "IRQ", Site: "Camp " + name, Text: "معسكر الرمال"},
		Quantity: &event.Quantity{
			Value: &n, Qualifier: "at_least", Unit: "personnel", Basis: "total",
		},
		Time:        &event.Time{From: "2025-11-03", Text: "الإثنين"},
		Attribution: event.Attribution{Speaker: "وزارة الخارجية", Org: "IRQ-MFA", Country: "IRQ", Verb: "نفت", Quoted: true},
		Exception:   "باستثناء المدرّبين",
		Section:     event.SectionBody, Confidence: 0.75, Rules: []string{"negation", "exceptive"},
		Provenance: &event.Provenance{Article: article, Source: "almanara"},
	}
	const text = "٣٠٠ جندي ما زالوا في معسكر الرمال"
	start := len("قالت وزارة الدفاع إن ")
	c.Evidence = event.Evidence{Text: text, Start: start, End: start + len(text)}
	c.ID = event.ClaimID(article, &c, 0)
	return c
}

// Report is a fixture: an article with a claim for each name.
func Report(id string, revision int, names ...string) event.Report {
	r := event.Report{Article: Article(id, revision), Extractor: "test-1"}
	for _, n := range names {
		r.Claims = append(r.Claims, Claim(id, n))
	}
	return r
}

// many are n reports with two claims each.
func many(n int) []event.Report {
	out := make([]event.Report, n)
	for i := range out {
		out[i] = Report(fmt.Sprintf("article-%05d", i), 1, "a", "b")
	}
	return out
}

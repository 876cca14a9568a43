package attribution

import "github.com/marsad-news/marsad/enricher/lexicon"

const masdarPart = lexicon.Masdar

// nouns are the verbs whose verbal noun reports speech: «إعلان الوزير». The
// others' are as often nouns of their own (رد، طلب، قول، خطاب).
var nouns = map[string]bool{
	"announce": true, "confirm": true, "deny": true, "pledge": true, "warn": true, "acknowledge": true, "admit": true, "clarify": true,
	"state": true, "threaten": true, "demand": true, "claim": true, "propose": true, "reject": true,
}

// Package claim reads troop-presence claims out of an analysed article: who is
// where, comes or goes, according to whom, affirmed or denied, actual or not.
//
// The package is pure: no clock, no network, no logger, nothing that changes
// after [New]. It never rewrites text: every evidence is a slice of the source.
// All knowledge of words is in data/, and a user may add to it (lists.go); the
// code only interprets it.
//
// # The way of the data
//
// [Extractor.Extract] (extract.go) takes an [Input]: a text that is cut into
// tokens and sentences, with what the other packages found in it. It goes
// through it a sentence (a scene, scene.go) at a time; scene.readSentence
// (frame.go) is the table of contents of what follows.
//
//  1. Mentions. Each run of tokens becomes an atom: an entity of the gazetteer,
//     a number, a date, a word of the lists, a sign (atom.go). Where a word has
//     several readings the better fit wins (reading.go).
//  2. Items. Atoms become items (item.go): a force with all that belongs to its
//     noun (force*.go), a place from the small to the large (place.go,
//     place_after.go), a trigger, a cue. Each knows its preposition (prep.go).
//  3. Cues and scopes. One pass from left to right notes for every item which
//     cues govern it and whether it is negated (scope.go, scope_rules.go,
//     negation.go), and where clauses end (clause.go).
//  4. Frames. Each trigger asks for its arguments as its frame says (frame.go):
//     subjects (subject.go, genitive.go, prodrop.go), objects (object.go), the
//     nearest forces (nearest.go). Some have shapes of their own: bases
//     (base.go), holders and existentials (exist.go, standing.go), counts
//     (count.go, amount.go), missions (mission.go), sentences without a verb
//     (nominal.go, copula.go). What moves or is counted there and is no force
//     is in other.go, count_other.go and sport.go.
//  5. Slots. A force without a name gets its actor (who.go, speaker.go,
//     address.go), a draft its place (route.go, place_rank.go, where.go,
//     fallback.go), number (quantity.go), task (role.go) and date (date.go);
//     its cues make polarity and status (meaning.go, status.go).
//  6. Drafts. begin and adjust make a draft (draft.go), finish keeps it
//     (finish.go). Then drafts are multiplied by what is joined to them
//     (coord.go, parts.go), turned round (contrast.go, except.go), and those
//     that repeat another are dropped (settle.go).
//  7. Claims. What is left is written down, one claim for each actor and place
//     (emit.go), and the story remembers it for the next sentence (story.go,
//     remember.go).
//
// What only English does is in english_*.go and force_english.go.
//
// # Rules
//
// A rule is a predicate of the scene, named after what it says and with the
// sentence that it is for in its comment; a claim carries the ids of the rules
// that made it, and [Input].Note is told why a trigger made none (trace.go).
package claim

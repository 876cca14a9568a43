// Package attribution says who says what in a news text: for every stretch of
// reported speech the innermost speaker, his role, organisation and country,
// the verb that reports it and its class, the outlet that carried it, and
// whether the words stand in quotation marks.
//
// What no [Speech] covers is said by the outlet itself. The package knows how
// Arabic and English news report speech and nothing of what is said: it makes
// no claim and decides no polarity. It has no clock, no network, no logger and
// no state that changes; all its word lists are data (data/*.tsv).
//
// # How it reads
//
// A text is read in small passes. quotes.go pairs the quotation marks.
// cues.go marks verbs of saying, complementisers, offices and the names that
// the caller's gazetteer found. phrase.go reads the noun phrase of a speaker
// with its appositions; source.go makes a voice of it (who, of which
// organisation); memory.go resolves «المصدر», «الوزير» and surnames to voices
// named earlier. heads.go, accord.go, carry.go and nominal.go find the places
// where speech is reported; scope.go says how far each reaches.
package attribution

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
// A text is read in small passes. quotes.go pairs the quotation marks. cues.go
// marks verbs of saying, complementisers, offices and the names that the
// gazetteer found. phrase.go and phrase_words.go read the noun phrase of a
// speaker, names.go the names that no list has, source.go makes a voice of
// them with what apposition.go finds behind commas; org.go and country.go say
// of which organisation, memory.go resolves «المصدر», «الوزير» and surnames to
// voices named earlier, holders.go knows who was in office in the year of the
// text. The passes themselves are the constructions: heads.go (a verb of
// saying) with subject.go (whose it is), continue.go («وأضاف», «مشيراً»),
// accord.go («بحسب»), document.go («جاء في بيان»), carry.go («نقلت … عن»),
// nominal.go («إعلان», «قرار»), and english.go with english_phrase.go for
// sentences in Latin script. scope.go says how far a speech reaches, finish.go
// adds the quotations.
package attribution

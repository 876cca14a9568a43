// Package claim reads troop-presence claims out of an analysed article: who is
// where, comes or goes, according to whom, affirmed or denied, actual or not.
//
// It works a sentence at a time. The words of a sentence become atoms (an
// entity, a number, a date, a word of the lists in data/), atoms become items
// (a force, a place, a trigger, a cue), and each trigger with its force, its
// place and the cues that govern it becomes a claim. What a sentence leaves
// out (a pronoun, «تلك القوات», «في البلاد») is taken from what the article
// said before.
//
// The package is pure: no clock, no network, no logger, nothing that changes
// after [New]. It never rewrites text: every evidence is a slice of the source.
// All knowledge of words is in data/; the code only interprets it.
package claim

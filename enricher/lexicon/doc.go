// Package lexicon compiles word lists into a [Set] and finds their phrases in
// analysed text, in one pass, longest match first.
//
// It knows how Arabic words are built (proclitics, the article, pronoun
// suffixes, the inflection of nouns, adjectives and verbs) and nothing about
// what the words mean: meaning is in the lists of the packages that use it.
// It has no clock, no network and no state that changes after Compile; a Set
// may be used by many goroutines at once.
//
// # Lists
//
// A list is a tab-separated file, one entry a line, read with [Read]:
//
//	class <TAB> id <TAB> forms <TAB> features <TAB> reason or source
//
// A line that begins with # and an empty line are skipped. Forms are divided
// by " | ", features are key=value divided by spaces ("_" in a value stands
// for a space). A form is a phrase of one to eight words, with a tag in front
// that says how it inflects:
//
//	فرنسا                        a name: as it stands; proclitics only
//	n:قوات خاصة                  a noun phrase as it stands; article and pronoun suffix are free
//	noun:جندي,جنود               a noun, its broken plurals; duals, accusatives and construct forms are made
//	noun:عسكري,+ون               a sound masculine plural
//	noun:قوة,+ات                 a sound feminine plural
//	adj:أميركي                   an adjective in all genders, numbers and cases
//	adj:كوري جنوبي               every word of it inflects
//	adj:أجنبي,أجانب              broken plurals follow
//	verb:انسحب,ينسحب,انسحاب,منسحب,   past, present, maṣdar, active and passive participle (empty: none)
//	verb:قال/قل,يقول/يقل,قول,قائل,مقول,قيل,يقال   weak verbs give their short stems after /; then the passive
//	en:deploy,deploys,deployed,deployment,deploying     English words as they stand
//	N:troop                      an English noun and its plural in s
//
// A ? or ~ before a form sets its Tag: it is also an ordinary word.
//
// # Clitics
//
// The set decides what may stand before a stem. «وبالقوات» is
// و + ب + ال + قوات because قوات begins a phrase of the set; «وصول», «بغداد»,
// «لواء» and «فرنسا» are never split when they are known as whole words, and
// a stem that the set does not know is never looked for further.
//
// # Forms and grammar
//
// Each match carries its [Form] with the grammar of the cell that made it:
// «انسحبت» is past, third person, feminine; «انسحابها» is the maṣdar with
// Suf "ها"; «جنديان» is a dual, so a count of two.
package lexicon

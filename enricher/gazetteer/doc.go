// Package gazetteer finds the things a troop-presence claim is made of in
// analysed text: states and their adjectives, forces, troop nouns, places,
// offices, organisations, agencies and ranks.
//
// All of them are one [lexicon.Set], compiled from the data files in data/
// (and from the user's own, see [Load]) and matched in one pass; words/ holds
// what may stand beside names and is not the user's to change. The package
// says what a phrase names; it never says what the sentence claims. It has no
// clock, no network and no state that changes after Load.
//
// # Classes and their features
//
//	country  id ISO 3166 alpha-3. The state; as a speaker its government.
//	demonym  id alpha-3 or FOREIGN; adjective or noun («الفرنسية», «300 فرنسي», «الأتراك»).
//	people   id of a group of peoples without one state (عربي, غربي, كردي); actor= where a force is meant (خليجي: GCC).
//	actor    id as a claim's force.actor wants it, or a mission or unit with actor=. kind= alliance, un, group, army, company;
//	         country= home state, host= where a mission is (UNIFIL: LBN), role=, org= as a speaker.
//	place    id <ISO3>/<name>; the [Place] is in [Gazetteer.Place]. type=, country=, admin1=; gov=<ISO3> for a capital,
//	         which is also a name for the government («واشنطن ترفض»).
//	region   a region without a country (الخليج). type=region.
//	troop    a troop noun: unit= personnel, units, vehicles, aircraft, ships; role=; alone=yes when the word is a force
//	         by itself (جندي), weak when it needs a force around it (عنصر, فرد).
//	role     an adjective of role: role= combat, advisory, training, …
//	base     a class noun of places: type= base, camp, airport, port, crossing, post, city, admin1, country.
//	office   a post that a person speaks from: body= PM, MOD …; body.<ISO3>= where a state has its own (MOD: DOD in USA).
//	body     an institution that speaks itself: body= as above.
//	org      an organisation with an id of its own (البنتاغون: USA-DOD); country=.
//	outlet   an agency, newspaper, station or monitor: id as in attribution; kind=.
//	rank     a military rank or a title before a name.
//	person   a holder of one of those offices; [OrgOf] tells for whom in a year.
//	none     never returned: phrases that hold a name and are none (مسقط رأس).
//
// # Homographs
//
// A name that is also a word stands in the data with ! (it needs a class noun
// before it: قاعدة حرير) or with ? (it needs a preposition, a direction or
// another name before it: في مالي, not دعم مالي); with ~ its country, or
// for a group without one its full name, must stand elsewhere in the text too. next=nation in the features lets a bare
// «الدفاع» stand only before a nation. When one phrase names several places
// («طرابلس») those whose country the text mentions come first.
package gazetteer

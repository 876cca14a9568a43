package attribution

import (
	"strings"
	"unicode"
)

// looseName reads words that no list has and that end where a name ends.
func (r *reader) looseName(k, limit, least int) (first, last int, ok bool) {
	j := k
	for j < limit && j-k < maxName && r.word(j) && r.inName(j, k) {
		j++
	}
	if n := j - k; n < least || n > maxName-1 || len(r.fold(k)) < 4 || n < 2 && (len(r.fold(k)) < 6 || r.hisWords(k)) || !r.beginsName(k) {
		return 0, 0, false
	}
	if j < limit && r.word(j) && !r.stop(j) && !r.prepAt(j) && !r.noName(j) && !r.is(j, outlet|carrier|press|country|place|office|person|rank|title|participleKinds) {
		return 0, 0, false
	}
	return k, j, true
}

// inName says whether token j goes on with the name that begins at token k.
func (r *reader) inName(j, k int) bool {
	return r.unlisted(j) && !r.noName(j) && (!r.object(j) || r.closesName(j, k)) || j == k+1 && r.surname(j)
}

// beginsName says whether a name may begin with the word at token k.
func (r *reader) beginsName(k int) bool {
	f := r.fold(k)
	return !r.among("place noun", f) && !(r.is(k, demonym) && plural(f)) && !r.eventLike(k) && !strings.HasPrefix(f, "وال")
}

// plural says whether a word ends like a sound masculine plural.
func plural(fold string) bool {
	return strings.HasSuffix(fold, "ين") || strings.HasSuffix(fold, "ون")
}

// hisWords says whether the word at token k is «his speech»: the object of
// «ختم حديثه», not who ends it.
func (r *reader) hisWords(k int) bool {
	f := strings.TrimSuffix(r.fold(k), "ا")
	return strings.HasSuffix(f, "ه") && r.among("own words", strings.TrimSuffix(strings.TrimSuffix(f, "ه"), "ت"))
}

// closesName says whether a word that ends like a pronoun closes the name that
// begins at token k, between commas: «، ريكا سوتاها،».
func (r *reader) closesName(j, k int) bool {
	return j == k+1 && r.fold(k-1) == "," && r.fold(j+1) == "," && strings.HasSuffix(r.fold(j), "ها")
}

// surname says whether the office at token j, behind one bare name, is the
// second name: «كريم الوالي،». An office would have said of what it is.
func (r *reader) surname(j int) bool {
	q := r.at(j, office|rank|title)
	return q != nil && q.Def && strings.TrimSuffix(q.Pre, "ال") == "" && q.Last == j+1 && (!r.word(j+1) || r.is(j+1, comp))
}

// participleKinds are verbs in any form: «قال فلان مؤكداً».
const participleKinds = verb

// unlisted says whether token j is in no list, or a given name.
func (r *reader) unlisted(j int) bool {
	if q := r.at(j, place); q != nil && q.Pre != "" && j > 0 && r.mask[j]&^(place|verb) == 0 && r.mask[j-1] == 0 {
		return r.finite(j) == nil // لابين is not ل + أبين behind a first name
	}
	return r.given(j) || r.mask[j]&^(given|verb|masc|demonym|title) == 0 && r.finite(j) == nil && r.participle(j) == nil
}

// folds are the folded words of tokens [first, last).
func (r *reader) folds(first, last int) []string {
	var w []string
	for i := first; i < last; i++ {
		if r.word(i) {
			w = append(w, r.fold(i))
		}
	}
	return w
}

// clean takes the signs off the ends of a phrase that is printed: a quotation
// mark or bracket that lost its partner, white space.
func clean(s string) string {
	s = strings.TrimSpace(s)
	if !strings.ContainsAny(s, "«»“”\"()") {
		return oneSpaced(s)
	}
	for _, pair := range []string{"«»", "“”", "\"\"", "()"} {
		left, right := pair[:len(pair)/2], pair[len(pair)/2:]
		if strings.Count(s, left) != strings.Count(s, right) || left == right && strings.Count(s, left)%2 == 1 {
			s = strings.TrimSpace(strings.Trim(s, left+right))
		}
	}
	return oneSpaced(s)
}

// oneSpaced makes one blank of each white space.
func oneSpaced(s string) string {
	blank := false
	for _, r := range s {
		if unicode.IsSpace(r) && (r != ' ' || blank) {
			return strings.Join(strings.Fields(s), " ")
		}
		blank = r == ' '
	}
	return s
}

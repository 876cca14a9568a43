package lexicon

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/internal/text"
)

const testList = `
country	FRA	فرنسا | France	iso=FRA	test
country	MLI	مالي | Mali	iso=MLI	test
country	JOR	الأردن | Jordan	iso=JOR	test
country	USA	الولايات المتحدة | الولايات المتحدة الأمريكية | US | U.S. | United States	iso=USA	test
demonym	USA	adj:أميركي,أميركان | American	iso=USA	test
demonym	PRK	adj:كوري شمالي	iso=PRK	test
troops	force	noun:قوة,+ات	unit=personnel	test
troops	soldier	noun:جندي,جنود | N:soldier	unit=personnel	test
troops	military	noun:عسكري,+ون	unit=personnel	test
troops	special	n:قوات خاصة	role=special	test
unit	brigade	noun:لواء,ألوية	unit=units	test
rank	general	n:لواء		test
ally	ally	noun:حليف,حلفاء		test
base	base	noun:قاعدة,قواعد		test
place	asad	قاعدة عين الأسد | عين الأسد		test
verb	withdraw	verb:انسحب,ينسحب,انسحاب,منسحب,	kind=departure	test
verb	deny	verb:نفى,ينفي,نفي,نافٍ,منفي		test
verb	say	verb:قال/قل,يقول/يقل,قول,قائل,مقول,قيل,يقال		test
verb	deploy	en:deploy,deploys,deployed,deployment		test
org	qaeda	تنظيم القاعدة		test
`

func testSet(t testing.TB) *Set {
	t.Helper()
	entries, err := Read(strings.NewReader(testList), "test")
	if err != nil {
		t.Fatal(err)
	}
	set, err := Compile(entries...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// brief writes a mention as pre+[source]+suf class:id.
func brief(d *text.Doc, ms []Mention) []string {
	var out []string
	for _, m := range ms {
		s := "[" + d.Text[m.Start:m.End] + "] " + m.Entry.Class + ":" + m.Entry.ID
		if m.Pre != "" {
			s = m.Pre + "+" + s
		}
		if m.Suf != "" {
			s += " +" + m.Suf
		}
		out = append(out, s)
	}
	return out
}

func TestFindTakesCliticsOffKnownStemsOnly(t *testing.T) {
	set := testSet(t)
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"فرنسا", []string{"[فرنسا] country:FRA"}},
		{"وبفرنسا", []string{"وب+[فرنسا] country:FRA"}},
		{"لفرنسا وصول", []string{"ل+[فرنسا] country:FRA"}},
		{"المالي", nil}, // financial, not Mali
		{"بمالي", []string{"ب+[مالي] country:MLI"}},
		{"للأردن", []string{"ل+[لأردن] country:JOR"}},
		{"وبالأردن", []string{"وب+[الأردن] country:JOR"}},
		{"للقوات", []string{"ل+[لقوات] troops:force"}},
		{"فبالقوّات", []string{"فب+[القوّات] troops:force"}},
		{"وَالقـــوات", []string{"و+[القـــوات] troops:force"}},
		{"كالجنود", []string{"ك+[الجنود] troops:soldier"}},
		{"لواء", []string{"[لواء] unit:brigade", "[لواء] rank:general"}},
		{"للولايات المتحدة", []string{"ل+[لولايات المتحدة] country:USA"}},
		{"بغداد وصول فرنسي", nil},
	} {
		d := text.Analyse(c.src)
		if diff := cmp.Diff(c.want, brief(d, set.Find(d))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.src, diff)
		}
	}
}

func TestFindReportsPronounSuffixes(t *testing.T) {
	set := testSet(t)
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"قواتها", []string{"[قواتها] troops:force +ها"}},
		{"وجنوده", []string{"و+[جنوده] troops:soldier +ه"}},
		{"قاعدتها", []string{"[قاعدتها] base:base +ها"}},
		{"قواتها الخاصة", []string{"[قواتها الخاصة] troops:special +ها"}},
		{"انسحابهم", []string{"[انسحابهم] verb:withdraw +هم"}},
		{"عسكرييها", []string{"[عسكرييها] troops:military +ها"}},
		{"لحلفائها", []string{"ل+[حلفائها] ally:ally +ها"}},
		{"حلفاؤه", []string{"[حلفاؤه] ally:ally +ه"}},
		{"نفاها", []string{"[نفاها] verb:deny +ها"}},
		{"حلفائ", nil},    // only before a suffix
		{"جندية", nil},    // ة is no pronoun
		{"العسكريي", nil}, // a construct form takes no article
	} {
		d := text.Analyse(c.src)
		if diff := cmp.Diff(c.want, brief(d, set.Find(d))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.src, diff)
		}
	}
}

func TestFindPrefersTheLongestPhrase(t *testing.T) {
	set := testSet(t)
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"القوات الخاصة", []string{"[القوات الخاصة] troops:special"}},
		{"قاعدة عين الأسد", []string{"[قاعدة عين الأسد] place:asad"}},
		{"قاعدة «عين الأسد» الجوية", []string{"[قاعدة «عين الأسد] place:asad"}},
		{"تنظيم القاعدة", []string{"[تنظيم القاعدة] org:qaeda"}},
		{"القاعدة", []string{"[القاعدة] base:base"}},
		{"الولايات المتحدة الأميركية", []string{"[الولايات المتحدة] country:USA", "[الأميركية] demonym:USA"}},
		{"القوات\nالخاصة", []string{"[القوات] troops:force"}},
		{"الكوريين الشماليين", []string{"[الكوريين الشماليين] demonym:PRK"}},
		{"كورية شمالية", []string{"[كورية شمالية] demonym:PRK"}},
		{"US troops told us of Jordan and jordan", []string{"[US] country:USA", "[Jordan] country:JOR"}},
		{"the U.S. deployed American soldiers", []string{"[U.S.] country:USA", "[deployed] verb:deploy", "[American] demonym:USA", "[soldiers] troops:soldier"}},
	} {
		d := text.Analyse(c.src)
		if diff := cmp.Diff(c.want, brief(d, set.Find(d))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.src, diff)
		}
	}
}

func TestFormsCarryTheirGrammar(t *testing.T) {
	set := testSet(t)
	for _, c := range []struct {
		src  string
		want Gram
	}{
		{"انسحبت", Gram{Part: Verb, Tense: Past, Voice: Active, Person: 3, Number: Singular, Gender: Feminine}},
		{"سينسحبون", Gram{Part: Verb, Tense: Future, Voice: Active, Person: 3, Number: Plural, Gender: Masculine}},
		{"وستنسحب", Gram{Part: Verb, Tense: Future, Voice: Active, Person: 3, Number: Singular, Gender: Feminine}},
		{"ينسحبوا", Gram{Part: Verb, Tense: Present, Voice: Active, Person: 3, Number: Plural, Gender: Masculine, Jussive: true}},
		{"المنسحبة", Gram{Part: ActiveParticiple, Number: Singular, Gender: Feminine}},
		{"انسحاباً", Gram{Part: Masdar, Number: Singular, Gender: Masculine}},
		{"نفت", Gram{Part: Verb, Tense: Past, Voice: Active, Person: 3, Number: Singular, Gender: Feminine}},
		{"ينفون", Gram{Part: Verb, Tense: Present, Voice: Active, Person: 3, Number: Plural, Gender: Masculine}},
		{"ينف", Gram{Part: Verb, Tense: Present, Voice: Active, Person: 3, Number: Singular, Gender: Masculine, Jussive: true}},
		{"قالوا", Gram{Part: Verb, Tense: Past, Voice: Active, Person: 3, Number: Plural, Gender: Masculine}},
		{"قلنا", Gram{Part: Verb, Tense: Past, Voice: Active, Person: 1, Number: Plural}},
		{"تقل", Gram{Part: Verb, Tense: Present, Voice: Active, Person: 3, Number: Singular, Gender: Feminine, Jussive: true}},
		{"يقال", Gram{Part: Verb, Tense: Present, Voice: Passive, Person: 3, Number: Singular, Gender: Masculine}},
		{"جنديين", Gram{Part: Noun, Number: Dual, Gender: Masculine}},
		{"عسكريين", Gram{Part: Noun, Number: Plural, Gender: Masculine}},
		{"عسكريان", Gram{Part: Noun, Number: Dual, Gender: Masculine}},
		{"جنديا", Gram{Part: Noun, Number: Singular, Gender: Masculine}},
		{"قوتان", Gram{Part: Noun, Number: Dual, Gender: Feminine}},
		{"عسكريو", Gram{Part: Noun, Number: Plural, Gender: Masculine, Construct: true}},
		{"أميركيات", Gram{Part: Adjective, Number: Plural, Gender: Feminine}},
	} {
		d := text.Analyse(c.src)
		ms := set.Find(d)
		if len(ms) != 1 {
			t.Errorf("%s: %d mentions", c.src, len(ms))
			continue
		}
		if diff := cmp.Diff(c.want, ms[0].Form.Gram); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.src, diff)
		}
	}
}

func TestSetsShareALook(t *testing.T) {
	read := func(list string) *Set {
		entries, err := Read(strings.NewReader(list), "test")
		if err != nil {
			t.Fatal(err)
		}
		set, err := Compile(entries...)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	places := read("place\tasad\tعين الأسد\t\tr\nplace\tbasra\tالبصرة\t\tr\n")
	nouns := read("noun\tforce\tnoun:قوة,+ات\t\tr\nnoun\tbase\tnoun:قاعدة,قواعد\t\tr\n")
	verbs := read("verb\treach\tverb:وصل,يصل,وصول,واصل,\t\tr\n")
	src := "وصلت قواتها إلى قاعدة عين الأسد بالبصرة وقاعدتها، ووصلت قوات عين للبصرة"
	d := text.Analyse(src)
	look := NewDictionary(places, nouns, verbs).Look(d)
	for _, s := range []*Set{places, nouns, verbs} {
		alone := brief(d, s.Find(d))
		if len(alone) < 2 {
			t.Errorf("a set finds but %v", alone)
		}
		if diff := cmp.Diff(alone, brief(d, s.AppendFind(nil, look))); diff != "" {
			t.Errorf("beside other sets (-alone +joined):\n%s", diff)
		}
	}
	stranger := NewDictionary(nouns).Look(d)
	if diff := cmp.Diff(brief(d, places.Find(d)), brief(d, places.AppendFind(nil, stranger))); diff != "" {
		t.Errorf("in a dictionary without its words (-alone +in it):\n%s", diff)
	}
}

func TestReadNamesEveryFault(t *testing.T) {
	_, err := Read(strings.NewReader("a\tb\nc\td\tverb:\t\tx\ne\tf\tن\tk\tx\ng\th\tzz:ن\t\tx"), "bad.tsv")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"bad.tsv:1", "bad.tsv:2", "bad.tsv:3", "bad.tsv:4"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error does not name %s: %v", want, err)
		}
	}
}

package lexicon

import (
	"strings"
	"testing"

	"github.com/marsad-news/marsad/internal/text"
)

// Whatever a list holds, Read gives an error or entries that compile or say
// why not, and a set that finds only what lies inside the text.
func FuzzRead(f *testing.F) {
	f.Add(testList, "وبالقوات والجنود")
	f.Add("c\ti\t~adj:ج ح,خ | ?verb:ا,ي,ة;ى,ٍ\tk=v\tr", "ج")
	f.Add("c\ti\tN:x,-,.\t\tr\nc\ti\tnoun: ,+ون\t\tr", "x. -")
	f.Fuzz(func(t *testing.T, list, src string) {
		entries, err := Read(strings.NewReader(list), "fuzz")
		if err != nil {
			return
		}
		set, err := Compile(entries...)
		if err != nil {
			return
		}
		d := text.Analyse(src)
		for _, m := range set.Find(d) {
			if m.First < 0 || m.Last <= m.First || m.Last > len(d.Tokens) || m.Start < 0 || m.End <= m.Start || m.End > len(src) {
				t.Fatalf("mention %+v outside %q", m, src)
			}
		}
	})
}

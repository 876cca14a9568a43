package export

import (
	"strings"
	"testing"
)

var cells = []any{"=1+1", " \u200e+966", "قوات", "a,\"b\"", -6.84, 3, true, nil, "", "@x", "\tx", "<b>&"}

var columns = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"}

func TestCSVGuardsTextAndLeavesNumbers(t *testing.T) {
	var b strings.Builder
	f, err := NewCSV(&b, columns)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write(cells); err != nil {
		t.Fatal(err)
	}
	if err := f.Flush(); err != nil {
		t.Fatal(err)
	}
	want := "a,b,c,d,e,f,g,h,i,j,k,l\n" + "'=1+1,' \u200e+966,قوات,\"a,\"\"b\"\"\",-6.84,3,true,,,'@x,'\tx,<b>&\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestNDJSONKeepsTextAndOrderAndLeavesOutTheUnknown(t *testing.T) {
	var b strings.Builder
	f := NewNDJSON(&b, columns)
	for _, row := range [][]any{cells, make([]any, len(columns))} {
		if err := f.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	want := `{"a":"=1+1","b":" ` + "\u200e" + `+966","c":"قوات","d":"a,\"b\"","e":-6.84,"f":3,"g":true,"j":"@x","k":"\tx","l":"<b>&"}` + "\n{}\n"
	if b.String() != want {
		t.Errorf("%s, want %s", b.String(), want)
	}
}

package boilerplate

import (
	"strings"
	"testing"
)

func TestListsOfBlocksAreRead(t *testing.T) {
	long := strings.Repeat("The convoy left the valley on Monday. ", 8)
	for _, c := range []struct{ name, data, want string }{
		{"typed blocks", `{"article":{"body":[{"type":"text","html":"<p>one ` + long + `</p>"},{"type":"image","caption":"x"},{"type":"heading","html":"<h3>two</h3>"},
			{"type":"readmore","title":"y"},{"type":"newsletter","text":"z"},{"type":"text","html":"<p>three</p>"}]}}`, "<p>one " + long + "</p><h3>two</h3><p>three</p>"},
		{"an editor's blocks", `{"content":{"blocks":[{"type":"header","data":{"text":"one"}},{"type":"paragraph","data":{"text":"two ` + long + `"}}]},"body":[{"type":"paragraph","data":{"text":"two ` + long + `"}},{"type":"header","data":{"text":"one"}}]}`,
			"<p>two " + long + "</p><h3>one</h3>"},
		{"pieces of lines", `{"body":[{"_type":"block","style":"h2","children":[{"_type":"span","text":"on"},{"_type":"span","text":"e"}]},{"_type":"block","style":"normal","children":[{"text":"` + long + `"}]}]}`,
			"<h3>one</h3><p>" + long + "</p>"},
		{"plain strings", `{"body":["a & b ` + long + `","c"]}`, "<p>a &amp; b " + long + "</p><p>c</p>"},
		{"of another story", `{"related":[{"body":[{"type":"text","html":"<p>` + long + `</p>"}]}]}`, ""},
		{"never closed", `{"body":[{"type":"text","html":"` + long + `"`, long},
		{"a list of articles", `{"x":[` + strings.Repeat(`{"body":"`+long+`"},`, 5) + `{}]}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := longestBody(c.data); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTimeOfUnclosedListsIsBounded(t *testing.T) {
	longestBody(strings.Repeat(`{"body":[`, 200_000)) // ends, or the test does not
}

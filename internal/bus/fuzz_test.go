package bus

import "testing"

func FuzzKeyEscape(f *testing.F) {
	f.Add("مثال.example:443/a b=%")
	f.Fuzz(func(t *testing.T, key string) {
		if got := unescape(escape(key)); got != key {
			t.Errorf("%q came back as %q", key, got)
		}
	})
}

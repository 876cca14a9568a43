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

func TestCheckVersion(t *testing.T) {
	for version, ok := range map[string]bool{"2.15.2": true, "2.14.0": true, "3.0.0": true, "2.12.9": false, "1.4.1": false, "": false, "dev": false} {
		if err := checkVersion(version); (err == nil) != ok {
			t.Errorf("%q: %v", version, err)
		}
	}
}

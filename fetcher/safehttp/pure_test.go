package safehttp

import (
	"net/http"
	"net/netip"
	"testing"
	"time"
)

func TestCheckAddr(t *testing.T) {
	open := []string{"93.184.215.14", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "2a00:1450::1"}
	shut := []string{"0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
		"192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:808:808::1",
		"3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1", "1::1"}
	for _, s := range open {
		if err := CheckAddr(netip.MustParseAddr(s), false); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	for _, s := range shut {
		if CheckAddr(netip.MustParseAddr(s), false) == nil {
			t.Errorf("%s is open", s)
		}
	}
	for s, want := range map[string]bool{"127.0.0.1": true, "::1": true, "::ffff:127.0.0.1": false, "10.0.0.1": false} {
		if got := CheckAddr(netip.MustParseAddr(s), true) == nil; got != want {
			t.Errorf("loopback open, %s: %v, want %v", s, got, want)
		}
	}
	if CheckAddr(netip.Addr{}, true) == nil {
		t.Error("no address is open")
	}
}

func TestJudge(t *testing.T) {
	answer := func(status int, tag, date, body string) *Response {
		h := http.Header{}
		if tag != "" {
			h.Set("ETag", tag)
		}
		if date != "" {
			h.Set("Last-Modified", date)
		}
		return &Response{Status: status, Header: h, Body: []byte(body)}
	}
	first, change := Validators{}.Judge(answer(200, `"1"`, "", "a"))
	if change != Changed || first.Liar {
		t.Fatalf("first sight: %s %+v", change, first)
	}
	for _, tt := range []struct {
		name   string
		have   Validators
		res    *Response
		change Change
		liar   bool
	}{
		{"not modified", first, answer(304, `"1"`, "", ""), NotModified, false},
		{"sent again", first, answer(200, `"2"`, "", "a"), SameBody, false},
		{"changed honestly", first, answer(200, `"2"`, "", "b"), Changed, false},
		{"changed under one tag", first, answer(200, `"1"`, "", "b"), Changed, true},
		{"changed under one date", Validators{Modified: "x", Hash: "h"}, answer(200, "", "x", "b"), Changed, true},
		{"no tags at all", Validators{Hash: "h"}, answer(200, "", "", "b"), Changed, false},
		{"once a liar", Validators{Liar: true, Hash: "h"}, answer(200, `"9"`, "", "b"), Changed, true},
	} {
		next, change := tt.have.Judge(tt.res)
		if change != tt.change || next.Liar != tt.liar {
			t.Errorf("%s: %s, liar %v", tt.name, change, next.Liar)
		}
	}
}

func TestTrustInNotModifiedRunsOut(t *testing.T) {
	v := Validators{ETag: `"1"`, Hash: "h"}
	for range trust {
		h := http.Header{}
		v.set(h)
		if h.Get("If-None-Match") == "" {
			t.Fatal("trust ran out too soon")
		}
		v, _ = v.Judge(&Response{Status: 304})
	}
	h := http.Header{}
	if v.set(h); len(h) != 0 {
		t.Error("still believed")
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for s, want := range map[string]time.Duration{
		"120": 2 * time.Minute, " 5 ": 5 * time.Second, "0": 0, "-5": 0, "": 0, "soon": 0, "1.5": 0,
		"Sat, 21 Nov 2026 12:03:00 GMT": 3 * time.Minute, "Fri, 20 Nov 2026 12:03:00 GMT": 0,
		"9999999": 24 * time.Hour, "99999999999999999999": 0, "Sat, 21 Nov 2099 12:03:00 GMT": 24 * time.Hour,
	} {
		if got := RetryAfter(http.Header{"Retry-After": {s}}, now); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

// FuzzDecode: whatever a server sends as whatever coding, what is made of it
// stays within the limit.
func FuzzDecode(f *testing.F) {
	f.Add("gzip", []byte("\x1f\x8b\x08\x00"))
	f.Add("deflate, zstd", []byte("\x28\xb5\x2f\xfd"))
	f.Add("deflate", []byte("x\x9c"))
	f.Add("br", []byte("\x1b\x0e\x00\xf8\x25\x14\xa2\x8c\x02"))
	f.Add("br", []byte("\x91\x02\x00")) // asks for the large window
	f.Add("gzip, br", []byte("\x0b\x02\x80abcde\x03"))
	f.Fuzz(func(t *testing.T, coding string, in []byte) {
		const limit = 4096
		if len(in) > limit {
			in = in[:limit]
		}
		body, _, err := decode([]string{coding}, in, limit)
		if err == nil && len(body) > limit {
			t.Fatalf("%d bytes", len(body))
		}
	})
}

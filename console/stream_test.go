package console

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// listen opens a stream and returns a function that waits for the next claim.
func listen(t *testing.T, url string, header ...string) func() (id string, c store.Claim) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if ct := res.Header.Get("Content-Type"); ct != "text/event-stream" {
		t.Fatalf("status %d, content type %q", res.StatusCode, ct)
	}
	in := bufio.NewScanner(res.Body)
	in.Buffer(nil, 1<<20)
	return func() (id string, c store.Claim) {
		t.Helper()
		for in.Scan() {
			if v, ok := strings.CutPrefix(in.Text(), "id: "); ok {
				id = v
			}
			if v, ok := strings.CutPrefix(in.Text(), "data: "); ok {
				if err := json.Unmarshal([]byte(v), &c); err != nil {
					t.Fatal(err)
				}
				return id, c
			}
		}
		t.Fatalf("the stream ended: %v", in.Err())
		return "", c
	}
}

func streaming(t *testing.T, s Store, o Options) *httptest.Server {
	t.Helper()
	o.Poll = 5 * time.Millisecond
	h, err := New(s, o)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv
}

func TestStreamSendsWhatComesAndResumesWhereItWas(t *testing.T) {
	f := world(t)
	srv := streaming(t, f, Options{})
	next := listen(t, srv.URL+"/v1/stream?country=TCD")
	a := article("n1", "جديد", "وصلت قوات إلى المطار. وغادرت قوات البلاد.")
	other := article("n2", "آخر", "وصلت قوات إلى المطار.")
	f.add(other, claim(t, other, event.Arrival, event.Affirmed, "FRA", "MLI", "وصلت قوات"))
	f.add(a, claim(t, a, event.Arrival, event.Affirmed, "FRA", "TCD", "وصلت قوات إلى المطار"))
	if id, c := next(); id != "6" || c.Kind != event.Arrival || c.Place.Country != "TCD" {
		t.Errorf("event %s: %+v", id, c.Claim)
	}
	gone := claim(t, a, event.Departure, event.Affirmed, "FRA", "TCD", "وغادرت قوات البلاد")
	gone.Provenance = &event.Provenance{Op: event.Retracted}
	f.add(a, gone)
	if id, c := next(); id != "7" || !c.Retracted() {
		t.Errorf("a retraction is not told: event %s", id)
	}
	again := listen(t, srv.URL+"/v1/stream", "Last-Event-ID", "5")
	for _, want := range []string{"6", "7"} {
		if id, _ := again(); id != want {
			t.Errorf("resumed with event %s, want %s", id, want)
		}
	}
}

func TestStreamsAreBounded(t *testing.T) {
	srv := streaming(t, world(t), Options{Streams: 1})
	listen(t, srv.URL+"/v1/stream")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/v1/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("status %d, want 503 with a hint when to come back", res.StatusCode)
	}
}

func TestStopEndsTheStreams(t *testing.T) {
	stop := make(chan struct{})
	srv := streaming(t, world(t), Options{Stop: stop})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/v1/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	close(stop)
	for in := bufio.NewScanner(res.Body); in.Scan(); {
		continue // ends only when the server ends the answer
	}
}

// failing answers the first page of an export and breaks on the second.
type failing struct {
	*fake
	pages int
}

func (f *failing) Claims(ctx context.Context, q store.Query) ([]store.Claim, string, error) {
	if f.pages++; f.pages > 1 {
		return nil, "", errors.New("disk gone")
	}
	claims, _, err := f.fake.Claims(ctx, q)
	return claims, "more", err
}

func TestExportThatBreaksDoesNotLookWhole(t *testing.T) {
	srv := streaming(t, &failing{fake: world(t)}, Options{})
	for _, path := range []string{"/v1/export.csv", "/v1/export.ndjson"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			continue // cut before the first byte: as good
		}
		_, err = io.ReadAll(res.Body)
		res.Body.Close()
		if err == nil && res.StatusCode == http.StatusOK {
			t.Errorf("%s: half an export ended as if it were whole", path)
		}
	}
}

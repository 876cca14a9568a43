package docs_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
)

// Subscribe is the subscriber of subscribers.md: claims about Iraq, from since
// on and then live, until ctx ends. A test compares it with the page.
func Subscribe(ctx context.Context, url string, since time.Time) error {
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()
	js, _ := jetstream.New(nc)
	cons, err := js.OrderedConsumer(ctx, "CLAIMS", jetstream.OrderedConsumerConfig{
		FilterSubjects: []string{"marsad.claims.v1.irq.>"},
		DeliverPolicy:  jetstream.DeliverByStartTimePolicy, OptStartTime: &since,
	})
	if err != nil {
		return err
	}
	cc, err := cons.Consume(func(m jetstream.Msg) {
		var c event.Claim
		if json.Unmarshal(m.Data(), &c) == nil {
			fmt.Println(c.Polarity, c.Force.Actor, c.Kind, c.Place.Country, c.Evidence.Text)
		}
	})
	if err != nil {
		return err
	}
	<-ctx.Done()
	cc.Stop()
	return nil
}

func Example() {
	dir, err := os.MkdirTemp("", "marsad-docs-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	b, err := bus.Embed(ctx, bus.EmbedOptions{Dir: dir, Host: "127.0.0.1", Port: -1, ProcessOnly: true}, bus.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer b.Close()

	publish := func(id, actor, country string, p event.Polarity, words string) {
		c := event.Claim{
			ID: id, Kind: event.Presence, Polarity: p, Force: event.Force{Actor: actor}, Place: event.Place{Country: country},
			Evidence: event.Evidence{Text: words}, Provenance: &event.Provenance{Source: "alwadi"},
		}
		if err := b.Publish(ctx, b.Subjects.Claim(&c), id, c); err != nil {
			log.Fatal(err)
		}
	}
	publish("0", "USA", "IRQ", event.Affirmed, "before the time asked for")
	time.Sleep(50 * time.Millisecond)
	since := time.Now()
	publish("1", "USA", "IRQ", event.Affirmed, "لدينا قوات في العراق")
	publish("2", "FRA", "TCD", event.Affirmed, "elsewhere")
	time.AfterFunc(500*time.Millisecond, func() {
		publish("3", "USA", "IRQ", event.Denied, "لا توجد قوات أميركية في العراق")
	})
	if err := Subscribe(ctx, b.URL(), since); err != nil {
		log.Fatal(err)
	}
	// Output:
	// affirmed USA presence IRQ لدينا قوات في العراق
	// denied USA presence IRQ لا توجد قوات أميركية في العراق
}

// TestThePageShowsTheSubscriberThatRuns keeps subscribers.md true.
func TestThePageShowsTheSubscriberThatRuns(t *testing.T) {
	page, err := os.ReadFile("subscribers.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("subscriber_test.go")
	if err != nil {
		t.Fatal(err)
	}
	start := strings.Index(string(source), "js, _ := jetstream.New(nc)")
	end := strings.Index(string(source), "<-ctx.Done()")
	if start < 0 || end < start {
		t.Fatal("the subscriber is not where this test looks for it")
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	if !strings.Contains(squeeze(string(page)), squeeze(string(source)[start:end])) {
		t.Error("subscribers.md shows another program than the one that is tested here")
	}
}

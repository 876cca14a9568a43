package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// EmbedOptions say how the embedded server keeps its files.
type EmbedOptions struct {
	Dir         string // of the store, on a local disk
	ProcessOnly bool   // survive the death of the process only: faster, but power loss may cost up to two minutes
	Host        string // with Port, also listen on a socket; empty host means no socket at all
	Port        int    // -1 picks a free port
	MaxStore    int64  // bytes on disk; 0 leaves it to the server (three quarters of the free disk)
}

// maxPayload is the largest message in bytes, headers included: the server's
// own default, said aloud because the fetcher plans with it.
const maxPayload = 1 << 20

// Embed starts a JetStream server inside this process and connects to it
// without a socket. Every acknowledged publish is synced to disk unless
// ProcessOnly is set.
func Embed(ctx context.Context, e EmbedOptions, opts Options) (*Bus, error) {
	ns, err := server.NewServer(&server.Options{
		ServerName: "marsad-embedded",
		JetStream:  true,
		StoreDir:   e.Dir,
		SyncAlways: !e.ProcessOnly,
		NoSigs:     true, // the server would exit the process on SIGTERM
		NoLog:      true,
		DontListen: e.Host == "",
		Host:       e.Host,
		Port:       e.Port,
		MaxPayload: maxPayload,

		JetStreamMaxStore: e.MaxStore,
	})
	if err != nil {
		return nil, fmt.Errorf("configure embedded broker: %w", err)
	}
	ns.Start()
	stop := func() {
		ns.Shutdown()
		ns.WaitForShutdown() // leaving earlier can corrupt the store
	}
	if !ns.ReadyForConnections(10 * time.Second) {
		stop()
		return nil, errors.New("start embedded broker: not ready after 10s")
	}
	nc, err := nats.Connect("", append(connOptions(opts), nats.InProcessServer(ns))...)
	if err != nil {
		stop()
		return nil, fmt.Errorf("connect to embedded broker: %w", err)
	}
	b, err := newBus(ctx, nc, opts, stop)
	if err != nil {
		nc.Close()
		stop()
		return nil, err
	}
	b.atomicPays = !e.ProcessOnly
	if e.Host != "" {
		b.url = ns.ClientURL()
	}
	return b, nil
}

// URL is where others reach the embedded broker, or "" when it listens on no
// socket or is an external one.
func (b *Bus) URL() string { return b.url }

// DialOptions say how to reach an external broker.
type DialOptions struct {
	URL      string // one or several, separated by commas
	Creds    string // path of a credentials file, may be empty
	User     string
	Password string
	CA       string        // path of a PEM file with the authorities to trust, may be empty
	Wait     time.Duration // how long the first connection may take; 0 means 30 s
}

// Dial connects to an external broker and keeps reconnecting for ever.
func Dial(ctx context.Context, d DialOptions, opts Options) (*Bus, error) {
	o := connOptions(opts)
	if d.Creds != "" {
		o = append(o, nats.UserCredentials(d.Creds))
	}
	if d.User != "" {
		o = append(o, nats.UserInfo(d.User, d.Password))
	}
	if d.CA != "" {
		o = append(o, nats.RootCAs(d.CA))
	}
	nc, err := nats.Connect(d.URL, o...)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", d.URL, err)
	}
	if err := awaitConnection(ctx, nc, d.Wait); err != nil {
		nc.Close()
		return nil, fmt.Errorf("connect to %s: %w", d.URL, err)
	}
	if err := checkVersion(nc.ConnectedServerVersion()); err != nil {
		nc.Close()
		return nil, fmt.Errorf("connect to %s: %w", d.URL, err)
	}
	b, err := newBus(ctx, nc, opts, nil)
	if err != nil {
		nc.Close()
		return nil, err
	}
	return b, nil
}

// oldestMinor is the oldest minor version of nats-server 2 that has what the
// streams ask for (atomic batches came with 2.12, fixes that matter with 2.14).
const oldestMinor = 14

// checkVersion refuses a broker that would refuse our streams less clearly.
func checkVersion(version string) error {
	var major, minor int
	if _, err := fmt.Sscanf(version, "%d.%d.", &major, &minor); err != nil {
		return fmt.Errorf("broker version %q cannot be read: %w", version, err)
	}
	if major < 2 || major == 2 && minor < oldestMinor {
		return fmt.Errorf("broker is nats-server %s, 2.%d or later is needed", version, oldestMinor)
	}
	return nil
}

// awaitConnection waits for the first connection, which [nats.Connect] leaves
// to the background because of RetryOnFailedConnect.
func awaitConnection(ctx context.Context, nc *nats.Conn, wait time.Duration) error {
	if wait == 0 {
		wait = 30 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for !nc.IsConnected() {
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), nc.LastError())
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

func connOptions(opts Options) []nats.Option {
	return []nats.Option{
		nats.Name("marsad"),
		nats.MaxReconnects(-1),
		nats.RetryOnFailedConnect(true),
		nats.ReconnectWait(500 * time.Millisecond),
		nats.ReconnectJitter(200*time.Millisecond, time.Second),
		nats.ReconnectBufSize(-1), // a buffered publish would be sent late, after our own retry
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			if opts.Log != nil {
				opts.Log.Warn("broker connection", "err", err)
			}
		}),
	}
}

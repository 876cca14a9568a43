package bus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// ErrConflict says that a key was changed by somebody else since it was read.
var ErrConflict = errors.New("key was changed meanwhile")

// KV is a small shared table. Keys are any text; the store sees them with
// every byte outside [A-Za-z0-9_-] written as =XX.
type KV struct {
	kv  jetstream.KeyValue
	ttl time.Duration
}

// KV opens the table name, or creates it. With a ttl above zero the entries
// that [KV.Hold] makes vanish that long after they were last held.
func (b *Bus) KV(ctx context.Context, name string, ttl time.Duration) (*KV, error) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	kv, err := b.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: strings.ToUpper(b.opts.Prefix) + "_" + name, Replicas: b.opts.Replicas,
		History: 1, Storage: jetstream.FileStorage, TTL: ttl,
	})
	if err != nil {
		return nil, fmt.Errorf("open table %s: %w", name, err)
	}
	return &KV{kv, ttl}, nil
}

// Get returns the value of key and its revision; revision 0 means there is
// none.
func (k *KV) Get(ctx context.Context, key string) ([]byte, uint64, error) {
	e, err := k.kv.Get(ctx, escape(key))
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("get key: %w", err)
	}
	return e.Value(), e.Revision(), nil
}

// Put stores value if the key still has the revision that was read (0: if
// there is none) and returns the new revision, which grows with every change
// of the table and so serves as a fencing token. Otherwise [ErrConflict].
func (k *KV) Put(ctx context.Context, key string, value []byte, revision uint64) (uint64, error) {
	var rev uint64
	var err error
	if revision == 0 {
		rev, err = k.kv.Create(ctx, escape(key), value)
	} else {
		rev, err = k.kv.Update(ctx, escape(key), value, revision)
	}
	switch {
	case err == nil:
		return rev, nil
	case errors.Is(err, jetstream.ErrKeyExists), wrongSequence(err):
		return 0, ErrConflict
	default:
		return 0, fmt.Errorf("put key: %w", err)
	}
}

// Delete removes a key if it still has the revision that was read.
func (k *KV) Delete(ctx context.Context, key string, revision uint64) error {
	err := k.kv.Delete(ctx, escape(key), jetstream.LastRevision(revision))
	if wrongSequence(err) {
		return ErrConflict
	}
	if err != nil {
		return fmt.Errorf("delete key: %w", err)
	}
	return nil
}

// Hold takes the lease key for owner, or renews it, and reports whether owner
// holds it. The lease ends one ttl of the table after the last Hold.
func (k *KV) Hold(ctx context.Context, key, owner string) (bool, error) {
	value, rev, err := k.Get(ctx, key)
	if err != nil {
		return false, err
	}
	if rev != 0 && string(value) != owner {
		return false, nil
	}
	_, err = k.Put(ctx, key, []byte(owner), rev)
	if errors.Is(err, ErrConflict) {
		return false, nil
	}
	return err == nil, err
}

// Each calls f with every key and value until f returns false.
func (k *KV) Each(ctx context.Context, f func(key string, value []byte) bool) error {
	keys, err := k.kv.ListKeys(ctx)
	if err != nil {
		return fmt.Errorf("list keys: %w", err)
	}
	defer func() { _ = keys.Stop() }() // it only unsubscribes
	for key := range keys.Keys() {
		e, err := k.kv.Get(ctx, key)
		if errors.Is(err, jetstream.ErrKeyNotFound) {
			continue
		}
		if err != nil {
			return fmt.Errorf("get key: %w", err)
		}
		if !f(unescape(key), e.Value()) {
			return nil
		}
	}
	return nil
}

// codeWrongSequence is the server's refusal of a compare-and-set.
const codeWrongSequence = 10071

func wrongSequence(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) && api.ErrorCode == codeWrongSequence
}

const hexDigits = "0123456789ABCDEF"

func escape(key string) string {
	var b strings.Builder
	for i := range len(key) {
		c := key[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' {
			b.WriteByte(c)
		} else {
			b.WriteByte('=')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String()
}

func unescape(key string) string {
	var b strings.Builder
	for i := 0; i < len(key); i++ {
		if key[i] == '=' && i+2 < len(key) {
			b.WriteByte(byte(strings.IndexByte(hexDigits, key[i+1])<<4 | strings.IndexByte(hexDigits, key[i+2])))
			i += 2
		} else {
			b.WriteByte(key[i])
		}
	}
	return b.String()
}

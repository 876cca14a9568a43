package safehttp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// read takes the body as sent, up to limit bytes, and gives up on one that
// drips.
func (c *Client) read(resp *http.Response, limit int64, w *watch) ([]byte, error) {
	size := int64(32 << 10)
	if n := resp.ContentLength; n >= 0 {
		size = min(n, limit, 1<<20) // an announced length is a claim, not a fact
	}
	buf := make([]byte, 0, size+1)
	start := time.Now()
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := resp.Body.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > limit {
			return buf[:limit], fmt.Errorf("%w: over %d bytes", errTooLarge, limit)
		}
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return buf, err
		}
		w.timer.Reset(c.o.Idle)
		if took := time.Since(start); took > c.o.SlowAfter && float64(len(buf)) < took.Seconds()*float64(c.o.MinRate) {
			return buf, fmt.Errorf("%w: %d bytes in %s", errSlow, len(buf), took.Round(time.Millisecond))
		}
	}
}

func classifyBody(ctx context.Context, err error) (Reason, error) {
	switch {
	case errors.Is(err, errTooLarge):
		return TooLarge, err
	case errors.Is(err, errSlow):
		return Slow, err
	case errors.Is(err, io.ErrUnexpectedEOF) && context.Cause(ctx) == nil:
		return BadLength, err
	}
	return classify(ctx, err)
}

// drained is what is read of the body of a redirect, in bytes.
const drained = 4 << 10

// drain reads a little, so that the connection can be used again, and says
// whether there may be more.
func drain(r io.Reader) (b []byte, more bool) {
	b, err := io.ReadAll(io.LimitReader(r, drained)) // what came before an error is of use
	return b, err != nil || len(b) == drained
}

// maxCodings bounds stacked content codings: more than two are an attack.
const maxCodings = 2

// decode undoes the content codings, last applied first, and never makes more
// than limit bytes. coding is the one coding of a singly coded body.
func decode(headers []string, wire []byte, limit int64) (body []byte, coding string, err error) {
	var codings []string
	for _, c := range strings.Split(strings.Join(headers, ","), ",") {
		if c = strings.ToLower(strings.TrimSpace(c)); c != "" && c != "identity" {
			codings = append(codings, strings.TrimPrefix(c, "x-"))
		}
	}
	if len(codings) > maxCodings {
		return nil, "", fmt.Errorf("%d content codings", len(codings))
	}
	if len(codings) == 1 {
		coding = codings[0]
	}
	if len(wire) == 0 {
		return wire, "", nil // some servers name a coding for nothing at all
	}
	body = wire
	for i := len(codings) - 1; i >= 0; i-- {
		if body, err = decodeOne(codings[i], body, limit); err != nil {
			return body, coding, fmt.Errorf("decode %s: %w", codings[i], err)
		}
	}
	return body, coding, nil
}

func decodeOne(coding string, in []byte, limit int64) ([]byte, error) {
	switch coding {
	case "gzip":
		if len(in) < 2 || in[0] != 0x1f || in[1] != 0x8b {
			return in, nil // announced but not done: seen behind misconfigured caches
		}
		return Gunzip(in, limit)
	case "deflate":
		return inflate(in, limit)
	case "zstd":
		return unzstd(in, limit)
	case "br":
		return unbrotli(in, limit)
	default:
		return nil, fmt.Errorf("unknown coding %q", coding)
	}
}

var gzips = sync.Pool{New: func() any { return new(gzip.Reader) }}

// Gunzip decompresses at most limit bytes.
func Gunzip(in []byte, limit int64) ([]byte, error) {
	z := gzips.Get().(*gzip.Reader)
	defer gzips.Put(z)
	if err := z.Reset(bytes.NewReader(in)); err != nil {
		return nil, fmt.Errorf("gzip head: %w", err)
	}
	return capped(z, len(in), limit)
}

// inflate reads both things that servers call deflate: zlib (as the RFC says)
// and raw deflate.
func inflate(in []byte, limit int64) ([]byte, error) {
	if zr, err := zlib.NewReader(bytes.NewReader(in)); err == nil {
		defer zr.Close()
		return capped(zr, len(in), limit)
	}
	fr := flate.NewReader(bytes.NewReader(in))
	defer fr.Close()
	return capped(fr, len(in), limit)
}

func unzstd(in []byte, limit int64) ([]byte, error) {
	zr, err := zstd.NewReader(bytes.NewReader(in), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, fmt.Errorf("zstd head: %w", err)
	}
	defer zr.Close()
	return capped(zr, len(in), limit)
}

var brotlis = sync.Pool{New: func() any { return brotli.NewReader(nil) }}

// unbrotli decompresses at most limit bytes. Streams with the large window that
// RFC 7932 does not have are refused, so its memory is bounded by 16 MiB.
func unbrotli(in []byte, limit int64) ([]byte, error) {
	z := brotlis.Get().(*brotli.Reader)
	defer brotlis.Put(z)
	if err := z.Reset(bytes.NewReader(in)); err != nil {
		return nil, fmt.Errorf("brotli head: %w", err)
	}
	return capped(z, len(in), limit)
}

// buffers hold decompressed bodies between the requests that free them.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// keepBuffer is the largest buffer that is used again.
const keepBuffer = 256 << 10

// Free gives the memory of Body back. Nobody may use Body after that; Wire
// stays.
func (r *Response) Free() {
	if r == nil || r.Coding == "" || cap(r.Body) == 0 || cap(r.Body) > keepBuffer || len(r.Wire) > 0 && len(r.Body) > 0 && &r.Wire[0] == &r.Body[0] {
		return
	}
	b := r.Body[:0]
	r.Body = nil
	buffers.Put(&b)
}

// capped reads r to its end; more than limit bytes are an error. What was read
// is returned with it.
func capped(r io.Reader, hint int, limit int64) ([]byte, error) {
	old := buffers.Get().(*[]byte)
	b := bytes.NewBuffer((*old)[:0])
	b.Grow(int(min(int64(hint)*4, limit) + bytes.MinRead))
	n, err := b.ReadFrom(io.LimitReader(r, limit+1))
	if n > limit {
		return b.Bytes()[:limit], fmt.Errorf("%w: over %d bytes decompressed", errTooLarge, limit)
	}
	if err != nil {
		return b.Bytes(), fmt.Errorf("read: %w", err)
	}
	return b.Bytes(), nil
}

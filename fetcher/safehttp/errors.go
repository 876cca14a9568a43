package safehttp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"syscall"
)

// Reason is why a request gave no usable answer. The set is closed: it is a
// label, and the fetcher turns each into a disposition.
type Reason string

// The reasons.
const (
	BadURL       Reason = "bad_url"
	BadScheme    Reason = "bad_scheme"
	BadPort      Reason = "bad_port"
	BadAddress   Reason = "bad_address" // loopback, private and the like
	DNS          Reason = "dns"
	Connect      Reason = "connect"
	TLS          Reason = "tls"
	FirstByte    Reason = "first_byte" // no answer in time
	Slow         Reason = "slow"       // the body dripped or stalled
	Timeout      Reason = "timeout"    // the whole took too long
	TooLarge     Reason = "too_large"
	BadLength    Reason = "bad_length" // the body ended before its announced end
	BadEncoding  Reason = "bad_encoding"
	BadType      Reason = "bad_type" // content type not on the allow-list
	RedirectLoop Reason = "redirect_loop"
	Redirects    Reason = "too_many_redirects"
	BadRedirect  Reason = "bad_redirect"
	Protocol     Reason = "protocol"  // what came was no HTTP, or broke off
	Held         Reason = "held"      // a hook of the caller said no
	Cancelled    Reason = "cancelled" // the caller gave up
)

// Reasons lists them all, for labels.
var Reasons = []Reason{BadURL, BadScheme, BadPort, BadAddress, DNS, Connect, TLS, FirstByte, Slow, Timeout, TooLarge,
	BadLength, BadEncoding, BadType, RedirectLoop, Redirects, BadRedirect, Protocol, Held, Cancelled}

// Error is a request without a usable answer.
type Error struct {
	Reason Reason
	URL    string // the hop that failed
	Err    error
}

func (e *Error) Error() string {
	return "get " + e.URL + ": " + string(e.Reason) + ": " + e.Err.Error()
}
func (e *Error) Unwrap() error { return e.Err }

// ReasonOf is the reason in err, or Protocol for an error of another kind.
func ReasonOf(err error) Reason {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return Protocol
}

// Causes with which a request is cut short.
var (
	errTotal     = errors.New("total time used up")
	errFirstByte = errors.New("no answer in time")
	errIdle      = errors.New("no data for too long")
	errSlow      = errors.New("data too slow")
	errTooLarge  = errors.New("body over the limit")
)

// classify finds the reason for what the transport or the body returned. The
// cause of ctx goes first: a cut-off request fails with whatever came to hand.
func classify(ctx context.Context, err error) (Reason, error) {
	if cause := context.Cause(ctx); cause != nil {
		switch {
		case errors.Is(cause, errTotal):
			return Timeout, cause
		case errors.Is(cause, errFirstByte):
			return FirstByte, cause
		case errors.Is(cause, errIdle), errors.Is(cause, errSlow):
			return Slow, cause
		default:
			return Cancelled, cause
		}
	}
	return classifyTransport(err), err
}

func classifyTransport(err error) Reason {
	var (
		own     *Error
		addr    *AddrError
		dns     *net.DNSError
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
		invalid x509.CertificateInvalidError
		verify  *tls.CertificateVerificationError
		record  tls.RecordHeaderError
		alert   tls.AlertError
		op      *net.OpError
	)
	switch {
	case errors.As(err, &own):
		return own.Reason
	case errors.As(err, &addr):
		return BadAddress
	case errors.As(err, &dns):
		return DNS
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &verify),
		errors.As(err, &record), errors.As(err, &alert):
		return TLS
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return Connect
	case errors.As(err, &op) && op.Op == "dial":
		return Connect
	default:
		return Protocol
	}
}

// Package sink stores reports durably: the Sink interface, its promises, and
// what a report means to a store that keeps rows.
//
// Drivers live in sub-packages and pass the suite in sinktest. The package
// itself imports no database, and nothing in it changes what a report says.
package sink

import (
	"context"

	"github.com/marsad-news/marsad/event"
)

// Sink stores reports.
//
// Write is all or nothing for the batch: after an error the store is as it
// was before, and the whole batch may be written again.
//
// Write is idempotent. Articles and claims are kept by id, so a report that is
// delivered again changes nothing.
//
// A newer revision of an article replaces the older one, and an older one
// never overwrites a newer one, in whatever order they arrive; of two that
// bear the same revision the later written stands. A claim that the newest
// revision no longer makes stays in the store, marked retracted; so does
// every claim of an article whose op is retracted.
//
// Once Write returns nil the batch survives a crash of the process and, on a
// disk that honours fsync, of the machine.
//
// Write is never called concurrently on one Sink, and not after Close.
// Several processes may each hold a Sink on the same store where the driver
// says so.
type Sink interface {
	Write(ctx context.Context, reports []event.Report) error
	Close() error
}

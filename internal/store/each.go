package store

import "context"

// eachPage is how many claims [Each] reads at a time: enough to be quick,
// little enough to hold.
const eachPage = 500

// Lister reads claims page by page in the order of reading.
type Lister interface {
	Claims(ctx context.Context, q Query) (claims []Claim, next string, err error)
}

// Each calls do with every claim that a query selects, however many, and ends
// with the first error.
func Each(ctx context.Context, l Lister, q Query, do func(*Claim) error) error {
	q.Limit = eachPage
	for {
		claims, next, err := l.Claims(ctx, q)
		if err != nil {
			return err
		}
		for i := range claims {
			if err := do(&claims[i]); err != nil {
				return err
			}
		}
		if q.After = next; next == "" {
			return nil
		}
	}
}

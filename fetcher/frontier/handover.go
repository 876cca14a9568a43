package frontier

import "time"

// Known addresses can move to another frontier: as marks, which say that an
// address was settled and how, and as items, which are still to be visited.

// Mark is a settled address.
type Mark struct {
	Key   uint64
	State uint8
}

// MarkOf is the mark of a URL.
func (f *Frontier) MarkOf(url string, state uint8) Mark { return Mark{hash(f.o.Key(url)), state} }

// Import makes settled addresses known that are not, and says how many were
// not.
func (f *Frontier) Import(marks []Mark, found time.Time) (added int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, m := range marks {
		rec, known, err := f.tab.find(m.Key)
		if err != nil {
			return added, err
		}
		if known && !rec.lost() || m.State == 0 || m.Key == 0 {
			continue
		}
		rec.Found, rec.State, rec.Class = unix(found), m.State, Backfill
		if err := f.tab.write(&rec, !known); err != nil {
			return added, err
		}
		if known {
			f.count[0]--
		}
		f.seen.Add(keyBytes(m.Key))
		f.count[m.State]++
		added++
	}
	return added, nil
}

// Outstanding calls fn with what is still to be visited, history left out, and
// with how many visits of each were made, until fn returns false.
func (f *Frontier) Outstanding(fn func(it Item) bool) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for slot, more := int64(0), true; more && slot < f.tab.slots(); slot += passSlots {
		_, err := f.tab.some(slot, passSlots, func(r *Record) error {
			if !more || r.Due == 0 || r.Class == Backfill {
				return nil
			}
			it, err := f.item(r)
			if err != nil {
				return nil //nolint:nilerr // it could not be visited here either
			}
			more = fn(it)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

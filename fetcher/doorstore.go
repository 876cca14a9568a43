package fetcher

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/internal/bus"
)

// kept are the stored states of the doors of a part. Doors that we found
// ourselves come back to life here; the part has a list of them.
func (ds *doors) kept(ctx context.Context, part int) (map[string]*door, error) {
	found, _, err := ds.foundRow(ctx, part)
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if s, ok := ds.w.sites[f.Source]; ok {
			if d := ds.make(s, f.Kind, f.Door); d != nil {
				d.st.Found = true
			}
		}
	}
	got := map[string]*door{}
	for key, d := range ds.all {
		if d.read && ds.w.partOf(d.host) != part {
			continue
		}
		data, rev, err := ds.w.deps.Doors.Get(ctx, key)
		if err != nil {
			return nil, fmt.Errorf("read door: %w", err)
		}
		d.read = true
		k := &door{rev: rev}
		if len(data) == 0 || json.Unmarshal(data, &k.st) != nil {
			if rev != 0 {
				d.rev = rev // a row that cannot be read is written over
			}
			continue
		}
		d.host = link.Host(k.st.at()) // where it lives now decides whose it is
		if ds.w.partOf(d.host) == part {
			got[key] = k
		}
	}
	return got, nil
}

// foundDoor is a door that no config names.
type foundDoor struct {
	Source string        `json:"source"`
	Kind   event.JobKind `json:"kind"`
	Door   string        `json:"door"`
}

func foundKey(part int) string { return "found|" + partToken(part) }

func (ds *doors) foundRow(ctx context.Context, part int) (list []foundDoor, rev uint64, err error) {
	data, rev, err := ds.w.deps.Parts.Get(ctx, foundKey(part))
	if err != nil {
		return nil, 0, fmt.Errorf("read found doors: %w", err)
	}
	if len(data) > 0 && json.Unmarshal(data, &list) != nil {
		list = nil // made anew as doors are found again
	}
	return list, rev, nil
}

// keepFound puts a found door on the list of its part.
func (ds *doors) keepFound(ctx context.Context, part int, f foundDoor) error {
	for range 5 { // another fetcher may be writing the same list
		list, rev, err := ds.foundRow(ctx, part)
		if err != nil {
			return err
		}
		row, err := json.Marshal(append(list, f))
		if err != nil {
			return fmt.Errorf("encode found doors: %w", err)
		}
		if _, err = ds.w.deps.Parts.Put(ctx, foundKey(part), row, rev); err == nil || !isConflict(err) {
			return err
		}
	}
	return fmt.Errorf("store found door %s: %w", f.Door, bus.ErrConflict)
}

// save stores a door's state. Another fetcher may have had the door meanwhile:
// then its word stands.
func (ds *doors) save(ctx context.Context, d *door) error {
	data, err := json.Marshal(d.st)
	if err != nil {
		return fmt.Errorf("encode door: %w", err)
	}
	rev, err := ds.w.deps.Doors.Put(ctx, d.key(), data, d.rev)
	if isConflict(err) {
		_, d.rev, err = ds.w.deps.Doors.Get(ctx, d.key())
		return err
	}
	if err != nil {
		return fmt.Errorf("store door: %w", err)
	}
	d.rev = rev
	return nil
}

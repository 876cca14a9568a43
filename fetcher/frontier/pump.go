package frontier

import (
	"container/heap"
	"time"
)

// pump moves what comes due from the calendar into memory and to its host.
func (f *Frontier) pump(now time.Time) error {
	hour, secs := unix(now)/hourSecs, unix(now)
	for i, cal := range f.cal {
		room := f.o.Loaded - f.s.loaded[i]
		if room <= 0 {
			continue
		}
		err := cal.next(hour, room, func(e entry) {
			f.s.loaded[i]++
			e.cal = uint8(i)
			heap.Push(&f.s.soon, e)
		})
		if err != nil {
			return err
		}
	}
	for len(f.s.soon) > 0 && f.s.soon[0].due <= secs {
		e := heap.Pop(&f.s.soon).(entry)
		if f.s.push(e) {
			continue
		}
		if err := f.putOff(e, secs); err != nil {
			f.postpone(e)
			return err
		}
	}
	return nil
}

// spacing is how far apart the overflow of a host is put off, in seconds: the
// least interval.
const spacing = 5

// putOff makes a later appointment for what a host cannot take in.
func (f *Frontier) putOff(e entry, now uint32) error {
	h := f.s.host(e.host)
	from := int64(now) + maxQueue*spacing/2
	h.spill = max(h.spill+spacing, from)
	rec, known, err := f.tab.find(e.key)
	if err != nil {
		return err
	}
	if known && rec.Due != 0 && rec.Class == e.class && (rec.Due == e.due || rec.Due <= now) {
		rec.Due = uint32(h.spill)
		if err := f.appoint(&rec, e.host); err != nil {
			return err
		}
		if err := f.tab.write(&rec, false); err != nil {
			return err
		}
	}
	f.drop(e)
	return nil
}

package frontier

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// entry says that a URL of a host is due at a time.
type entry struct {
	key, host uint64
	due       uint32 // Unix seconds
	class     Class
	cal       uint8  // the calendar that it was read from
	hour      uint32 // the bucket of it
}

const (
	entrySize = 24
	hourSecs  = 3600
	maxOpen   = 16 // bucket files held open for appending: most visits are an hour, six, a day or a week ahead
)

// calendar keeps entries in files, one for each hour. Making an appointment is
// an append, and coming due is a read: both cost the same however many URLs
// are known. An entry is only a hint; the record says what is true.
type calendar struct {
	dir   string
	open  map[uint32]*os.File
	sizes map[uint32]int64 // of every bucket on disk
	read  map[uint32]int64 // how far each bucket was read
	out   map[uint32]int   // entries read and not settled yet
	hours []uint32         // buckets on disk, sorted
	most  int              // files open at a time
}

func openCalendar(dir string) (*calendar, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open calendar: %w", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("open calendar: %w", err)
	}
	c := &calendar{dir: dir, open: map[uint32]*os.File{}, sizes: map[uint32]int64{}, read: map[uint32]int64{}, out: map[uint32]int{}, most: maxOpen}
	for _, f := range files {
		n, err := strconv.ParseUint(strings.TrimSuffix(f.Name(), ".cal"), 10, 32)
		info, ierr := f.Info()
		if err != nil || ierr != nil {
			continue
		}
		c.sizes[uint32(n)] = info.Size() / entrySize * entrySize
		c.hours = append(c.hours, uint32(n))
	}
	slices.Sort(c.hours)
	return c, nil
}

func (c *calendar) file(hour uint32) string {
	return filepath.Join(c.dir, strconv.FormatUint(uint64(hour), 10)+".cal")
}

// add makes an appointment.
func (c *calendar) add(e *entry) error {
	hour := e.due / hourSecs
	f, err := c.handle(hour)
	if err != nil {
		return err
	}
	var b [entrySize]byte
	binary.LittleEndian.PutUint64(b[:], e.key)
	binary.LittleEndian.PutUint64(b[8:], e.host)
	binary.LittleEndian.PutUint32(b[16:], e.due)
	b[20] = byte(e.class)
	if _, err := f.WriteAt(b[:], c.sizes[hour]); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	c.sizes[hour] += entrySize
	return nil
}

func (c *calendar) handle(hour uint32) (*os.File, error) {
	if f, ok := c.open[hour]; ok {
		return f, nil
	}
	if len(c.open) >= c.most {
		for h, f := range c.open { // any but the one we need
			_ = f.Close() // every write was checked
			delete(c.open, h)
			break
		}
	}
	_, known := c.sizes[hour]
	if !known {
		_ = os.Rename(c.spare(), c.file(hour)) // none: it is made
	}
	f, err := os.OpenFile(c.file(hour), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open calendar: %w", err)
	}
	c.open[hour] = f
	if !known {
		c.sizes[hour] = 0
		i, _ := slices.BinarySearch(c.hours, hour)
		c.hours = slices.Insert(c.hours, i, hour)
	}
	return f, nil
}

// next reads up to limit entries of the hours up to and including hour, the
// oldest first, and hands each to f.
func (c *calendar) next(hour uint32, limit int, f func(entry)) error {
	for i := 0; i < len(c.hours) && c.hours[i] <= hour && limit > 0; {
		h := c.hours[i]
		if c.read[h] >= c.sizes[h] {
			if !c.settle(h, hour) {
				i++
			}
			continue
		}
		n, err := c.load(h, limit, f)
		if err != nil {
			return err
		}
		limit -= n
	}
	return nil
}

// behind says whether there is something to read of the hours up to and
// including hour.
func (c *calendar) behind(hour uint32) bool {
	for _, h := range c.hours {
		if h > hour {
			break
		}
		if c.read[h] < c.sizes[h] {
			return true
		}
	}
	return false
}

func (c *calendar) load(h uint32, limit int, f func(entry)) (int, error) {
	file, err := c.handle(h)
	if err != nil {
		return 0, err
	}
	size := min(c.sizes[h]-c.read[h], int64(limit)*entrySize)
	r := bufio.NewReaderSize(io.NewSectionReader(file, c.read[h], size), 64<<10)
	var b [entrySize]byte
	n := 0
	for ; ; n++ {
		if _, err := io.ReadFull(r, b[:]); err != nil {
			if errors.Is(err, io.EOF) {
				break
			}
			return n, fmt.Errorf("read calendar: %w", err)
		}
		c.out[h]++
		f(entry{
			key: binary.LittleEndian.Uint64(b[:]), host: binary.LittleEndian.Uint64(b[8:]),
			due: binary.LittleEndian.Uint32(b[16:]), class: min(Class(b[20]), classes-1), hour: h,
		})
	}
	c.read[h] += int64(n) * entrySize
	return n, nil
}

// done settles an entry that next handed out.
func (c *calendar) done(hour uint32) { c.out[hour]-- }

// spare is the file of a settled hour, empty, for an hour to come: where few
// URLs are known, making and removing a file costs as much as all that comes
// due in its hour.
func (c *calendar) spare() string { return filepath.Join(c.dir, "spare") }

// discard empties the file of an hour, to less than an entry, and keeps it as
// the spare one. A byte is left so that its block stays: ext4 takes a file cut
// to nothing for one that is being replaced and writes it out at once.
func (c *calendar) discard(h uint32) error {
	if f, ok := c.open[h]; ok {
		_ = f.Close() // it is emptied next
		delete(c.open, h)
	}
	if os.Truncate(c.file(h), 1) == nil && os.Rename(c.file(h), c.spare()) == nil {
		return nil
	}
	return os.Remove(c.file(h))
}

// settle removes a bucket of a past hour once nothing of it is outstanding.
func (c *calendar) settle(h, now uint32) (removed bool) {
	if h >= now || c.out[h] > 0 {
		return false
	}
	if err := c.discard(h); err != nil && !errors.Is(err, os.ErrNotExist) {
		return false // tried again at the next pass
	}
	delete(c.sizes, h)
	delete(c.read, h)
	delete(c.out, h)
	if i, ok := slices.BinarySearch(c.hours, h); ok {
		c.hours = slices.Delete(c.hours, i, i+1)
	}
	return true
}

func (c *calendar) close() error {
	var errs []error
	for _, f := range c.open {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}

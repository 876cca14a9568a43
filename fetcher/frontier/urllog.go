package frontier

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// urlLog holds the texts that records point to, one after the other, never
// changed. It is cut into segments, each a file: where an entry stands counts
// on over all of them, so that the oldest can be removed once nothing points
// there.
type urlLog struct {
	dir     string
	segment int64     // bytes after which a new segment begins
	segs    []segment // by where they begin
	end     int64
	buf     []byte
}

type segment struct {
	start int64
	f     *os.File
}

// maxEntry bounds an entry, in bytes: an address of 4 KB, a title, the rest.
const maxEntry = 32 << 10

// maxLog is how far places reach that records have 40 bits for.
const maxLog = 1 << 40

var errCorrupt = errors.New("log entry is corrupt")

// The first segment has the name that the whole log once had.
const (
	logName = "urls"
	logEnd  = ".log"
)

func segmentName(start int64) string {
	if start == 0 {
		return logName + logEnd
	}
	return fmt.Sprintf("%s-%010x%s", logName, start, logEnd)
}

func openLog(dir string, size int64) (*urlLog, error) {
	l := &urlLog{dir: dir, segment: size}
	names, err := filepath.Glob(filepath.Join(dir, logName+"*"+logEnd))
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	for _, n := range names {
		hex := strings.TrimPrefix(strings.TrimSuffix(strings.TrimPrefix(filepath.Base(n), logName), logEnd), "-")
		start, err := strconv.ParseInt("0"+hex, 16, 64)
		if err == nil {
			err = l.openSegment(start)
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open log: %w", err), l.close())
		}
	}
	slices.SortFunc(l.segs, func(a, b segment) int { return cmp.Compare(a.start, b.start) })
	if len(l.segs) == 0 {
		l.end = 1 // offset 0 means none
		return l, l.openSegment(0)
	}
	last := l.segs[len(l.segs)-1]
	size, err = last.f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open log: %w", err), l.close())
	}
	l.end = max(last.start+size, 1)
	return l, nil
}

func (l *urlLog) openSegment(start int64) error {
	f, err := os.OpenFile(filepath.Join(l.dir, segmentName(start)), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("open segment of log: %w", err)
	}
	l.segs = append(l.segs, segment{start, f})
	return nil
}

func (l *urlLog) close() error {
	var errs []error
	for _, s := range l.segs {
		errs = append(errs, s.f.Close())
	}
	return errors.Join(errs...)
}

// first is where the log begins now; what stood before is gone.
func (l *urlLog) first() int64 { return l.segs[0].start }

// size is what the log takes on disk, in bytes.
func (l *urlLog) size() int64 { return l.end - l.first() }

// cut begins a new segment and says where it begins.
func (l *urlLog) cut() (int64, error) {
	if l.end == l.segs[len(l.segs)-1].start {
		return l.end, nil
	}
	return l.end, l.openSegment(l.end)
}

// append writes the fields and returns where they stand.
func (l *urlLog) append(fields ...string) (uint64, error) {
	b := append(l.buf[:0], 0, 0, 0, 0, 0, 0, 0, 0)
	for _, s := range fields {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	l.buf = b
	binary.LittleEndian.PutUint32(b, uint32(len(b)-8))
	binary.LittleEndian.PutUint32(b[4:], crc32.ChecksumIEEE(b[8:]))
	return l.put(b)
}

// put writes a whole entry. None lies in two segments.
func (l *urlLog) put(entry []byte) (uint64, error) {
	if len(entry) > maxEntry {
		return 0, fmt.Errorf("append to log: entry of %d bytes", len(entry))
	}
	if l.end+maxEntry >= maxLog {
		return 0, errors.New("append to log: places are used up")
	}
	if l.end-l.segs[len(l.segs)-1].start >= l.segment {
		if _, err := l.cut(); err != nil {
			return 0, err
		}
	}
	at, last := l.end, l.segs[len(l.segs)-1]
	if _, err := last.f.WriteAt(entry, at-last.start); err != nil {
		return 0, fmt.Errorf("append to log: %w", err)
	}
	l.end += int64(len(entry))
	return uint64(at), nil
}

// move writes the entry at off once more and returns where it stands now.
func (l *urlLog) move(off uint64) (uint64, error) {
	b, err := l.entry(off)
	if err != nil {
		return 0, err
	}
	return l.put(b)
}

// entry returns the entry at off with its head.
func (l *urlLog) entry(off uint64) ([]byte, error) {
	i, ok := slices.BinarySearchFunc(l.segs, int64(off), func(s segment, at int64) int { return cmp.Compare(s.start, at) })
	if !ok {
		i--
	}
	if i < 0 {
		return nil, fmt.Errorf("read log at %d: %w: it begins at %d", off, errCorrupt, l.first())
	}
	s := l.segs[i]
	b := make([]byte, 512) // holds nearly every entry
	got, err := s.f.ReadAt(b, int64(off)-s.start)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read log at %d: %w", off, err) // what stands there may be whole
	}
	if got < 8 {
		return nil, fmt.Errorf("read log at %d: %w", off, errCorrupt)
	}
	size := int(binary.LittleEndian.Uint32(b))
	if size > maxEntry {
		return nil, fmt.Errorf("read log at %d: %w", off, errCorrupt)
	}
	if size+8 > got {
		b = make([]byte, size+8)
		if _, err := s.f.ReadAt(b, int64(off)-s.start); errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("read log at %d: %w", off, errCorrupt)
		} else if err != nil {
			return nil, fmt.Errorf("read log at %d: %w", off, err)
		}
	}
	b = b[:8+size]
	if crc32.ChecksumIEEE(b[8:]) != binary.LittleEndian.Uint32(b[4:]) {
		return nil, fmt.Errorf("read log at %d: %w", off, errCorrupt)
	}
	return b, nil
}

// read returns n fields of the entry at off.
func (l *urlLog) read(off uint64, n int) ([]string, error) {
	b, err := l.entry(off)
	if err != nil {
		return nil, err
	}
	return fields(b[8:], n, off)
}

func fields(b []byte, n int, off uint64) ([]string, error) {
	out := make([]string, n)
	for i := range out {
		if len(b) == 0 {
			break // an entry of an older version has fewer
		}
		size, w := binary.Uvarint(b)
		if w <= 0 || size > uint64(len(b)-w) {
			return nil, fmt.Errorf("read log at %d: %w", off, errCorrupt)
		}
		out[i] = string(b[w : w+int(size)])
		b = b[w+int(size):]
	}
	return out, nil
}

// removeBefore removes the segments that end before a place.
func (l *urlLog) removeBefore(at int64) error {
	for len(l.segs) > 1 && l.segs[1].start <= at {
		s := l.segs[0]
		if err := errors.Join(s.f.Close(), os.Remove(filepath.Join(l.dir, segmentName(s.start)))); err != nil {
			return fmt.Errorf("remove segment of log: %w", err)
		}
		l.segs = l.segs[1:]
	}
	return nil
}

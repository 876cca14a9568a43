package frontier

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// urlLog holds the texts that records point to, one after the other, never
// changed.
type urlLog struct {
	f   *os.File
	end int64
	buf []byte
}

// maxEntry bounds an entry, in bytes: an address of 4 KB, a title, the rest.
const maxEntry = 32 << 10

var errCorrupt = errors.New("log entry is corrupt")

func openLog(dir string) (*urlLog, error) {
	f, err := os.OpenFile(filepath.Join(dir, "urls.log"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open log: %w", err), f.Close())
	}
	if end == 0 {
		end = 1 // offset 0 means none
	}
	return &urlLog{f: f, end: end}, nil
}

// append writes the fields and returns where they stand.
func (l *urlLog) append(fields ...string) (uint64, error) {
	b := append(l.buf[:0], 0, 0, 0, 0, 0, 0, 0, 0)
	for _, s := range fields {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	l.buf = b
	if len(b) > maxEntry {
		return 0, fmt.Errorf("append to log: entry of %d bytes", len(b))
	}
	binary.LittleEndian.PutUint32(b, uint32(len(b)-8))
	binary.LittleEndian.PutUint32(b[4:], crc32.ChecksumIEEE(b[8:]))
	at := l.end
	if _, err := l.f.WriteAt(b, at); err != nil {
		return 0, fmt.Errorf("append to log: %w", err)
	}
	l.end += int64(len(b))
	return uint64(at), nil
}

// read returns n fields of the entry at off.
func (l *urlLog) read(off uint64, n int) ([]string, error) {
	b := make([]byte, 512) // holds nearly every entry
	got, err := l.f.ReadAt(b, int64(off))
	if err != nil && !errors.Is(err, io.EOF) || got < 8 {
		return nil, fmt.Errorf("read log at %d: %w", off, errors.Join(errCorrupt, err))
	}
	size := int(binary.LittleEndian.Uint32(b))
	if size > maxEntry {
		return nil, fmt.Errorf("read log at %d: %w", off, errCorrupt)
	}
	sum := binary.LittleEndian.Uint32(b[4:])
	if size+8 > got {
		b = make([]byte, size+8)
		if _, err := l.f.ReadAt(b, int64(off)); err != nil {
			return nil, fmt.Errorf("read log at %d: %w", off, errors.Join(errCorrupt, err))
		}
	}
	b = b[8 : 8+size]
	if crc32.ChecksumIEEE(b) != sum {
		return nil, fmt.Errorf("read log at %d: %w", off, errCorrupt)
	}
	return fields(b, n, off)
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

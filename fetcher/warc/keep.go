package warc

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// Options shape an archive that is written.
type Options struct {
	Dir      string
	MaxAge   time.Duration // files whose last record is older are removed; 0: never
	MaxBytes int64         // of all files together, the oldest are removed first; 0: no limit
	FileSize int64         // bytes after which a new file begins; 0: 256 MiB
	FileAge  time.Duration // time after which a new file begins; 0: 6 h
	Records  int           // exchanges after which a new file begins; 0: 50,000
	Software string        // who writes, for the head of each file
	Contact  string        // of whoever runs it, for the head of each file
	Now      func() time.Time
	Log      *slog.Logger
	Metrics  *Metrics // nil: not counted
}

func (o *Options) fill() {
	if o.FileSize == 0 {
		o.FileSize = 256 << 20
	}
	if o.FileAge == 0 {
		o.FileAge = 6 * time.Hour
	}
	if o.Records == 0 {
		o.Records = 50_000
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Software == "" {
		o.Software = "marsad"
	}
}

// The ends of names. A file that is being written ends in the third.
const (
	fileEnd  = ".warc.gz"
	indexEnd = ".cdxj"
	openEnd  = ".open"
)

// Keep is an archive that is written. It is safe for concurrent use; other
// processes may have the same directory and write files of their own.
type Keep struct {
	o     Options
	token string // tells our files from those of other processes
	mu    sync.Mutex
	f     *os.File
	name  string // of the file, without openEnd
	size  int64
	began time.Time
	syncd time.Time
	index []Entry
	n     int // files begun
	seen  *memory
	err   error // why nothing can be written any more
}

// Open makes an archive ready for writing: files that a killed process left
// behind are mended, old ones removed.
func Open(o Options) (*Keep, error) {
	o.fill()
	if err := os.MkdirAll(o.Dir, 0o750); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	k := &Keep{o: o, token: strings.ToLower(rand.Text()[:8]), seen: newMemory(o.trust())}
	if err := mendAll(o.Dir, o.Log); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	if err := k.expire(); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	if err := k.recall(); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	return k, nil
}

// trust is how long a record may be referred to: re-visits end after a week,
// and what is referred to must not be removed long before what refers to it.
func (o *Options) trust() time.Duration {
	const week = 8 * 24 * time.Hour
	if o.MaxAge > 0 {
		return min(week, o.MaxAge/2)
	}
	return week
}

// Keep stores the exchange that brought a page and says where, as
// "file:offset". A body that is there already, and the answer that nothing
// changed, become a revisit record; such an answer to a page that is not there
// is not kept, and where is empty.
func (k *Keep) Keep(res *safehttp.Response, p *event.Page) (where string, err error) {
	return k.keep(res, Page, p)
}

// KeepBeside stores an exchange that brings no page, for a source: what the
// fetcher was told by robots.txt, doors and redirects. It becomes a revisit as
// pages do.
func (k *Keep) KeepBeside(res *safehttp.Response, kind Kind, source string) error {
	_, err := k.keep(res, kind, &event.Page{URL: res.URL, Source: source})
	return err
}

func (k *Keep) keep(res *safehttp.Response, kind Kind, p *event.Page) (where string, err error) {
	at := res.Start.UTC().Truncate(time.Microsecond)
	d, e := k.draft(res, kind, p, at)
	if d == nil {
		return "", nil
	}
	var b bytes.Buffer
	b.Grow(len(res.Wire)/2 + 4<<10)
	d.append(&b)
	e.Length = int64(b.Len())
	asked(res, at, d.fields.Get("WARC-Record-ID")).append(&b)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.write(b.Bytes(), &e); err != nil {
		k.o.Metrics.failed()
		return "", err
	}
	k.o.Metrics.written(&e, int64(b.Len()))
	if !e.Revisit() {
		k.seen.add(e.Digest, ref{e.URL, at, e.Where()})
	}
	return e.Where(), nil
}

// draft decides what kind of record an exchange becomes.
func (k *Keep) draft(res *safehttp.Response, kind Kind, p *event.Page, at time.Time) (*draft, Entry) {
	e := Entry{Key: Key(res.Final), Time: at, URL: res.Final, Source: p.Source, Kind: kind, Status: res.Status, Mime: mimeRevisit}
	if p.URL != res.Final {
		e.As = p.URL
	}
	if res.Status == http.StatusNotModified {
		of, sum, ok := k.seen.last(res.Final, at)
		if !ok {
			return nil, e
		}
		e.Digest = sum
		return revisit(res, kind, p, at, "sha1:"+sum, ProfileNotModified, of), e
	}
	payload := digest(res.Wire)
	e.Digest = plainDigest(payload)
	if of, ok := k.seen.same(e.Digest, at); ok && len(res.Wire) > 0 {
		return revisit(res, kind, p, at, payload, ProfileSame, of), e
	}
	x := &Exchange{Header: res.Header}
	e.Mime = x.MediaType()
	return answer(res, kind, p, at, payload), e
}

// syncEvery is the most that a failure of power may cost, in time.
const syncEvery = 5 * time.Second

// write puts the bytes behind the file, whole or not at all.
func (k *Keep) write(b []byte, e *Entry) error {
	if k.err != nil {
		return k.err
	}
	now := k.o.Now()
	if k.f != nil && (k.size >= k.o.FileSize || len(k.index) >= k.o.Records || now.Sub(k.began) >= k.o.FileAge) {
		if err := k.finish(); err != nil {
			return err
		}
		if err := k.expire(); err != nil {
			k.o.Log.Warn("old archive files not removed", "dir", k.o.Dir, "err", err)
		}
	}
	if k.f == nil {
		if err := k.begin(now); err != nil {
			return err
		}
	}
	e.File, e.Offset = k.name, k.size
	if err := k.put(b); err != nil {
		return err
	}
	k.index = append(k.index, *e)
	if now.Sub(k.syncd) > syncEvery {
		k.syncd = now
		if err := k.f.Sync(); err != nil {
			return fmt.Errorf("sync archive: %w", err)
		}
	}
	return nil
}

// put writes at the end, and cuts what a failure left there.
func (k *Keep) put(b []byte) error {
	_, err := k.f.WriteAt(b, k.size)
	if err == nil {
		k.size += int64(len(b))
		return nil
	}
	err = fmt.Errorf("write archive: %w", err)
	if terr := k.f.Truncate(k.size); terr != nil {
		k.err = errors.Join(err, terr) // the tail is torn: mended at the next start
		return k.err
	}
	return err
}

// begin opens a new file with the record that describes it.
func (k *Keep) begin(now time.Time) error {
	k.n++
	k.name = fmt.Sprintf("marsad-%s-%05d-%s%s", now.UTC().Format(stampLayout), k.n, k.token, fileEnd)
	path := filepath.Join(k.o.Dir, k.name+openEnd)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return fmt.Errorf("begin archive file: %w", err)
	}
	if !lock(f) {
		return errors.Join(fmt.Errorf("begin archive file: %s is locked", path), f.Close())
	}
	k.f, k.size, k.began, k.syncd, k.index = f, 0, now, now, nil
	k.o.Metrics.opened(1)
	var b bytes.Buffer
	k.info(now).append(&b)
	if err := k.put(b.Bytes()); err != nil {
		k.f = nil
		k.o.Metrics.opened(-1)
		return errors.Join(err, f.Close(), os.Remove(path))
	}
	return nil
}

func (k *Keep) info(now time.Time) *draft {
	var text bytes.Buffer
	for _, l := range [][2]string{
		{"software", k.o.Software}, {"format", "WARC File Format 1.1"},
		{"conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		{"operator", k.o.Contact}, {"robots", "classic"}, {"description", "pages of news sources, fetched by Marsad"},
	} {
		if l[1] != "" {
			text.WriteString(l[0] + ": " + l[1] + "\r\n")
		}
	}
	d := &draft{head: text.Bytes()}
	d.fields.add("WARC-Type", Info)
	d.fields.add("WARC-Record-ID", recordID(Info, k.name, now))
	d.fields.add(fieldDate, formatDate(now))
	d.fields.add("WARC-Filename", k.name)
	d.fields.add("Content-Type", "application/warc-fields")
	d.fields.add("WARC-Block-Digest", digest(d.head))
	return d
}

// finish closes the file: index first, then the name that says it is whole.
func (k *Keep) finish() error {
	f := k.f
	k.f = nil
	k.o.Metrics.opened(-1)
	if err := errors.Join(f.Sync(), seal(k.o.Dir, k.name, k.index), f.Close()); err != nil {
		return fmt.Errorf("finish archive file: %w", err)
	}
	k.index = nil
	return nil
}

// Close finishes the file under way.
func (k *Keep) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err == nil {
		k.err = errors.New("the archive is closed")
	}
	if k.f == nil {
		return nil
	}
	return k.finish()
}

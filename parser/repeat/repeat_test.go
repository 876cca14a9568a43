package repeat

import (
	"bytes"
	"errors"
	"testing"
)

// story is a page with blocks of its own and the given others.
func story(i int, others ...uint64) (uint64, []uint64) {
	blocks := []uint64{uint64(1000 + 10*i), uint64(1001 + 10*i), uint64(1002 + 10*i)}
	return uint64(i), append(blocks, others...)
}

const (
	footer = 1
	appeal = 2
	wire   = 3
)

func TestRepeatsWhatStandsOnMostPages(t *testing.T) {
	var m Memory
	for i := range 20 {
		id, blocks := story(i, footer)
		if i%5 == 0 {
			blocks = append(blocks, wire) // background under one story in five
		}
		m.Add(id, blocks)
	}
	if !m.Repeats(footer) {
		t.Error("a footer on every page is not known")
	}
	if m.Repeats(wire) || m.Repeats(1000) || m.Repeats(99) {
		t.Error("a paragraph of a few stories, of one or of none is called repeated")
	}
}

func TestRepeatsNothingOfAnUnknownSite(t *testing.T) {
	var m Memory
	for i := range enoughPages - 1 {
		id, blocks := story(i, footer)
		m.Add(id, blocks)
	}
	if m.Repeats(footer) {
		t.Errorf("%d pages are enough to condemn a block", m.Pages())
	}
	var none *Memory
	if none.Repeats(footer) {
		t.Error("no memory remembers")
	}
}

func TestAddCountsAPageOnce(t *testing.T) {
	var m Memory
	for range 30 {
		id, blocks := story(1)
		m.Add(id, append(blocks, blocks...))
	}
	if m.Pages() != 1 || m.Repeats(1010) {
		t.Errorf("one page read again counts %d times", m.Pages())
	}
}

func TestMemoryForgetsWhatIsGone(t *testing.T) {
	var m Memory
	for i := range 40 {
		id, blocks := story(i, appeal)
		m.Add(id, blocks)
	}
	if !m.Repeats(appeal) {
		t.Fatal("the appeal is not known")
	}
	for i := range 200 {
		id, blocks := story(100+i, footer)
		m.Add(id, blocks)
	}
	if m.Repeats(appeal) || !m.Repeats(footer) {
		t.Error("the old appeal is remembered or the new footer is not")
	}
}

func TestMemoryIsBounded(t *testing.T) {
	var m Memory
	next := uint64(1 << 32)
	for i := range 300 {
		blocks := []uint64{footer}
		for range 1000 {
			next++
			blocks = append(blocks, next)
		}
		m.Add(uint64(i), blocks)
	}
	data, err := m.MarshalBinary()
	if err != nil || len(m.blocks) > maxBlocks || len(data) > 32<<10 {
		t.Errorf("%d blocks, %d bytes, %v", len(m.blocks), len(data), err)
	}
	if !m.Repeats(footer) {
		t.Error("the footer was forgotten among rare blocks")
	}
}

func TestMemorySurvivesARestart(t *testing.T) {
	var m, back Memory
	for i := range 50 {
		id, blocks := story(i, footer)
		m.Add(id, blocks)
	}
	data, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if err := back.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	again, _ := back.MarshalBinary()
	if !bytes.Equal(data, again) || !back.Repeats(footer) || back.Pages() != m.Pages() {
		t.Error("the memory came back another")
	}
	if id, blocks := story(49, footer); back.Add(id, blocks) {
		t.Error("a page known before the restart counts again")
	}
	for _, bad := range [][]byte{nil, {2}, data[:len(data)-1], append(data, 0), {version, 0xff}} {
		if err := back.UnmarshalBinary(bad); !errors.Is(err, ErrFormat) {
			t.Errorf("%d bytes are read as a memory: %v", len(bad), err)
		}
	}
	if !back.Repeats(footer) {
		t.Error("a refused memory spoiled the one that was there")
	}
}

func FuzzUnmarshalBinary(f *testing.F) {
	var m Memory
	id, blocks := story(1, footer)
	m.Add(id, blocks)
	data, _ := m.MarshalBinary()
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		var m Memory
		if m.UnmarshalBinary(data) != nil {
			return
		}
		out, err := m.MarshalBinary()
		var back Memory
		if err != nil || back.UnmarshalBinary(out) != nil {
			t.Fatalf("what was read cannot be written and read: %v", err)
		}
	})
}

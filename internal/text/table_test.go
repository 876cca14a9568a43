package text

import "testing"

func TestTableFindsWhatWasPut(t *testing.T) {
	words := []string{"", "a", "ab", "abc", "abcd", "و", "لا", "الف", "مليون", "ﻻ", "one", "two"}
	var table Table[int]
	for i, w := range words {
		table.Put(w, i)
	}
	for i, w := range words {
		if got, ok := table.Get(w); !ok || got != i {
			t.Errorf("Get(%q) = %d, %v, want %d", w, got, ok, i)
		}
	}
	for _, w := range []string{"b", "abce", "لاا", "الفا", "قوات", "three"} {
		if _, ok := table.Get(w); ok {
			t.Errorf("Get(%q) finds it", w)
		}
	}
	var empty Table[int]
	if _, ok := empty.Get(""); ok {
		t.Error("an empty table has a word")
	}
}

func TestTableMayHoldWhatHasProclitics(t *testing.T) {
	var table Table[int]
	table.Put("مليون", 1)
	table.Put("شهر", 2)
	for _, w := range []string{"مليون", "ومليون", "بمليون", "وبمليون", "المليون", "والمليون", "بالمليون", "للمليون", "وللمليون", "كمليون", "فالشهر", "لشهر"} {
		if !table.MayHold(w) {
			t.Errorf("MayHold(%q) says no", w)
		}
	}
	for _, w := range []string{"", "و", "قوات", "والقوات", "للقوات", "وصول"} {
		if table.MayHold(w) {
			t.Errorf("MayHold(%q) says yes", w)
		}
	}
}

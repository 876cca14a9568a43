package claim

import "testing"

// «ثمة» is a trigger that stands where a place would: what is resolved against
// it may not take it for one.
func TestTriggerInPlaceOfAPlaceIsRead(t *testing.T) {
	r := newReader(t)
	for _, src := range []string{
		"قال الوزير الغاني في باماكو إن القوات ما زالت ثمة.",
		"وصلت القوات الغانية إلى مالي وفي باماكو ما زالت القوات ثمة.",
		"وصلت القوات الغانية إلى القاعدة في مالي وما زالت القوات هناك ثمة.",
	} {
		r.read(src) // it used to end the program
	}
}

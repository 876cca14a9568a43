package attribution

// saidIn gives an official of a state that nothing in his title names the one
// in whose capital he speaks: "a government spokesman said in Nairobi".
// Ministers travel; spokesmen stay.
func (s *sentence) saidIn(v *voice, q *cue) {
	if v.kind != office || len(v.Org) < 5 || v.Org[3] != '-' || !s.among("en resident", v.key) || s.geo(v.first, v.last) != "" {
		return
	}
	k := q.Last
	if k+1 >= s.last || s.fold(k) != "in" || s.capital(k+1) == nil {
		return
	}
	if c := s.geo(k+1, k+2); c != "" && c != v.Country {
		v.Country, v.Org = c, c+v.Org[3:]
	}
}

package attribution

// readEnglish reads a sentence of an English text.
func (s *sentence) readEnglish() { s.read() }

package safehttp

// Decode undoes content codings as [Client.Get] does, for bodies that come out
// of an archive. headers are the values of Content-Encoding.
func Decode(headers []string, wire []byte, limit int64) (body []byte, coding string, err error) {
	return decode(headers, wire, limit)
}

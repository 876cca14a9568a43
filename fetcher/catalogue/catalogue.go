// Package catalogue ships a list of outlets that report on the region, as
// entries for a source list.
//
// It is data and reads nothing: "marsad source catalogue" writes it out, a
// person checks it and takes what they want. An entry without a date under
// "verified" was written from general knowledge; its doors may be elsewhere.
package catalogue

import "embed"

// Files are the lists, one for each part of the region.
//
//go:embed *.yaml
var Files embed.FS

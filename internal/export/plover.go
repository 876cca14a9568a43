package export

import (
	"slices"

	"github.com/marsad-news/marsad/internal/store"
)

// PLOVERColumns are those columns of POLECAT that a claim can fill, in its
// order and under its names, then our own.
var PLOVERColumns = slices.Concat([]string{
	"Event ID", "Event Date", "Event Type", "Event Mode", "Quad Code", "Contexts",
	"Actor Name", "Actor Country", "Actor Name Raw", "Recipient Name", "Recipient Country", "Recipient Name Raw",
	"Placename", "Province", "Country", "Latitude", "Longitude", "Raw Placename", "Source", "Publication Date", "Language",
	"cameo",
}, TraceColumns)

// PLOVER are the rows of a claim under [PLOVERColumns]. The CAMEO code stands
// beside, because the published conversion of it leads elsewhere.
func (s *Events) PLOVER(c *store.Claim) [][]any {
	return s.each(c, func(r *reading) []any {
		e, p, at := r.e, provenance(c), &r.e.Place
		if e.PLOVER.Event == "" {
			return nil
		}
		return append([]any{
			r.id(), day(e.Date), e.PLOVER.Event, e.PLOVER.Mode, e.PLOVER.Quad(), e.PLOVER.Context,
			name(e.Actor), r.country(e.Actor), e.Actor.Name, name(e.Recipient), r.country(e.Recipient), e.Recipient.Name,
			at.Site, at.Admin1, at.Country, number(at.Lat), number(at.Lon), at.Text, p.Source, p.Published, p.Lang,
			e.CAMEO,
		}, r.trace()...)
	})
}

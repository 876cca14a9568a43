package export

import (
	"slices"

	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/store"
)

// CAMEOColumns are the columns of event rows as OEDA's Phoenix data names
// them, without the Goldstein score, then our own.
var CAMEOColumns = slices.Concat([]string{
	"EventID", "Date", "SourceActorEntity", "SourceActorRole", "TargetActorEntity", "TargetActorRole", "EventCode", "EventRootCode",
	"Lat", "Lon", "LocationName", "StateName", "CountryCode", "URLs", "NewsSources", "plover",
}, TraceColumns)

// CAMEO are the rows of a claim under [CAMEOColumns]. Codes are text: their
// zeros in front are part of them.
func (s *Events) CAMEO(c *store.Claim) [][]any {
	return s.each(c, func(r *reading) []any {
		e, p, at := r.e, provenance(c), &r.e.Place
		if e.CAMEO == "" {
			return nil
		}
		return append([]any{
			r.id(), day(e.Date), e.Actor.ID, r.role(e.Actor), e.Recipient.ID, r.role(e.Recipient), e.CAMEO, e.CAMEO[:2],
			number(at.Lat), number(at.Lon), at.Site, at.Admin1, at.Country, p.URL, p.Source, e.PLOVER.String(),
		}, r.trace()...)
	})
}

// role is CAMEO's role code of a party: MIL for a state's force that moves.
// Who announces, demands or refuses is a state, and of its organs CAMEO's codes
// know too few.
func (r *reading) role(p crosswalk.Party) string {
	moves := r.e.PLOVER.Quad() == crosswalk.MaterialConflict || r.e.PLOVER.Quad() == crosswalk.MaterialCooperation
	if moves && p == r.e.Actor && r.country(p) != "" && r.c.Force.Role != "contractor" {
		return "MIL"
	}
	return ""
}

package gazetteer

// The classes of entries.
const (
	Country = "country"
	Demonym = "demonym"
	People  = "people"
	Actor   = "actor"
	Site    = "place"
	Region  = "region"
	Troop   = "troop"
	Role    = "role"
	Base    = "base"
	Office  = "office"
	Body    = "body"
	Org     = "org"
	Outlet  = "outlet"
	Rank    = "rank"
	Person  = "person"
	None    = "none" // phrases that are no entity: they only keep shorter names from matching
)

var classes = map[string]bool{
	Country: true, Demonym: true, People: true, Actor: true, Site: true, Region: true, Troop: true,
	Role: true, Base: true, Office: true, Body: true, Org: true, Outlet: true, Rank: true, Person: true, None: true,
}

package claim

import "github.com/marsad-news/marsad/enricher/gazetteer"

// entity is a class of the gazetteer, a bit for each; several together are a
// set.
type entity uint16

const (
	entActor entity = 1 << iota
	entBase
	entBody
	entCountry
	entDemonym
	entOffice
	entOrg
	entOutlet
	entPeople
	entPerson
	entRank
	entRegion
	entRole
	entSite
	entTroop
)

// entities are the classes by the names that the gazetteer gives them.
var entities = map[string]entity{
	gazetteer.Actor:   entActor,
	gazetteer.Base:    entBase,
	gazetteer.Body:    entBody,
	gazetteer.Country: entCountry,
	gazetteer.Demonym: entDemonym,
	gazetteer.Office:  entOffice,
	gazetteer.Org:     entOrg,
	gazetteer.Outlet:  entOutlet,
	gazetteer.People:  entPeople,
	gazetteer.Person:  entPerson,
	gazetteer.Rank:    entRank,
	gazetteer.Region:  entRegion,
	gazetteer.Role:    entRole,
	gazetteer.Site:    entSite,
	gazetteer.Troop:   entTroop,
}

package claim

// function is what a function word does, as far as a rule asks for it.
type function uint8

const (
	fnNone function = iota
	fnAbstract
	fnAccord
	fnAfter
	fnAgainst
	fnAgentby
	fnAll
	fnAlliance
	fnAmong
	fnAnd
	fnAny
	fnAsk
	fnAux
	fnBe
	fnBefore
	fnBetween
	fnBreak
	fnComp
	fnCompany
	fnContributor
	fnCount
	fnDem
	fnDir
	fnDuty
	fnExcept
	fnFrom
	fnGroup
	fnHome
	fnHomeland
	fnIn
	fnIts
	fnItscount
	fnLand
	fnLast
	fnLed
	fnLimit
	fnMade
	fnMission
	fnMore
	fnMost
	fnNamed
	fnNamely
	fnNear
	fnNobody
	fnNoneof
	fnOf
	fnOff
	fnOn
	fnOnly
	fnOr
	fnOur
	fnPlus
	fnPronoun
	fnQad
	fnRel
	fnRest
	fnSize
	fnSoil
	fnSome
	fnSport
	fnStates
	fnTask
	fnThe
	fnThem
	fnThere
	fnThey
	fnThing
	fnTo
	fnToward
	fnTurn
	fnUnit
	fnVia
	fnWas
	fnWe
	fnWeb
	fnWith
)

// functions are the functions by the names that the lists give them.
var functions = map[string]function{
	"abstract":    fnAbstract,
	"accord":      fnAccord,
	"after":       fnAfter,
	"against":     fnAgainst,
	"agentby":     fnAgentby,
	"all":         fnAll,
	"alliance":    fnAlliance,
	"among":       fnAmong,
	"and":         fnAnd,
	"any":         fnAny,
	"ask":         fnAsk,
	"aux":         fnAux,
	"be":          fnBe,
	"before":      fnBefore,
	"between":     fnBetween,
	"break":       fnBreak,
	"comp":        fnComp,
	"company":     fnCompany,
	"contributor": fnContributor,
	"count":       fnCount,
	"dem":         fnDem,
	"dir":         fnDir,
	"duty":        fnDuty,
	"except":      fnExcept,
	"from":        fnFrom,
	"group":       fnGroup,
	"home":        fnHome,
	"homeland":    fnHomeland,
	"in":          fnIn,
	"its":         fnIts,
	"itscount":    fnItscount,
	"land":        fnLand,
	"last":        fnLast,
	"led":         fnLed,
	"limit":       fnLimit,
	"made":        fnMade,
	"mission":     fnMission,
	"more":        fnMore,
	"most":        fnMost,
	"named":       fnNamed,
	"namely":      fnNamely,
	"near":        fnNear,
	"nobody":      fnNobody,
	"noneof":      fnNoneof,
	"of":          fnOf,
	"off":         fnOff,
	"on":          fnOn,
	"only":        fnOnly,
	"or":          fnOr,
	"our":         fnOur,
	"plus":        fnPlus,
	"pronoun":     fnPronoun,
	"qad":         fnQad,
	"rel":         fnRel,
	"rest":        fnRest,
	"size":        fnSize,
	"soil":        fnSoil,
	"some":        fnSome,
	"sport":       fnSport,
	"states":      fnStates,
	"task":        fnTask,
	"the":         fnThe,
	"them":        fnThem,
	"there":       fnThere,
	"they":        fnThey,
	"thing":       fnThing,
	"to":          fnTo,
	"toward":      fnToward,
	"turn":        fnTurn,
	"unit":        fnUnit,
	"via":         fnVia,
	"was":         fnWas,
	"we":          fnWe,
	"web":         fnWeb,
	"with":        fnWith,
}

package boilerplate

// kind says what a stripped block is.
type kind uint8

// The kinds. Their names are what an operator reads.
const (
	kindNone kind = iota
	kindComments
	kindDonation
	kindRelated
	kindCaption
	kindShare
	kindTags
	kindNewsletter
	kindCookie
	kindAdvert
	kindMasthead
	kindAuthorBio
	kindCopyright
	kindNavigation
	kindMostRead
	kindTicker
	kindFontControls
	kindPaywall
	kindHidden
	kindByline
	kindDate
	kindMeta
	kindTitle
	kindKicker
	kindLead
	kindSummary
	kindTOC
	kindVideo
	kindAudio
	kindEmbed
	kindPullQuote
	kindPoll
	kindLogin
	kindModal
	kindCorrection
	kindSourceLine
	kindSignature
	kindLetterhead
	kindDuplicate
	kindRepeats
	kindControls
	kindSmallPrint
	kindForm
	kindLive
	kindReply
	kindRule
	kindOutside
	kindEmbedded
	kindBody
	kindKeep
)

var kindNames = [...]string{
	kindNone: "", kindComments: "comments", kindDonation: "donation", kindRelated: "related", kindCaption: "caption",
	kindShare: "share", kindTags: "tags", kindNewsletter: "newsletter", kindCookie: "cookie", kindAdvert: "advert",
	kindMasthead: "masthead", kindAuthorBio: "author-bio", kindCopyright: "copyright", kindNavigation: "navigation",
	kindMostRead: "most-read", kindTicker: "ticker", kindFontControls: "font-controls", kindPaywall: "paywall",
	kindHidden: "hidden", kindByline: "byline", kindDate: "date", kindMeta: "meta", kindTitle: "title", kindKicker: "kicker",
	kindLead: "lead", kindSummary: "summary", kindTOC: "toc", kindVideo: "video", kindAudio: "audio", kindEmbed: "embed",
	kindPullQuote: "pullquote", kindPoll: "poll", kindLogin: "login", kindModal: "modal", kindCorrection: "correction",
	kindSourceLine: "source-line", kindSignature: "signature", kindLetterhead: "letterhead",
	kindDuplicate: "duplicate", kindRepeats: "repeats", kindControls: "controls", kindSmallPrint: "small-print", kindForm: "form", kindLive: "live", kindReply: "reply", kindRule: "rule",
	kindOutside: "outside", kindEmbedded: "embedded", kindBody: "body", kindKeep: "keep",
}

// String names the kind.
func (k kind) String() string { return kindNames[k] }

// kindOf is the kind of a name, for reading data files.
func kindOf(name string) (kind, bool) {
	for i, n := range kindNames {
		if n == name && i > 0 {
			return kind(i), true
		}
	}
	return kindNone, false
}

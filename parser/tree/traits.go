package tree

import "golang.org/x/net/html/atom"

// trait is what the building of a tree asks of an element.
type trait uint16

const (
	special    trait = 1 << iota // no end tag of another element reaches over it
	scope                        // end tags within it do not reach out of it
	list                         // … those of items neither
	table                        // its children are rows, groups or cells
	cell                         // a cell or caption
	tableScope                   // nothing of a table within it belongs to a table without
	implied                      // its end goes without saying
	heading                      //
	paragraph                    //
	button                       //
	formatting                   // it is opened again behind a block that cuts it off
	marker                       // formatting does not reach into or out of it
	block                        // lines break before and behind it
	loose                        // items and definitions are looked for through it
)

// How the start and end tag of an element are read.
type reading uint8

const (
	ordinary    reading = iota // flows with the text
	ofBlock                    // ends a paragraph
	ofHeading                  // … and another heading
	ofItem                     // … and the item before
	ofTerm                     // … and the term or definition before
	ofStyle                    // formatting
	ofAnchor                   // … that does not nest
	ofButton                   //
	ofForm                     //
	ofTable                    //
	ofPart                     // of a table
	ofVoid                     // holds nothing
	ofRule                     // … and ends a paragraph
	ofHead                     // belongs to the head, where there is one
	ofRaw                      // its content is no markup and left out
	ofRawText                  // … and kept
	ofScript                   // … and kept if it is data
	ofDrawing                  // markup of another language
	ofObject                   // formatting does not reach into it
	ofOption                   //
	ofMarked                   // markers of ruby text
	ofParagraph                //
	ofPage                     // html, head, body, frames
)

// traitsOf is how an element is built.
type traitsOf struct {
	is trait
	by reading
}

// traits are those of the elements that are not ordinary.
var traits = func() map[atom.Atom]traitsOf {
	m := map[atom.Atom]traitsOf{}
	add := func(by reading, is trait, names ...atom.Atom) {
		for _, a := range names {
			m[a] = traitsOf{is, by}
		}
	}
	add(ofBlock, special|block, atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir,
		atom.Div, atom.Dl, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Header, atom.Hgroup, atom.Listing, atom.Main,
		atom.Menu, atom.Nav, atom.Ol, atom.Pre, atom.Search, atom.Section, atom.Summary, atom.Ul)
	for _, a := range []atom.Atom{atom.Address, atom.Div} {
		m[a] = traitsOf{m[a].is | loose, ofBlock}
	}
	for _, a := range []atom.Atom{atom.Ul, atom.Ol} {
		m[a] = traitsOf{m[a].is | list, ofBlock}
	}
	add(ofParagraph, special|block|implied|paragraph|loose, atom.P)
	add(ofHeading, special|block|heading, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	add(ofItem, special|block|implied, atom.Li)
	add(ofTerm, special|block|implied, atom.Dd, atom.Dt)
	add(ofStyle, formatting, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
		atom.Strong, atom.Tt, atom.U)
	add(ofAnchor, formatting, atom.A)
	add(ofButton, special|button, atom.Button)
	add(ofForm, special|block, atom.Form)
	add(ofTable, special|block|scope|table|tableScope, atom.Table)
	add(ofPart, special|block|table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr)
	add(ofPart, special|block|scope|marker|cell, atom.Td, atom.Th, atom.Caption)
	add(ofPart, special|block, atom.Colgroup, atom.Col)
	add(ofVoid, special, atom.Area, atom.Br, atom.Embed, atom.Img, atom.Input, atom.Wbr, atom.Param, atom.Source, atom.Track, atom.Keygen)
	add(ofRule, special|block, atom.Hr)
	add(ofHead, special, atom.Base, atom.Basefont, atom.Bgsound, atom.Link, atom.Meta)
	add(ofRaw, special, atom.Style, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Textarea, atom.Template)
	add(ofRawText, special, atom.Title, atom.Xmp)
	add(ofScript, special, atom.Script)
	add(ofDrawing, 0, atom.Svg, atom.Math)
	add(ofObject, special|scope|marker, atom.Applet, atom.Marquee, atom.Object)
	add(ofOption, implied, atom.Option, atom.Optgroup)
	add(ofMarked, implied, atom.Rb, atom.Rp, atom.Rt, atom.Rtc)
	add(ofPage, special|scope|tableScope|block, atom.Html, atom.Body)
	add(ofPage, special, atom.Head, atom.Frameset, atom.Frame)
	return m
}()

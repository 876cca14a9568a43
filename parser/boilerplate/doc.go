// Package boilerplate finds the article in a page of HTML and says what
// everything else on the page is.
//
// It reads nodes and returns a value: no clock, no network, no logger, no
// state that outlives a call. It knows how pages are built, class names and
// the stock phrases of news sites, all of them in the data files; it does
// not know what an article means, and it never rewrites its words: a block
// of the result is the text a reader sees, with white space folded and
// invisible format characters left out.
//
// The way of a page: the tree is flattened into blocks (one paragraph, list
// item, heading or line each) under boxes (elements that hold blocks); boxes
// whose names give them away are set aside under a size guard; the box with
// the most running text and the least else is chosen; inside it each block
// is kept or stripped by where it stands, how much of it is link and what
// stock phrase it is.
package boilerplate

package boilerplate

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html"
)

// Parse reads an HTML document.
func Parse(r []byte) (*html.Node, error) {
	doc, err := html.Parse(bytes.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("parse html: %w", err)
	}
	return doc, nil
}

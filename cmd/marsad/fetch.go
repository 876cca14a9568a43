package main

import (
	"context"
	"fmt"
	"net/url"

	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// fetchOne gets one page by hand, by the rules of the fetcher: only public
// addresses, every redirect checked, size and time bounded.
func fetchOne(ctx context.Context, address string) (document, error) {
	u, err := url.Parse(address)
	if err != nil {
		return document{}, err
	}
	c := safehttp.New(safehttp.Defaults())
	defer c.Close()
	resp, err := c.Get(ctx, safehttp.Request{URL: u.String()})
	if err != nil {
		return document{}, err
	}
	if resp.Status != 200 {
		return document{}, fmt.Errorf("the server answers %d", resp.Status)
	}
	return document{ID: address, URL: resp.Final, body: resp.Body, contentType: resp.Header.Get("Content-Type"), format: formatHTML}, nil
}

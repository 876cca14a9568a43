package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/marsad-news/marsad/enricher"
)

// version is set by the linker for a release.
var version = "dev"

// build describes the binary.
type build struct {
	Version   string `json:"version"`
	Revision  string `json:"revision,omitempty"`
	Extractor string `json:"extractor"`
	Go        string `json:"go"`
	Platform  string `json:"platform"`
}

func thisBuild() build {
	b := build{Version: version, Extractor: enricher.Version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				b.Revision = s.Value
			}
		}
	}
	return b
}

func runVersion(_ context.Context, args []string, std stdio) error {
	fs := flags("version", std)
	asJSON := fs.Bool("json", false, "print as JSON")
	if _, err := parse(fs, args); err != nil {
		return err
	}
	b := thisBuild()
	if *asJSON {
		return json.NewEncoder(std.out).Encode(b)
	}
	fmt.Fprintf(std.out, "marsad %s (extractor %s, %s, %s)\n", b.Version, b.Extractor, b.Go, b.Platform)
	return nil
}

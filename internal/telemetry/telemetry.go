// Package telemetry counts and times what the workers do, and says whether
// they are well.
//
// Metrics live in a registry that the caller owns, never in a global one. A
// label value always comes from a closed set (or is a configured source or
// sink), so that no page, host or error text can multiply the series, and a
// series exists from the start, so that it can be alerted on. This package
// knows no worker and no message.
package telemetry

import (
	"runtime/debug"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// namespace is the first word of every metric.
const namespace = "marsad"

// NewRegistry returns a registry with the process, the Go runtime and the
// build in it.
func NewRegistry(version string) *prometheus.Registry {
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	promauto.With(reg).NewGaugeVec(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "What was built; always 1.",
	}, []string{"version", "revision", "goversion"}).WithLabelValues(version, revision(), goversion()).Set(1)
	return reg
}

func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return ""
}

func goversion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.GoVersion
	}
	return ""
}

// histogram gives a duration histogram both classic buckets, 1 ms to 65 s, and
// native ones of 10 % width, so that old and new Prometheus servers read it.
func histogram(name, help string) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{
		Namespace: namespace, Name: name, Help: help,
		Buckets:                         prometheus.ExponentialBuckets(0.001, 4, 9),
		NativeHistogramBucketFactor:     1.1,
		NativeHistogramMaxBucketNumber:  160,
		NativeHistogramMinResetDuration: time.Hour,
	}
}

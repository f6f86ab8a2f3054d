/**
 * What is measured: events are counted as they come, states are looked at when somebody asks. Names, labels and units are Prometheus's
 * conventions; docs/metrics.md lists them. Knows nothing of HTTP and OSGi.
 */
@NullMarked
package io.rtftp.metrics.internal.meter;

import org.jspecify.annotations.NullMarked;

/** Publishing what is measured over HTTP: where, and when. Knows nothing of what is measured. */
@NullMarked
package io.rtftp.metrics.internal.http;

import org.jspecify.annotations.NullMarked;

package io.rtftp.protocol.internal.net;

import io.rtftp.protocol.internal.negotiate.Limits;

/** What holds for one session, whatever is configured meanwhile. */
record SessionLimits(Limits granted, long firstTimeoutNanos, int retransmissions) {}

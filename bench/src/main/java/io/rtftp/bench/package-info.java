/**
 * Measures RTFTP side by side with other TFTP servers, in one run on one machine: figures are compared as ratios, never between runs.
 * Knows the servers as processes and the load generator as a command, nothing of RTFTP's inside.
 */
@NullMarked
package io.rtftp.bench;

import org.jspecify.annotations.NullMarked;

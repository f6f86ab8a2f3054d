/**
 * The chain: who is in it, in which order, and how a request goes through it. Knows no OSGi; time and what happens later come in through
 * {@link io.rtftp.chain.internal.ranked.Timer}.
 */
@NullMarked
package io.rtftp.chain.internal.ranked;

import org.jspecify.annotations.NullMarked;

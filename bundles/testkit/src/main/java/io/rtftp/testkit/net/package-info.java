/** A network that loses, repeats and reorders, in virtual time: seconds of protocol in microseconds, the same again for the same seed. And ports of the real one. */
@NullMarked
package io.rtftp.testkit.net;

import org.jspecify.annotations.NullMarked;

/** Files as netascii, the text mode of RFC 1350 §2 (RFC 764): a file seen through a translation. */
@NullMarked
package io.rtftp.protocol.internal.netascii;

import org.jspecify.annotations.NullMarked;

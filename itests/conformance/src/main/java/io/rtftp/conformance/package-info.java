/** What boot clients send and need to see, as scripts against any TFTP server; knows nothing of the server but its address. */
@NullMarked
package io.rtftp.conformance;

import org.jspecify.annotations.NullMarked;

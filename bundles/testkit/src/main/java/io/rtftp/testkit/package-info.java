/** Parts for tests: a TFTP client, a lossy network, a virtual clock, disk images, NBD servers, and the contract every resolver keeps. */
@NullMarked
package io.rtftp.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * Disk images made by a plain user in about a second, and real NBD servers that serve them, with faults on demand. Everything started
 * or written here is owned by an object that is closed.
 */
@NullMarked
package io.rtftp.testkit.disk;

import org.jspecify.annotations.NullMarked;

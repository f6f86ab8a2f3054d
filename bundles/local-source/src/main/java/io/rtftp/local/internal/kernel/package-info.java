/** What the kernel knows of files without asking a disk. The only package that calls it past Java. */
@NullMarked
package io.rtftp.local.internal.kernel;

import org.jspecify.annotations.NullMarked;

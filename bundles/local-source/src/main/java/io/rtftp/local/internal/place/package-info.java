/** Places: where in the TFTP root a request is looked for, and what may be given from there. */
@NullMarked
package io.rtftp.local.internal.place;

import org.jspecify.annotations.NullMarked;

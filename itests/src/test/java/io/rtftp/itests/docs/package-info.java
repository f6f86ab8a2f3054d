/** What the documents say of the sources, compared with the sources. */
@NullMarked
package io.rtftp.itests.docs;

import org.jspecify.annotations.NullMarked;

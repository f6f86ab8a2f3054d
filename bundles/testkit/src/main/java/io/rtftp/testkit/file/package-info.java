/** The contract every {@link io.rtftp.api.file.FileResolver} keeps, as tests to run against it, and the files they ask for. */
@NullMarked
package io.rtftp.testkit.file;

import org.jspecify.annotations.NullMarked;

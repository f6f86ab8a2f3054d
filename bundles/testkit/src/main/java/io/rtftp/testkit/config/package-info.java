/** The contract that every reader of the configuration keeps; knows no bundle and no OSGi. */
@NullMarked
package io.rtftp.testkit.config;

import org.jspecify.annotations.NullMarked;

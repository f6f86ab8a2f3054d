/**
 * Many inputs for a parser, made from a corpus of interesting ones. Knows no format; what an input must lead to is the test's to say.
 */
@NullMarked
package io.rtftp.testkit.fuzz;

import org.jspecify.annotations.NullMarked;

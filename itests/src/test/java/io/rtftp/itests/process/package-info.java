/** Tests of the distribution as an operator runs it: its scripts, its processes, their output and their exit status. */
@NullMarked
package io.rtftp.itests.process;

import org.jspecify.annotations.NullMarked;

/** What operators type and how long they wait for it: what is wrong with it is one sentence. Knows neither the services nor the shell. */
@NullMarked
package io.rtftp.shell.internal.input;

import org.jspecify.annotations.NullMarked;

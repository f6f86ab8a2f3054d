/** What each command shows: snapshots in, the whole text out. Knows neither the services nor the shell; takes time as a parameter. */
@NullMarked
package io.rtftp.shell.internal.page;

import org.jspecify.annotations.NullMarked;

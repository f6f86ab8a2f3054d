/** The commands as Karaf knows them: arguments, options, and the order of looking up, asking and showing. No text is made here. */
@NullMarked
package io.rtftp.shell.internal.command;

import org.jspecify.annotations.NullMarked;

/** How things look as text: tables, fields, quantities, addresses. Knows neither the services nor the shell; takes time as a parameter. */
@NullMarked
package io.rtftp.shell.internal.text;

import org.jspecify.annotations.NullMarked;

/** The rules of the house that every bundle keeps, and the words in which a bundle says its own; knows ArchUnit and no bundle. */
@NullMarked
package io.rtftp.testkit.architecture;

import org.jspecify.annotations.NullMarked;

package io.rtftp.watcher.internal.file;

/** What one look at a disk description shows. Equal sights mean that nothing has changed. */
public sealed interface Sight {

    /** There is no such file. */
    record Absent() implements Sight {}

    /** One whole JSON value. */
    record Complete(String json) implements Sight {}

    /**
     * Something that is no JSON, not yet or not at all, or that can't be read.
     *
     * @param reason what is wrong with it, for a person to read
     * @param content as far as it could be read, to tell a file that is being written from one that is not
     */
    record Flawed(String reason, String content) implements Sight {}
}

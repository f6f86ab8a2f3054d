package io.rtftp.local.internal.kernel;

import java.nio.ByteBuffer;

/** What a glance at a path shows. */
public sealed interface Sight {

    /**
     * A small regular file, read whole.
     *
     * @param bytes its content; read-only, from position 0
     */
    record Content(ByteBuffer bytes) implements Sight {}

    /** No content. */
    enum Nothing implements Sight {

        /** Nothing lies there. */
        ABSENT,

        /** Only a disk can tell, or something is special about it. */
        UNCLEAR
    }
}

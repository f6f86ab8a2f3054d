package io.rtftp.api.file;

/** A resolver's answer to a request. */
public sealed interface Resolution {

    /** Nobody wants it any more: closes the file, where one was found. */
    default void discard() {}

    /**
     * The file is here and open; whoever receives this owns the file and closes it.
     *
     * @param place the name of the resolver that has it; a resolver leaves it empty, and the chain says it
     */
    record Found(ServedFile file, String place) implements Resolution {

        /** What a resolver answers. */
        public Found(ServedFile file) {
            this(file, "");
        }

        @Override
        public void discard() {
            file.close();
        }
    }

    /**
     * This place has no such file; the chain asks the next one.
     *
     * @param why what was looked for and missed, for a person to read, such as {@code no file /srv/tftp/default/grub.cfg}
     */
    record NotHere(String why) implements Resolution {}

    /**
     * This place has the file and will not give it to this client; the chain stops here.
     *
     * @param reason why, for a person to read; it is sent to the client, so it names nothing outside the TFTP root
     * @param place the name of the resolver that refuses; a resolver leaves it empty, and the chain says it
     */
    record Refused(String reason, String place) implements Resolution {

        /** What a resolver answers. */
        public Refused(String reason) {
            this(reason, "");
        }
    }
}

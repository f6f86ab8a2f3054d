package io.rtftp.protocol.internal.net;

/** What is done when the JVM ends before a retired server has. */
final class LastWord {

    private final Thread hook;

    LastWord(Runnable word) {
        hook = new Thread(word, "rtftp-last-word");
    }

    /** Waits for the end of the JVM; false when it is ending already. */
    boolean isInTime() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    /** There is nothing to say any more; false when it is being said. */
    boolean takeBack() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return false;
        }
    }
}

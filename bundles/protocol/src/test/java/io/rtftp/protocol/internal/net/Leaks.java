package io.rtftp.protocol.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Every buffer, of Netty or of a stock, that is collected without having been released, between its opening and its close. */
final class Leaks implements AutoCloseable {

    private static final String REPORT = "LEAK: ";

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    private final PrintStream error = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Leaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8)); // where Netty's detector reports to
    }

    /** Watches from now on. */
    static Leaks watch() {
        return new Leaks();
    }

    /** Leaks a buffer, so that a collection from now on finds one at least. */
    void leak() {
        ByteBuf lost = ByteBufAllocator.DEFAULT.directBuffer(64);
        lost.writeByte(1);
    }

    /** What was reported so far, after a collection. */
    String reported() {
        System.gc();
        ByteBufAllocator.DEFAULT.directBuffer(64).release(); // reports are made when a buffer is allocated
        String text = said.toString(StandardCharsets.UTF_8);
        return text.contains(REPORT) ? text : "";
    }

    @Override
    public void close() {
        System.setErr(error);
        ResourceLeakDetector.setLevel(level);
    }
}

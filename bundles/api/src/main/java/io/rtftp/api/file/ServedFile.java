package io.rtftp.api.file;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open file whose content does not change while it is open. Thread-safe. It belongs to the transfer that opened it, also
 * after the bundle that gave it out has been stopped.
 */
@ConsumerType
public interface ServedFile extends AutoCloseable {

    /** Where the bytes come from, for a person to read, such as {@code disk lab7:/boot/vmlinuz}. */
    String origin();

    /** The size in bytes; never changes while the file is open. */
    long size();

    /**
     * Reads {@code length} bytes at {@code position}, or up to the end of the file where that comes first. Never blocks the
     * caller; transfers read large pieces at multiples of a fixed size, so pieces may be shared between them.
     *
     * @param position bytes from the start, 0 to {@link #size()}
     * @param length bytes wanted, 0 or more
     * @return completes with a read-only buffer the caller may keep, holding just those bytes; completes exceptionally with an
     *     {@link java.io.IOException} when they can't be read, or when the file is no longer what was opened
     */
    CompletionStage<ByteBuffer> read(long position, int length);

    /** Releases the file and abandons reads under way. Returns at once; closing again does nothing. */
    @Override
    void close();
}

package io.rtftp.local.internal.kernel;

import com.sun.jna.Native;
import io.rtftp.api.file.Glance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Looks with openat2(2) and RESOLVE_CACHED, and reads with preadv2(2) and RWF_NOWAIT: what is not in the kernel's memory ends the look.
 * A file is first opened to be looked at alone (O_PATH), so a FIFO or a device takes no notice, and then to be read, on a way that can't
 * leave the root (RESOLVE_BENEATH); only where both are the same file it is given out. Thread-safe.
 */
public final class KernelGlance implements Glance, AutoCloseable {

    /** The largest file that is read at a glance. */
    public static final int BYTES_MOST = Scratch.CONTENT_BYTES;

    private static final int ENOENT = 2;

    private final Scratch scratch = new Scratch();
    private final SmallFiles recent = new SmallFiles();
    private boolean closed;

    private KernelGlance() {}

    /**
     * Finds out whether this machine can do it, which takes a moment.
     *
     * @throws IOException when it can't; the message tells why
     */
    public static KernelGlance open() throws IOException {
        try {
            LinuxCalls.load();
        } catch (LinkageError noLibrary) {
            throw new IOException("JNA can't call the C library: " + noLibrary, noLibrary);
        }
        KernelGlance glance = new KernelGlance();
        try {
            glance.tryOut();
            return glance;
        } catch (IOException cannot) {
            glance.close();
            throw cannot;
        }
    }

    private synchronized void tryOut() throws IOException {
        if (Native.POINTER_SIZE != Long.BYTES || Native.LONG_SIZE != Long.BYTES) {
            throw new IOException("it works on 64 bits only");
        }
        int top = scratch.path("/") ? scratch.openToLook() : -1;
        if (top < 0) {
            throw new IOException(
                    "openat2 with RESOLVE_CACHED (Linux 5.12) failed with errno " + Native.getLastError());
        }
        LinuxCalls.close(top);
    }

    @Override
    public boolean isAbsent(Path path) {
        return look(path.toString(), null) == Sight.Nothing.ABSENT;
    }

    /**
     * Looks at {@code path}, symbolic links followed; never waits for a disk.
     *
     * @param path absolute
     * @param root what a file has to lie in to be read; null: none is read
     */
    public synchronized Sight look(String path, @Nullable KnownRoot root) {
        if (closed || !scratch.path(path)) {
            return Sight.Nothing.UNCLEAR;
        }
        int found = scratch.openToLook();
        if (found < 0) {
            return Native.getLastError() == ENOENT ? Sight.Nothing.ABSENT : Sight.Nothing.UNCLEAR;
        }
        try {
            return root == null ? Sight.Nothing.UNCLEAR : read(found, path, root);
        } finally {
            LinuxCalls.close(found);
        }
    }

    /** Shows nothing certain from now on. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LinuxCalls.unload();
        }
    }

    private Sight read(int found, String path, KnownRoot root) {
        Stamp stamp = root.isAbove(path) ? scratch.smallFile(found, root.device()) : null;
        if (stamp == null) {
            return Sight.Nothing.UNCLEAR;
        }
        ByteBuffer content = recent.get(stamp);
        if (content == null) {
            content = readWhole(stamp, root);
            if (content == null) {
                return Sight.Nothing.UNCLEAR;
            }
            recent.put(stamp, content);
        }
        return new Sight.Content(content);
    }

    private @Nullable ByteBuffer readWhole(Stamp stamp, KnownRoot root) {
        int directory = scratch.openDirectory(root.path());
        int file = scratch.openToRead(directory, root.path());
        close(directory);
        ByteBuffer content = file < 0 ? null : scratch.readWhole(file, stamp);
        close(file);
        return content;
    }

    private static void close(int descriptor) {
        if (descriptor >= 0) {
            LinuxCalls.close(descriptor);
        }
    }
}

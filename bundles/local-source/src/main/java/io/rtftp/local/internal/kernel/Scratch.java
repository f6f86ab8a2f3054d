package io.rtftp.local.internal.kernel;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The memory that arguments of system calls and their results pass through, as the kernel lays it out (linux/openat2.h, linux/stat.h,
 * sys/uio.h), and the calls themselves. Belongs to one look at a time.
 */
final class Scratch {

    static final int CONTENT_BYTES = 16_384;

    private static final int AT_FDCWD = -100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_STATX_DONT_SYNC = 0x4000;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_NOCTTY = 0x100;
    private static final int O_PATH = 0x20_0000;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int RESOLVE_NO_MAGICLINKS = 0x02;
    private static final int RESOLVE_BENEATH = 0x08;
    private static final int RESOLVE_CACHED = 0x20;
    private static final int RWF_NOWAIT = 0x08;
    private static final long SYS_OPENAT2 = 437; // the same on every architecture

    private static final int STATX_WANTED = 0x3c3; // type, mode, mtime, ctime, inode, size
    private static final int STATX_MODE = 28;
    private static final int STATX_INODE = 32;
    private static final int STATX_SIZE = 40;
    private static final int STATX_CHANGED = 96;
    private static final int STATX_MODIFIED = 112;
    private static final int STATX_DEVICE_MAJOR = 136;
    private static final int STATX_DEVICE_MINOR = 140;
    private static final int S_IFMT = 0xf000;
    private static final int S_IFREG = 0x8000;

    private static final int PATH_BYTES = 4_096;
    private static final int STATX_BYTES = 256;
    private static final int HOW_BYTES = 24;
    private static final int VECTOR_BYTES = 16;

    // Where what lies
    private static final int PATH = 0;
    private static final int DIRECTORY = PATH + PATH_BYTES;
    private static final int EMPTY = DIRECTORY + PATH_BYTES;
    private static final int TO_LOOK = EMPTY + 8;
    private static final int TO_READ = TO_LOOK + HOW_BYTES;
    private static final int VECTOR = TO_READ + HOW_BYTES;
    private static final int STATX = VECTOR + VECTOR_BYTES;
    private static final int CONTENT = STATX + STATX_BYTES;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(CONTENT + CONTENT_BYTES + 1).order(ByteOrder.nativeOrder());
    private final long address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));

    Scratch() {
        int cached = RESOLVE_CACHED | RESOLVE_NO_MAGICLINKS;
        how(TO_LOOK, O_PATH | O_CLOEXEC, cached);
        how(TO_READ, O_CLOEXEC | O_NONBLOCK | O_NOCTTY, cached | RESOLVE_BENEATH);
        memory.putLong(VECTOR, address + CONTENT).putLong(VECTOR + 8, CONTENT_BYTES + 1);
    }

    private void how(int place, int flags, int resolve) {
        memory.putLong(place, flags).putLong(place + 8, 0).putLong(place + 16, resolve);
    }

    /** Takes a path to look at; false where it is too long, or its bytes are not certain. */
    boolean path(String path) {
        return put(PATH, path);
    }

    private boolean put(int place, String text) {
        int length = text.length();
        if (length >= PATH_BYTES) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char next = text.charAt(i);
            if (next == 0 || next > 127) { // which bytes Java makes of others depends on the locale
                return false;
            }
            memory.put(place + i, (byte) next);
        }
        memory.put(place + length, (byte) 0);
        return true;
    }

    /** Opens the path to look at it alone, if the kernel has it in memory. */
    int openToLook() {
        return open(AT_FDCWD, PATH, TO_LOOK);
    }

    /** Opens what the path names, if it does so without leaving {@code root}, a directory at the beginning of the path. */
    int openToRead(int descriptor, String root) {
        return open(descriptor, PATH + root.length() + 1, TO_READ);
    }

    /** Opens a directory to open what lies below it. */
    int openDirectory(String directory) {
        return put(DIRECTORY, directory) ? open(AT_FDCWD, DIRECTORY, TO_LOOK) : -1;
    }

    private int open(int directory, int path, int how) {
        return (int) LinuxCalls.syscall(SYS_OPENAT2, directory, address + path, address + how, HOW_BYTES);
    }

    /** The stamp of a regular file of that file system that is short enough to be read whole; null where it is something else. */
    @Nullable
    Stamp smallFile(int descriptor, long device) {
        Stamp stamp = isRegular(descriptor) && device() == device ? stamp() : null;
        return stamp == null || stamp.size() > CONTENT_BYTES ? null : stamp;
    }

    /** Reads a file, if this is its stamp, the kernel has it in memory, and nobody writes it meanwhile; null: not so. */
    @Nullable
    ByteBuffer readWhole(int descriptor, Stamp stamp) {
        int read = (int) LinuxCalls.preadv2(descriptor, address + VECTOR, 1, 0, RWF_NOWAIT);
        if (read != stamp.size() || !isRegular(descriptor) || !stamp.equals(stamp())) {
            return null;
        }
        byte[] content = new byte[read];
        memory.get(CONTENT, content);
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    private boolean isRegular(int descriptor) {
        int flags = AT_EMPTY_PATH | AT_STATX_DONT_SYNC;
        return LinuxCalls.statx(descriptor, address + EMPTY, flags, STATX_WANTED, address + STATX) == 0
                && (memory.getShort(STATX + STATX_MODE) & S_IFMT) == S_IFREG;
    }

    private Stamp stamp() {
        return new Stamp(
                device(),
                memory.getLong(STATX + STATX_INODE),
                memory.getLong(STATX + STATX_SIZE),
                memory.getLong(STATX + STATX_MODIFIED),
                memory.getInt(STATX + STATX_MODIFIED + 8),
                memory.getLong(STATX + STATX_CHANGED),
                memory.getInt(STATX + STATX_CHANGED + 8));
    }

    /** As stat(2) and Java give it (gnu_dev_makedev). */
    private long device() {
        long major = Integer.toUnsignedLong(memory.getInt(STATX + STATX_DEVICE_MAJOR));
        long minor = Integer.toUnsignedLong(memory.getInt(STATX + STATX_DEVICE_MINOR));
        return (major & 0xfff) << 8 | (major & ~0xfffL) << 32 | (minor & 0xff) | (minor & ~0xffL) << 12;
    }
}

package io.rtftp.local.internal.kernel;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The functions of the C library that Java has no counterpart of. Pointers are addresses. Each gives a negative number where it failed,
 * and {@link Native#getLastError} tells why. To be called between {@link #load} and {@link #unload} only.
 */
final class LinuxCalls {

    private static final String LIBRARY = "c";

    private static final AtomicInteger USERS = new AtomicInteger();

    private LinuxCalls() {}

    /** Has JNA bind the functions, for one user more. */
    static synchronized void load() {
        if (USERS.get() == 0) {
            Native.register(LinuxCalls.class, LIBRARY);
        }
        USERS.incrementAndGet(); // where there is something to unload
    }

    /** One user less; the last one has JNA let go of everything, so that nothing keeps these classes loaded after an update. */
    static synchronized void unload() {
        if (USERS.decrementAndGet() == 0) {
            Native.unregister(LinuxCalls.class);
            NativeLibrary.getInstance(LIBRARY).close();
        }
    }

    /** syscall(2). */
    static native long syscall(long number, long first, long second, long third, long fourth);

    /** statx(2). */
    static native int statx(int directory, long path, int flags, int mask, long result);

    /** preadv2(2): the bytes read. */
    static native long preadv2(int descriptor, long vectors, int count, long position, int flags);

    /** close(2). */
    static native int close(int descriptor);
}

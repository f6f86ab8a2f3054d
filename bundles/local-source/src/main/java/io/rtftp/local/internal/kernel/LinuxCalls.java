package io.rtftp.local.internal.kernel;

import com.sun.jna.Native;

/**
 * The functions of the C library that Java has no counterpart of. Pointers are addresses. Each gives a negative number where it failed,
 * and {@link Native#getLastError} tells why.
 */
final class LinuxCalls {

    static {
        Native.register(LinuxCalls.class, "c");
    }

    private LinuxCalls() {}

    /** syscall(2). */
    static native long syscall(long number, long first, long second, long third, long fourth);

    /** statx(2). */
    static native int statx(int directory, long path, int flags, int mask, long result);

    /** preadv2(2): the bytes read. */
    static native long preadv2(int descriptor, long vectors, int count, long position, int flags);

    /** close(2). */
    static native int close(int descriptor);
}

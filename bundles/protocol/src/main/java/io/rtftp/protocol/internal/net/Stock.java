package io.rtftp.protocol.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.util.ArrayDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Buffers of one size that are used again and again, each with the envelope that it was first put into: a packet received or sent leaves
 * no garbage. A buffer comes back when it is released; at Netty's leak detection level {@code paranoid} one that does not is told of in
 * the log. Belongs to the loop.
 */
final class Stock<E> {

    private final int bytes;
    private final int keptMost;
    private final Function<ByteBuf, E> envelopes;
    private final ArrayDeque<Buffer> idle = new ArrayDeque<>();
    private final ResourceLeakDetector<ByteBuf> leaks =
            ResourceLeakDetectorFactory.instance().newResourceLeakDetector(ByteBuf.class);
    private int inUse;
    private boolean closed;

    /**
     * A stock that is empty at first.
     *
     * @param bytes in a buffer
     * @param keptMost buffers that are kept while nobody uses them
     */
    Stock(int bytes, int keptMost, Function<ByteBuf, E> envelopes) {
        this.bytes = bytes;
        this.keptMost = keptMost;
        this.envelopes = envelopes;
    }

    /** An envelope with an empty buffer in it, which is the caller's until it is released. */
    E take() {
        Buffer buffer = idle.pollLast();
        if (buffer == null) {
            buffer = new Buffer(bytes);
        } else {
            buffer.revive();
        }
        buffer.watch();
        inUse++;
        return buffer.envelope;
    }

    /** How many have not come back. */
    int inUse() {
        return inUse;
    }

    /** Frees the buffers not in use now, and the others when they come back. */
    void close() {
        closed = true;
        idle.forEach(Buffer::free);
        idle.clear();
    }

    private final class Buffer extends UnpooledDirectByteBuf {

        private final E envelope;
        private @Nullable ResourceLeakTracker<ByteBuf> watched;

        Buffer(int capacity) {
            super(UnpooledByteBufAllocator.DEFAULT, capacity, capacity);
            this.envelope = envelopes.apply(this);
        }

        void revive() {
            resetRefCnt();
            setIndex(0, 0);
        }

        // The levels below watch a sample, for which each packet would pay.
        void watch() {
            if (ResourceLeakDetector.getLevel() == ResourceLeakDetector.Level.PARANOID) {
                watched = leaks.track(this);
            }
        }

        private void unwatch() {
            ResourceLeakTracker<ByteBuf> before = watched;
            if (before != null) {
                watched = null;
                before.close(this);
            }
        }

        void free() {
            super.deallocate();
        }

        @Override
        protected void deallocate() {
            unwatch();
            inUse--;
            if (closed || idle.size() >= keptMost) {
                free();
            } else {
                idle.addLast(this);
            }
        }
    }
}

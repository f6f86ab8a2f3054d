package io.rtftp.protocol.internal.net;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The network loop: one thread, {@code rtftp-net}, and the rule that what several events of one turn want to send leaves in one
 * system call per socket.
 */
final class Loop implements AutoCloseable {

    private static final long CLOSE_SECONDS = 2;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final LongSupplier nanoClock;
    private final List<Outbox> unflushed = new ArrayList<>();
    private final Runnable flush = this::flush;

    Loop(Transport transport, LongSupplier nanoClock) {
        this.group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("rtftp-net", true), transport.handlers(() -> new Spin(System::nanoTime)));
        this.loop = group.next();
        this.nanoClock = nanoClock;
    }

    /** The group to register sockets with. Any thread. */
    EventLoop executor() {
        return loop;
    }

    /** The time in nanoseconds, for differences only. Any thread. */
    long nowNanos() {
        return nanoClock.getAsLong();
    }

    /** Runs {@code task} on the loop: at once when called there, else soon. Any thread; false when the loop has ended. */
    boolean run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return true;
        }
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    /**
     * Hands the outcome of {@code stage} to {@code then} on the loop; at once when both are there already.
     *
     * @param late gets the outcome when the loop has ended meanwhile
     */
    <T> void onLoop(CompletionStage<T> stage, BiConsumer<T, Throwable> then, BiConsumer<T, Throwable> late) {
        stage.whenComplete((value, failure) -> {
            if (loop.inEventLoop()) {
                then.accept(value, failure);
            } else if (!run(() -> then.accept(value, failure))) {
                late.accept(value, failure);
            }
        });
    }

    /** What {@code asking} gives; where it throws, that is the outcome: other people's code must not end a turn of the loop. */
    static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> asking) {
        try {
            return asking.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedStage(failure);
        }
    }

    /** Runs {@code task} on the loop again and again until the returned action is run. */
    Runnable every(long periodMillis, Runnable task) {
        var scheduled = loop.scheduleAtFixedRate(task, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    /** There are packets to send: they leave when this turn's events have all been handled. */
    void flushLater(Outbox packets) {
        if (unflushed.isEmpty()) {
            loop.execute(flush);
        }
        unflushed.add(packets);
    }

    /** Runs {@code task} on the loop and waits a moment for it; false when the loop has ended. Not on the loop. */
    boolean runAndWait(Runnable task) {
        try {
            return loop.submit(task).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    /** Whether nothing runs on it any more. Any thread. */
    boolean hasEnded() {
        return group.isTerminated();
    }

    /** Ends the loop when what is planned for now is done. Any thread. */
    void end() {
        var unused = group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the loop; waits a moment for it, so that the port is free when this returns. Not on the loop. */
    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS + 1, TimeUnit.SECONDS);
    }

    private void flush() {
        try {
            for (int i = 0; i < unflushed.size(); i++) {
                unflushed.get(i).flush();
            }
        } finally {
            unflushed.clear(); // also where one failed, or nothing would ever leave again
        }
    }
}

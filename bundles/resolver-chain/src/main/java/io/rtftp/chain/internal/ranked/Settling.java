package io.rtftp.chain.internal.ranked;

import java.time.Duration;

/**
 * Decides when a chain that just started has its places together (docs/decisions/0010). In a container that is starting, that is when every
 * bundle has been started; in one that runs, when no place has joined for a short while.
 */
final class Settling {

    /** How long no place must join in a running container; the bundles of a feature start within milliseconds of each other. */
    static final Duration QUIET = Duration.ofMillis(500);

    /** The longest wait in a running container. */
    static final Duration LONGEST_QUIET = Duration.ofSeconds(5);

    /** The longest wait for a container to start. */
    static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Timer timer;
    private final Runnable settled;
    private final boolean waitsForContainer;
    private boolean done;
    private int joined;

    /**
     * Begins to wait.
     *
     * @param containerRuns whether every bundle has been started already
     * @param settled run once, from any thread
     */
    Settling(Timer timer, boolean containerRuns, Runnable settled) {
        this.timer = timer;
        this.settled = settled;
        this.waitsForContainer = !containerRuns;
        timer.after((containerRuns ? LONGEST_QUIET : LONGEST_START).toNanos(), this::settle);
        if (containerRuns) {
            awaitQuiet(0);
        }
    }

    /** A place has joined: others may follow. */
    synchronized void onJoined() {
        joined++;
        if (!waitsForContainer && !done) {
            awaitQuiet(joined);
        }
    }

    /** Every bundle of the container has been started. */
    void onContainerStarted() {
        if (waitsForContainer) {
            settle();
        }
    }

    private void awaitQuiet(int joinedBefore) {
        timer.after(QUIET.toNanos(), () -> {
            if (isStill(joinedBefore)) {
                settle();
            }
        });
    }

    private synchronized boolean isStill(int joinedBefore) {
        return joined == joinedBefore;
    }

    private void settle() {
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
        }
        settled.run();
    }
}

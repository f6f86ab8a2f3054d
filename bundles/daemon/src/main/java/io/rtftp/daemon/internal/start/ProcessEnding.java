package io.rtftp.daemon.internal.start;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the process after its container has stopped, whatever asked for it: a failed start, or a signal. The virtual machine by
 * itself would end on Ctrl-C without stopping the container, and with status 130.
 */
public final class ProcessEnding implements Ending {

    /** A person at a terminal waits no longer; what supervises servers waits for 10 s and more before it kills. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

    private final Container container;
    private final AtomicInteger status = new AtomicInteger();
    private final Thread hook = new Thread(this::stopAndHalt, "rtftp-ending");

    /** The container this process is there for. */
    public interface Container {

        /** Begins to stop; stopping a stopped one does nothing. */
        void stop();

        /**
         * Waits until it has stopped.
         *
         * @return false when that took longer
         */
        boolean isStoppedWithin(Duration limit);
    }

    /** What ends the process that runs {@code container}. */
    public ProcessEnding(Container container) {
        this.container = container;
    }

    /** From now on the process ends by this, on a signal too. */
    public ProcessEnding install() {
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    /** Undoes {@link #install}; when the process is already ending, or is to end with a failure, it goes on doing so. */
    public void uninstall() {
        if (status.get() != 0) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            return; // the hook itself is what stops the container, and so called this
        }
    }

    @Override
    public void end(int exitStatus) {
        status.set(exitStatus);
        Thread exit = new Thread(() -> Runtime.getRuntime().exit(exitStatus), "rtftp-exit");
        exit.start();
    }

    private void stopAndHalt() {
        container.stop();
        boolean stopped = container.isStoppedWithin(STOP_LIMIT);
        Runtime.getRuntime().halt(stopped ? status.get() : Math.max(1, status.get()));
    }
}

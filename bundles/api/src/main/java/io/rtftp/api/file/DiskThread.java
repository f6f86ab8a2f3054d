package io.rtftp.api.file;

import java.util.concurrent.Executor;

/**
 * What a thread implements that may wait for a local disk; the thread that receives packets is none. A place that is asked on such a
 * thread may look at its files at once, where it would otherwise hand the looking over to a thread of its own: of a request that several
 * places are asked for, only the first hands over.
 */
public interface DiskThread {

    /**
     * Runs {@code looking} at once where the caller's thread may wait for a disk, else on {@code threads}, which should be such threads too.
     *
     * @throws java.util.concurrent.RejectedExecutionException when {@code threads} take nothing any more
     */
    static void run(Runnable looking, Executor threads) {
        if (Thread.currentThread() instanceof DiskThread) {
            looking.run();
        } else {
            threads.execute(looking);
        }
    }
}

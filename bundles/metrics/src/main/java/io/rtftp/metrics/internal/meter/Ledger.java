package io.rtftp.metrics.internal.meter;

import io.rtftp.api.transfer.TransferProgress;
import io.rtftp.api.transfer.TransferView;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of each running transfer has been counted, so that a long one is counted while it runs and nothing twice. Not thread-safe.
 */
final class Ledger {

    private static final int LOOKS_MISSED_MOST = 20;

    private final Map<Key, Entry> entries = new HashMap<>();

    /** A replaced server counts its transfers from 1 again, while the last ones of the old one still run. */
    private record Key(long id, Instant startedAt, InetSocketAddress client) {

        static Key of(TransferView transfer) {
            return new Key(transfer.id(), transfer.startedAt(), transfer.client());
        }
    }

    private record Entry(TransferProgress counted, int looksMissed) {}

    /** What has come to a transfer since it was last looked at. */
    record Growth(long bytes, long resentBlocks, long timeouts) {}

    /** Looks at a running transfer. */
    Growth onRunning(TransferView transfer) {
        Entry before = entries.put(Key.of(transfer), new Entry(transfer.progress(), 0));
        return growth(before, transfer.progress());
    }

    /** Looks at a transfer for the last time. */
    Growth onEnded(TransferView transfer) {
        return growth(entries.remove(Key.of(transfer)), transfer.progress());
    }

    /** A look at all running transfers is over: those not seen for long have ended, and nobody said so. */
    void onLookedAtAll(Iterable<TransferView> running) {
        Map<Key, Entry> missed = new HashMap<>(entries);
        running.forEach(transfer -> missed.remove(Key.of(transfer)));
        missed.forEach((key, entry) -> {
            if (entry.looksMissed == LOOKS_MISSED_MOST) {
                entries.remove(key);
            } else {
                entries.put(key, new Entry(entry.counted, entry.looksMissed + 1));
            }
        });
    }

    /** How many transfers it knows. */
    int size() {
        return entries.size();
    }

    private static Growth growth(@Nullable Entry before, TransferProgress now) {
        if (before == null) {
            return new Growth(now.acknowledgedBytes(), now.resentBlocks(), now.timeouts());
        }
        TransferProgress was = before.counted;
        return new Growth(
                Math.max(0, now.acknowledgedBytes() - was.acknowledgedBytes()),
                Math.max(0, now.resentBlocks() - was.resentBlocks()),
                Math.max(0, now.timeouts() - was.timeouts()));
    }
}

package io.rtftp.guestfs.internal.appliance;

import com.fasterxml.jackson.databind.JsonNode;
import io.rtftp.guestfs.internal.appliance.qmp.QmpConnection;
import io.rtftp.guestfs.internal.appliance.qmp.QmpException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Tells whether what was read of a disk can be believed. The kernel's FAT takes a directory that it can't read for an empty one, and
 * remembers that; so QEMU's own count of failed reads is looked at too. For the lane's thread alone.
 */
final class FailedReads {

    private final Optional<QmpConnection> qmp;
    private final String device;
    private final Duration limit;
    private boolean doubtful;

    /**
     * The failed reads of one device.
     *
     * @param qmp where QEMU is asked; empty where it can't be, and every look is believed
     * @param device the device's id
     * @param limit how long each answer of QEMU may take
     */
    FailedReads(Optional<QmpConnection> qmp, String device, Duration limit) {
        this.qmp = qmp;
        this.device = device;
        this.limit = limit;
    }

    /** What {@code look} gives; fails where reads have failed meanwhile, or in an earlier look. */
    <T> T believed(Callable<T> look) throws Exception {
        long before = count();
        T seen = look.call();
        doubtful |= count() != before;
        if (doubtful) {
            throw new ApplianceException("the disk can't be read: reads of it have failed while a file was looked for");
        }
        return seen;
    }

    private long count() throws ApplianceException {
        if (qmp.isEmpty()) {
            return 0;
        }
        try {
            for (JsonNode one : qmp.get().execute("query-blockstats", qmp.get().arguments(), limit)) {
                // An id, or where QEMU is newer the path of the device.
                String name = one.path("qdev").asText();
                if (name.equals(device) || name.endsWith("/" + device)) {
                    return one.path("stats").path("failed_rd_operations").asLong();
                }
            }
            throw new ApplianceException("QEMU does not know the disk " + device + " any more");
        } catch (QmpException e) {
            throw new ApplianceException("QEMU does not tell whether the disk could be read: " + e.getMessage(), e);
        }
    }
}

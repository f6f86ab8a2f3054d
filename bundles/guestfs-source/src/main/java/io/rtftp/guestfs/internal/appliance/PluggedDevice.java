package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.binding.Guest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The disk as the appliance's kernel sees it.
 *
 * @param guest the appliance
 * @param name such as {@code /dev/sdc}
 */
record PluggedDevice(Guest guest, String name) {

    private static final long POLL_NANOS = 20_000_000;

    /** How often the labels are asked for in vain before that is a failure. */
    private static final int ASKED_MOST = 100;

    /**
     * Waits for the device of this serial number, which udev names when it has looked at it. A device of an earlier view that is still
     * going has another.
     */
    static PluggedDevice await(Guest guest, String serial, Duration limit) throws ApplianceException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        do {
            String name = labels(guest).get(serial);
            if (name != null) {
                return new PluggedDevice(guest, name);
            }
            LockSupport.parkNanos(POLL_NANOS);
        } while (System.nanoTime() - deadlineNanos < 0);
        throw new ApplianceException("the plugged disk did not appear within " + limit.toMillis() + " ms");
    }

    // libguestfs looks at one label after the other, and fails at one that goes meanwhile.
    private static Map<String, String> labels(Guest guest) throws ApplianceException {
        for (int asked = 1; ; asked++) {
            try {
                return guest.listDiskLabels();
            } catch (ApplianceException e) {
                if (asked == ASKED_MOST) {
                    throw e;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** Its partitions, in the order of their numbers. */
    List<String> partitions() throws ApplianceException {
        List<String> mine = new ArrayList<>();
        for (String partition : guest.listPartitions()) {
            if (partition.startsWith(name) && number(partition) > 0) {
                mine.add(partition);
            }
        }
        mine.sort((left, right) -> Integer.compare(number(left), number(right)));
        return mine;
    }

    /** Reads the partition table anew: the kernel may still have been at it. */
    List<String> partitionsReadAgain() throws ApplianceException {
        try {
            guest.blockdevRereadpt(name);
        } catch (ApplianceException busy) {
            // A table can't be read again while a partition is in use, by a logical volume that was found: then it has
            // been read.
            if (partitions().isEmpty()) {
                throw busy;
            }
        }
        return partitions();
    }

    /** The number of one of its partitions; 0 for what is none. */
    int number(String partition) {
        String digits = partition.substring(name.length());
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }
}

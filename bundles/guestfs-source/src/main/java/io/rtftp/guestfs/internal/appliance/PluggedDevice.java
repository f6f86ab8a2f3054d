package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.binding.Guest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The disk as the appliance's kernel sees it.
 *
 * @param guest the appliance
 * @param name such as {@code /dev/sdc}
 */
record PluggedDevice(Guest guest, String name) {

    private static final long POLL_NANOS = 20_000_000;

    /** How often the devices are asked for in vain before that is a failure. */
    private static final int ASKED_MOST = 100;

    /** Waits for the device that was not there before. */
    static PluggedDevice await(Guest guest, Set<String> before, Duration limit) throws ApplianceException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        do {
            Set<String> now = devices(guest);
            now.removeAll(before);
            if (!now.isEmpty()) {
                return new PluggedDevice(guest, now.iterator().next());
            }
            LockSupport.parkNanos(POLL_NANOS);
        } while (System.nanoTime() - deadlineNanos < 0);
        throw new ApplianceException("the plugged disk did not appear within " + limit.toMillis() + " ms");
    }

    /** Waits until the kernel has let it go, which QEMU does not wait for: the next disk must not be taken for this one. */
    void awaitGone(Duration limit) throws ApplianceException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (devices(guest).contains(name)) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                throw new ApplianceException("the unplugged disk did not go within " + limit.toMillis() + " ms");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    // libguestfs looks at one name after the other, and fails at one that goes meanwhile.
    private static Set<String> devices(Guest guest) throws ApplianceException {
        for (int asked = 1; ; asked++) {
            try {
                return new HashSet<>(List.of(guest.listDevices()));
            } catch (ApplianceException e) {
                if (asked == ASKED_MOST) {
                    throw e;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** The disk an appliance was booted with: the largest, since libguestfs makes a few KiB of the empty drive that it insists on. */
    static PluggedDevice present(Guest guest) throws ApplianceException {
        String largest = "";
        long most = 0;
        for (String device : guest.listDevices()) {
            long bytes = guest.blockdevGetsize64(device);
            if (bytes > most) {
                most = bytes;
                largest = device;
            }
        }
        if (largest.isEmpty()) {
            throw new ApplianceException("the disk did not appear in the appliance");
        }
        return new PluggedDevice(guest, largest);
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

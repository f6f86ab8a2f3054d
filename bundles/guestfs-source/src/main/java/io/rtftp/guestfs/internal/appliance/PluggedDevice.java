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

    private static final Duration APPEARS_WITHIN = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 20_000_000;

    /** Waits for the device that was not there before. */
    static PluggedDevice await(Guest guest, Set<String> before) throws ApplianceException {
        long deadline = System.nanoTime() + APPEARS_WITHIN.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Set<String> now = new HashSet<>(List.of(guest.listDevices()));
            now.removeAll(before);
            if (!now.isEmpty()) {
                return new PluggedDevice(guest, now.iterator().next());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new ApplianceException("the plugged disk did not appear within " + APPEARS_WITHIN.toSeconds() + " s");
    }

    /** The disk an appliance was booted with: the one that is not empty, as the drive is that libguestfs insists on. */
    static PluggedDevice present(Guest guest) throws ApplianceException {
        for (String device : guest.listDevices()) {
            if (guest.blockdevGetsize64(device) > 0) {
                return new PluggedDevice(guest, device);
            }
        }
        throw new ApplianceException("the disk did not appear in the appliance");
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
        guest.blockdevRereadpt(name);
        return partitions();
    }

    /** The number of one of its partitions; 0 for what is none. */
    int number(String partition) {
        String digits = partition.substring(name.length());
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }
}

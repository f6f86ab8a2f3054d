package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.binding.Guest;
import io.rtftp.guestfs.internal.source.MountPlan.Filesystem;
import io.rtftp.guestfs.internal.source.MountPlan.Label;
import io.rtftp.guestfs.internal.source.MountPlan.LogicalVolume;
import io.rtftp.guestfs.internal.source.MountPlan.Partition;
import io.rtftp.guestfs.internal.source.MountPlan.Uuid;
import io.rtftp.guestfs.internal.source.MountPlan.WholeDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the device in the appliance that a description means. */
final class FilesystemFinder {

    private final Guest guest;
    private final PluggedDevice disk;
    private boolean volumesActive;

    FilesystemFinder(Guest guest, PluggedDevice disk) {
        this.guest = guest;
        this.disk = disk;
    }

    /** The device; fails with what is there instead. */
    String device(Filesystem filesystem) throws ApplianceException {
        if (filesystem instanceof Partition partition) {
            return partition(partition.number());
        }
        if (filesystem instanceof WholeDisk) {
            return disk.name();
        }
        if (filesystem instanceof LogicalVolume volume) {
            return volume(volume.device());
        }
        return named(filesystem);
    }

    private String partition(int number) throws ApplianceException {
        List<String> seen = disk.partitions();
        for (int attempt = 0; attempt < 2; attempt++) {
            for (String partition : seen) {
                if (disk.number(partition) == number) {
                    return partition;
                }
            }
            if (attempt == 0) {
                seen = disk.partitionsReadAgain();
            }
        }
        throw new ApplianceException("partition " + number + ": the disk has " + counted(seen));
    }

    private String counted(List<String> partitions) {
        List<Integer> numbers = partitions.stream().map(disk::number).toList();
        return switch (numbers.size()) {
            case 0 -> "no partitions";
            case 1 -> "1 partition (" + numbers.get(0) + ")";
            default -> numbers.size() + " partitions (" + numbers.toString().replaceAll("[\\[\\]]", "") + ")";
        };
    }

    private String volume(String device) throws ApplianceException {
        List<String> volumes = volumes();
        if (!volumes.contains(device)) {
            throw new ApplianceException(device + ": the disk has "
                    + (volumes.isEmpty() ? "no logical volumes" : "the logical volumes " + String.join(", ", volumes)));
        }
        return device;
    }

    private List<String> volumes() throws ApplianceException {
        // The physical volume may be on a partition the kernel is still about to see.
        disk.partitionsReadAgain();
        guest.lvmScan(true);
        volumesActive = true;
        return List.of(guest.lvs());
    }

    private String named(Filesystem wanted) throws ApplianceException {
        List<String> candidates = new ArrayList<>(disk.partitionsReadAgain());
        candidates.add(disk.name());
        candidates.addAll(volumes());
        List<String> there = new ArrayList<>();
        for (String candidate : candidates) {
            String name = name(wanted, candidate);
            if (matches(wanted, name)) {
                return candidate;
            }
            if (!name.isEmpty()) {
                there.add(name);
            }
        }
        throw new ApplianceException(
                ExportNames.of(wanted) + ": the disk has " + (there.isEmpty() ? "none" : String.join(", ", there)));
    }

    private String name(Filesystem wanted, String device) throws ApplianceException {
        if (guest.vfsType(device).isEmpty()) {
            return "";
        }
        return wanted instanceof Label ? guest.vfsLabel(device) : guest.vfsUuid(device);
    }

    private static boolean matches(Filesystem wanted, String name) {
        if (wanted instanceof Label label) {
            return label.label().equals(name);
        }
        return wanted instanceof Uuid uuid
                && uuid.uuid().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    /** Lets logical volumes go, so that the disk can be unplugged; nothing must be mounted. */
    void release() throws ApplianceException {
        if (volumesActive) {
            guest.vgActivateAll(false);
            volumesActive = false;
        }
    }
}

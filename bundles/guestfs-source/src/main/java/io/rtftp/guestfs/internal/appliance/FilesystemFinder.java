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
    private final LogicalVolumes volumes;
    private List<String> partitions = List.of(); // as last seen

    FilesystemFinder(Guest guest, PluggedDevice disk, LogicalVolumes volumes) {
        this.guest = guest;
        this.disk = disk;
        this.volumes = volumes;
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

    /** Makes partitions and logical volumes be there for who looks without this. */
    void showAll() throws ApplianceException {
        var unused = volumes.active(disk);
    }

    private String partition(int number) throws ApplianceException {
        List<String> seen = partitions.isEmpty() ? disk.partitions() : partitions;
        for (int attempt = 0; attempt < 2; attempt++) {
            for (String partition : seen) {
                if (disk.number(partition) == number) {
                    partitions = seen;
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
        List<String> found = volumes.active(disk);
        if (!found.contains(device)) {
            throw new ApplianceException(device + ": the disk has "
                    + (found.isEmpty() ? "no logical volumes" : "the logical volumes " + String.join(", ", found)));
        }
        return device;
    }

    // Volumes last: looking for them takes long, and most disks have none.
    private String named(Filesystem wanted) throws ApplianceException {
        List<String> there = new ArrayList<>();
        List<String> candidates = new ArrayList<>(disk.partitionsReadAgain());
        candidates.add(disk.name());
        String found = firstNamed(wanted, candidates, there);
        if (found.isEmpty()) {
            found = firstNamed(wanted, volumes.active(disk), there);
        }
        if (found.isEmpty()) {
            throw new ApplianceException(
                    ExportNames.of(wanted) + ": the disk has " + (there.isEmpty() ? "none" : String.join(", ", there)));
        }
        return found;
    }

    private String firstNamed(Filesystem wanted, List<String> candidates, List<String> there)
            throws ApplianceException {
        for (String candidate : candidates) {
            String name = wanted instanceof Label ? guest.vfsLabel(candidate) : guest.vfsUuid(candidate);
            if (matches(wanted, name)) {
                return candidate;
            }
            if (!name.isEmpty()) {
                there.add(name);
            }
        }
        return "";
    }

    private static boolean matches(Filesystem wanted, String name) {
        if (wanted instanceof Label label) {
            return label.label().equals(name);
        }
        return wanted instanceof Uuid uuid
                && uuid.uuid().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }
}

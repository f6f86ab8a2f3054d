package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.binding.Guest;
import io.rtftp.guestfs.internal.source.MountPlan;
import io.rtftp.guestfs.internal.source.MountPlan.Inspected;
import io.rtftp.guestfs.internal.source.MountPlan.Listed;
import io.rtftp.guestfs.internal.source.MountPlan.Mount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Mounts the filesystems of one view, read-only in name but on a device that can be written: the overlay. That is what lets the kernel
 * replay a journal which a machine left behind that lost its power; what was committed there is then seen.
 */
final class Mounting {

    /** How each filesystem is mounted without its journal, where replaying fails (mount(8)). */
    private static final Map<String, String> WITHOUT_JOURNAL =
            Map.of("ext3", "noload", "ext4", "noload", "xfs", "norecovery", "btrfs", "rescue=nologreplay");

    private static final Map<String, Object> FOLLOWING = Map.of("followsymlinks", true);

    private final Guest guest;
    private final FilesystemFinder finder;
    private final Set<String> made;
    private final List<String> points = new ArrayList<>();
    private final List<String> mounts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Nothing mounted yet.
     *
     * @param made the mount points made in this appliance so far; more are added
     */
    Mounting(Guest guest, FilesystemFinder finder, Set<String> made) {
        this.guest = guest;
        this.finder = finder;
        this.made = made;
    }

    /** Mounts everything; fails with the first that can't be, leaving those before it mounted. */
    void mount(MountPlan plan) throws ApplianceException {
        if (plan instanceof Inspected) {
            inspected();
        } else {
            for (Mount mount : ((Listed) plan).mounts()) {
                String name = ExportNames.of(mount.what());
                mount(name, finder.device(mount.what()), mount);
            }
        }
    }

    /** What is mounted where. */
    List<String> mounts() {
        return List.copyOf(mounts);
    }

    /** What an operator should know. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private void inspected() throws ApplianceException {
        finder.showAll();
        String[] roots = guest.inspectOs();
        if (roots.length == 0) {
            throw new ApplianceException("inspection finds no operating system on the disk; list its mounts");
        }
        if (roots.length > 1) {
            notes.add("inspection finds " + roots.length + " operating systems; the first is used");
        }
        Map<String, String> points = guest.inspectGetMountpoints(roots[0]);
        for (String point : points.keySet().stream()
                .sorted(Comparator.comparingInt(String::length))
                .toList()) {
            String device = points.getOrDefault(point, "");
            mount(device, device, new Mount(new MountPlan.WholeDisk(), point, List.of()));
        }
    }

    private void mount(String name, String device, Mount mount) throws ApplianceException {
        String mountpoint = mountpoint(name, mount.mountpoint());
        String type = device.startsWith("/dev/") ? guest.vfsType(device) : "btrfs";
        String options = String.join(",", mount.options());
        String with = options.isEmpty() ? "ro" : "ro," + options;
        try {
            guest.mountOptions(with, device, mountpoint);
        } catch (ApplianceException e) {
            mountWithoutJournal(name, device, mountpoint, new Failure(type, with, e));
        }
        points.add(mount.mountpoint());
        mounts.add(name + " (" + type + ") at " + mount.mountpoint());
    }

    private record Failure(String type, String options, ApplianceException cause) {}

    private void mountWithoutJournal(String name, String device, String mountpoint, Failure failure)
            throws ApplianceException {
        String place = name + (failure.type.isEmpty() ? " (no filesystem known)" : " (" + failure.type + ")");
        String without = WITHOUT_JOURNAL.get(failure.type);
        ApplianceException unmountable = new ApplianceException(
                place + " can't be mounted at " + mountpoint + ": " + failure.cause.getMessage(), failure.cause);
        if (without == null) {
            throw unmountable;
        }
        try {
            guest.mountOptions(failure.options + "," + without, device, mountpoint);
        } catch (ApplianceException e) {
            unmountable.addSuppressed(e);
            throw unmountable;
        }
        notes.add(name + ": journal not replayed (" + failure.cause.getMessage() + "); mounted with " + without);
    }

    // Below a mounted filesystem a mount point is a directory of the disk, reached by links too. Where nothing is
    // mounted
    // it is made, and stays in the appliance, which is asked only once.
    private String mountpoint(String name, String wanted) throws ApplianceException {
        if (wanted.equals("/")) {
            if (!points.isEmpty()) {
                throw new ApplianceException(name + " can't be mounted at / after " + String.join(", ", points)
                        + ", which it would hide; list the mount at / first");
            }
            return wanted;
        }
        Optional<String> over =
                points.stream().filter(point -> isBelow(point, wanted)).max(Comparator.comparingInt(String::length));
        if (over.isEmpty()) {
            make(wanted);
            return wanted;
        }
        if (!guest.isDirOpts(wanted, FOLLOWING)) {
            throw new ApplianceException(name + " can't be mounted at " + wanted + ": the filesystem at " + over.get()
                    + " has no such directory");
        }
        return guest.realpath(wanted);
    }

    private void make(String mountpoint) throws ApplianceException {
        StringBuilder path = new StringBuilder();
        for (String name : mountpoint.substring(1).split("/", -1)) {
            path.append('/').append(name);
            if (made.add(path.toString())) {
                guest.mkmountpoint(path.toString());
            }
        }
    }

    private static boolean isBelow(String mounted, String path) {
        return mounted.equals("/") || path.equals(mounted) || path.startsWith(mounted + "/");
    }

    /** The mount points an appliance has made. */
    static Set<String> noneMade() {
        return new HashSet<>();
    }
}

package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.file.ListedFile;
import io.rtftp.guestfs.internal.appliance.MountedDisk.Look;
import io.rtftp.guestfs.internal.appliance.Trail.End;
import io.rtftp.guestfs.internal.appliance.Trail.End.Nothing;
import io.rtftp.guestfs.internal.appliance.Trail.End.Something;
import io.rtftp.guestfs.internal.appliance.binding.Guest;
import io.rtftp.guestfs.internal.appliance.binding.Guest.DirectoryEntry;
import io.rtftp.guestfs.internal.appliance.binding.Guest.FileStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at what is mounted in an appliance, name by name: links lead where they lead inside its mounts, and what lies outside the client's
 * root is not looked at, so that nobody learns what is there. No question is asked that a name alone can make an error of.
 */
final class DiskFiles {

    private final Guest guest;

    DiskFiles(Guest guest) {
        this.guest = guest;
    }

    /**
     * A place on the disk, as it was asked for and as it is.
     *
     * @param real without links in it
     */
    private record Place(String asked, String real, FileStatus status) {}

    /** Where a path ends that leads to nothing, or outside. */
    private static final class DeadEnd extends Exception {

        private static final long serialVersionUID = 1;
        private final transient Look look;

        private DeadEnd(Look look) {
            this.look = look;
        }
    }

    Look look(String root, String path) throws ApplianceException {
        try {
            Place file = walk(place(root), path);
            return file.status.isRegular()
                    ? new Look.Regular(file.real, file.status.size())
                    : new Look.Missing(
                            file.asked + (file.status.isDirectory() ? " is a directory" : " is no regular file"));
        } catch (DeadEnd end) {
            return end.look;
        }
    }

    List<ListedFile> list(String root, String directory) throws ApplianceException {
        try {
            Place top = place(root);
            Place listed = walk(top, directory);
            return listed.status.isDirectory() ? list(top, listed.real) : List.of();
        } catch (DeadEnd end) {
            return List.of();
        }
    }

    private List<ListedFile> list(Place top, String directory) throws ApplianceException {
        String[] names = guest.readdir(directory).stream()
                .map(DirectoryEntry::name)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .sorted()
                .toArray(String[]::new);
        List<FileStatus> statuses = guest.lstatnslist(directory, names);
        List<ListedFile> listed = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            FileStatus status = statuses.get(i);
            add(listed, names[i], status.isLink() ? followed(top, directory, names[i]) : status);
        }
        return listed;
    }

    // A link that leads nowhere or outside is neither file nor directory, and is not listed.
    private FileStatus followed(Place top, String directory, String name) throws ApplianceException {
        return new Trail(guest, directory, name).end() instanceof Something end && isInside(top.real, end.path())
                ? end.status()
                : FileStatus.UNKNOWN;
    }

    private static void add(List<ListedFile> listed, String name, FileStatus status) {
        if (status.isDirectory()) {
            listed.add(new ListedFile(name, ListedFile.Kind.DIRECTORY, 0));
        } else if (status.isRegular()) {
            listed.add(new ListedFile(name, ListedFile.Kind.FILE, status.size()));
        }
    }

    private Place place(String root) throws ApplianceException, DeadEnd {
        return walk(new Place("/", "/", guest.lstatns("/")), root);
    }

    /** Goes from {@code top}, which must not be left. */
    private Place walk(Place top, String path) throws ApplianceException, DeadEnd {
        Place reached = top;
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                reached = step(top, reached, name);
            }
        }
        return reached;
    }

    private Place step(Place top, Place from, String name) throws ApplianceException, DeadEnd {
        if (!from.status.isDirectory()) {
            throw new DeadEnd(new Look.Missing(from.asked + " is no directory"));
        }
        String asked = join(from.asked, name);
        End end = new Trail(guest, from.real, name).end();
        if (end instanceof Nothing nothing) {
            throw new DeadEnd(new Look.Missing(asked + " " + nothing.why()));
        }
        Something something = (Something) end;
        if (!isInside(top.real, something.path())) {
            throw new DeadEnd(
                    new Look.Forbidden(asked + " leads outside " + top.asked)); // where to is nobody's business
        }
        return new Place(asked, something.path(), something.status());
    }

    static String join(String directory, String name) {
        return directory.equals("/") ? directory + name : directory + "/" + name;
    }

    private static boolean isInside(String top, String real) {
        return top.equals("/") || real.equals(top) || real.startsWith(top + "/");
    }
}

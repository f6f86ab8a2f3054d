package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.file.ListedFile;
import io.rtftp.guestfs.internal.appliance.MountedDisk.Look;
import io.rtftp.guestfs.internal.appliance.binding.Guest;
import io.rtftp.guestfs.internal.appliance.binding.Guest.DirectoryEntry;
import io.rtftp.guestfs.internal.appliance.binding.Guest.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at what is mounted in an appliance. Links are resolved by the appliance, so inside its mounts; whether the outcome lies inside
 * the client's root is checked here, on the resolved path.
 */
final class DiskFiles {

    private static final Map<String, Object> FOLLOWING = Map.of("followsymlinks", true);

    private final Guest guest;

    DiskFiles(Guest guest) {
        this.guest = guest;
    }

    Look look(String root, String path) throws ApplianceException {
        String whole = join(root, path);
        if (!isFile(whole)) {
            return isDirectory(root) ? missing(root, path) : new Look.Missing(absence(root));
        }
        String real = guest.realpath(whole);
        return isInside(guest.realpath(root), real)
                ? new Look.Regular(real, guest.statns(real).size())
                : outside(whole, root);
    }

    // Where it leads is not for the client to know.
    private static Look outside(String link, String root) {
        return new Look.Forbidden(link + " leads outside " + root);
    }

    List<ListedFile> list(String root, String directory) throws ApplianceException {
        String whole = join(root, directory);
        if (!isDirectory(whole)) {
            return List.of();
        }
        String top = guest.realpath(root);
        String real = guest.realpath(whole);
        if (!isInside(top, real)) {
            return List.of();
        }
        String[] names = guest.readdir(real).stream()
                .map(DirectoryEntry::name)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .sorted()
                .toArray(String[]::new);
        List<FileStatus> statuses = guest.lstatnslist(real, names);
        List<ListedFile> listed = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            FileStatus status = statuses.get(i);
            add(listed, names[i], status.isLink() ? followed(top, join(real, names[i]), status) : status);
        }
        return listed;
    }

    // A link that leads nowhere or outside stays a link, and is not listed.
    private FileStatus followed(String top, String link, FileStatus status) throws ApplianceException {
        return (isFile(link) || isDirectory(link)) && isInside(top, guest.realpath(link)) ? guest.statns(link) : status;
    }

    private static void add(List<ListedFile> listed, String name, FileStatus status) {
        if (status.isDirectory()) {
            listed.add(new ListedFile(name, ListedFile.Kind.DIRECTORY, 0));
        } else if (status.isRegular()) {
            listed.add(new ListedFile(name, ListedFile.Kind.FILE, status.size()));
        }
    }

    // That a file is not there decides what a client is told, so it is proved: the directory it would be in is read,
    // and a disk that can't be read is an error there. What is outside the root is not looked at, so that nobody
    // learns what is there.
    private Look missing(String root, String path) throws ApplianceException {
        String top = guest.realpath(root);
        String there = root;
        for (String name : path.split("/", -1)) {
            String next = join(there, name);
            if (!isDirectory(next)) {
                return new Look.Missing(absence(there, name));
            }
            if (!isInside(top, guest.realpath(next))) {
                return outside(next, root);
            }
            there = next;
        }
        return new Look.Missing(there + " is a directory");
    }

    private String absence(String root) throws ApplianceException {
        String there = "/";
        for (String name : root.substring(1).split("/", -1)) {
            if (!isDirectory(join(there, name))) {
                return absence(there, name);
            }
            there = join(there, name);
        }
        return root + " was not there when it was looked for";
    }

    private String absence(String directory, String name) throws ApplianceException {
        String whole = join(directory, name);
        if (guest.readdir(directory).stream().noneMatch(entry -> entry.name().equals(name))) {
            return directory + " has no " + name;
        }
        if (isFile(whole)) {
            return whole + " is no directory";
        }
        return guest.lstatnslist(directory, new String[] {name}).get(0).isLink()
                ? whole + " is a link that leads nowhere"
                : whole + " is no regular file";
    }

    private boolean isFile(String path) throws ApplianceException {
        return guest.isFileOpts(path, FOLLOWING);
    }

    private boolean isDirectory(String path) throws ApplianceException {
        return guest.isDirOpts(path, FOLLOWING);
    }

    static String join(String directory, String path) {
        String whole = (directory + "/" + path).replaceAll("/+", "/");
        return whole.length() > 1 && whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }

    private static boolean isInside(String top, String real) {
        return top.equals("/") || real.equals(top) || real.startsWith(top + "/");
    }
}

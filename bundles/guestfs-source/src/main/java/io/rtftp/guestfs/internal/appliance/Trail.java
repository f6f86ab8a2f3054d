package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.appliance.binding.Guest;
import io.rtftp.guestfs.internal.appliance.binding.Guest.FileStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The way from a name to what it stands for: links are followed one by one, as the kernel does (path_resolution(7)). The kernel's own
 * answer is an error both where a link leads in circles, which is nobody's fault, and where the disk can't be read.
 */
final class Trail {

    private static final int LINKS_MOST = 40;

    private final Guest guest;
    private final Deque<String> ahead = new ArrayDeque<>();
    private String reached; // without links in it
    private int links;

    /**
     * Begins at {@code name}.
     *
     * @param directory where it is, without links in it
     */
    Trail(Guest guest, String directory, String name) {
        this.guest = guest;
        this.reached = directory;
        ahead.push(name);
    }

    /** What a name stands for. */
    sealed interface End {

        /** Something that is no link; {@code path} has none in it. */
        record Something(String path, FileStatus status) implements End {}

        /** Nothing; {@code why} ends a sentence about the name's directory and the name. */
        record Nothing(String why) implements End {}
    }

    /** What is at the end; fails where that can't be read. */
    End end() throws ApplianceException {
        Optional<FileStatus> last = Optional.empty(); // of what is reached, where that may be no directory
        while (!ahead.isEmpty()) {
            String name = ahead.pop();
            if (last.isPresent() && !last.get().isDirectory()) {
                return new End.Nothing("is a link that leads nowhere");
            }
            if (name.equals("..")) {
                reached = reached.substring(0, Math.max(1, reached.lastIndexOf('/')));
            } else if (!name.isEmpty() && !name.equals(".")) {
                last = status(name);
                if (last.isEmpty()) {
                    return new End.Nothing(links == 0 ? "is not there" : "is a link that leads nowhere");
                }
                if (!last.get().isLink()) {
                    reached = DiskFiles.join(reached, name);
                } else if (++links > LINKS_MOST) {
                    return new End.Nothing("is a link that leads in circles");
                } else {
                    follow(name);
                    last = Optional.empty();
                }
            }
        }
        return new End.Something(reached, last.isPresent() ? last.get() : guest.lstatns(reached));
    }

    private void follow(String name) throws ApplianceException {
        String target = guest.readlink(DiskFiles.join(reached, name));
        if (target.startsWith("/")) {
            reached = "/";
        }
        List<String> names = List.of(target.split("/", -1));
        for (int i = names.size() - 1; i >= 0; i--) {
            ahead.push(names.get(i));
        }
    }

    // That a name is not there decides what a client is told, so it is proved: the directory is read, and a disk that
    // can't be read is an error there.
    private Optional<FileStatus> status(String name) throws ApplianceException {
        FileStatus status = guest.lstatnslist(reached, new String[] {name}).get(0);
        if (status.isKnown()) {
            return Optional.of(status);
        }
        if (guest.readdir(reached).stream().anyMatch(entry -> entry.name().equals(name))) {
            throw new ApplianceException(DiskFiles.join(reached, name) + " can't be read");
        }
        return Optional.empty();
    }
}

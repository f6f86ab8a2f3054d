package io.rtftp.guestfs.internal.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/**
 * A directory of this user alone for one socket, for as long as its machine lives: another revision of this bundle may connect again. It
 * lies where paths are short, since a socket's has 107 bytes at most (unix(7)) and the run directory's may be longer.
 */
record SocketDirectory(Path path) implements AutoCloseable {

    /**
     * Makes one.
     *
     * @param parent where libguestfs has its own sockets
     * @param appliance the appliance's directory, which remembers it for who has to clean up after a kill
     */
    static SocketDirectory make(Path parent, Path appliance) throws ApplianceException {
        Path path = parent.resolve("rtftp-" + UUID.randomUUID());
        RunDirectory.note(appliance, List.of(path));
        try {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new SocketDirectory(path);
        } catch (IOException e) {
            throw new ApplianceException("no directory for a socket in " + parent + ": " + e.getMessage(), e);
        }
    }

    /** The socket. */
    Path socket() {
        return path.resolve("qmp");
    }

    /** Deletes it, if it is there; who has connected stays so. */
    @Override
    public void close() {
        try {
            RunDirectory.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

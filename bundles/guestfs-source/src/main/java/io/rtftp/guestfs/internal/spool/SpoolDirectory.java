package io.rtftp.guestfs.internal.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of this server's own for spooled files. It holds a lock that the kernel drops when the process ends, however it ends: so
 * what a killed server left behind can be told from what a running one uses, and is deleted by the next one.
 */
public final class SpoolDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String PREFIX = "rtftp-spool-";
    private static final String LOCK = "lock";
    private static final String HELD = "io.rtftp.spool:"; // what begins so in the process's table is in use here

    private final Path path;
    private final FileChannel lock;

    private SpoolDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Deletes what is left over below {@code parent}, and makes a directory there that only this user can look into. */
    public static SpoolDirectory below(Path parent) throws IOException {
        Files.createDirectories(parent);
        deleteLeftovers(parent);
        Path own = parent.resolve(PREFIX + UUID.randomUUID());
        Files.createDirectory(own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lock = FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IOException("another process has locked " + own);
        }
        System.getProperties().put(held(own), lock);
        return new SpoolDirectory(own, lock);
    }

    /** Where it is, and what its filesystem has left. */
    public Spool.Place place() {
        return new Spool.Place(path, this::usableBytes);
    }

    /** Deletes the directory with everything in it. */
    @Override
    public void close() throws IOException {
        lock.close();
        delete(path);
        System.getProperties().remove(held(path));
    }

    private long usableBytes() {
        long bytes =
                path.toFile().getUsableSpace(); // statvfs(3); a FileStore wants a mount point, which a chroot may lack
        if (bytes == 0 && !Files.isDirectory(path)) {
            LOG.warn("spool directory {} is not there any more", path);
        }
        return bytes;
    }

    private static void deleteLeftovers(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            for (Path entry : entries.filter(SpoolDirectory::isSpool).toList()) {
                if (isLeftOver(entry)) {
                    delete(entry);
                    LOG.info("deleted what a killed server left in {}", entry);
                }
            }
        }
    }

    private static boolean isSpool(Path entry) {
        return entry.getFileName().toString().startsWith(PREFIX) && Files.isWritable(entry.resolve(LOCK));
    }

    private static String held(Path directory) {
        return HELD + directory.getFileName();
    }

    private static boolean isLeftOver(Path directory) throws IOException {
        // Not even opened: to close a file gives up the process's locks on it (fcntl(2)), those of other revisions too.
        if (System.getProperties().containsKey(held(directory))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        } catch (NoSuchFileException deletedMeanwhile) {
            return false;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }
}

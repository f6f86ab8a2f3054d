package io.rtftp.guestfs.internal.appliance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of this server's own below the configured one, for overlays and whatever else an appliance needs. A lock the kernel drops
 * when its process ends tells the living from the dead: what a killed server left behind is found and removed by the next one, its
 * processes first.
 */
final class RunDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String SOCKETS = "sockets";
    private static final Pattern SOCKET_DIRECTORY = Pattern.compile("path=(/[^,]*/libguestfs[A-Za-z0-9]{6})/");

    private final Path path;
    private final FileChannel lock;

    private RunDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes a directory of our own. */
    static RunDirectory below(Path configured) throws IOException {
        Files.createDirectories(configured);
        Path own = configured.resolve("appliances-" + UUID.randomUUID());
        Files.createDirectory(own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel = FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock();
        if (!held.isValid()) {
            throw new IOException("no lock on " + own);
        }
        return new RunDirectory(own, channel);
    }

    /** Removes what servers left behind that are no more; gives a sentence for each. */
    static List<String> removeLeftovers(Path configured) throws IOException {
        List<String> removed = new ArrayList<>();
        if (!Files.isDirectory(configured)) {
            return removed;
        }
        try (Stream<Path> entries = Files.list(configured)) {
            for (Path entry : entries.filter(RunDirectory::isOurs).toList()) {
                if (isOwnerGone(entry)) {
                    removed.add(remove(entry));
                }
            }
        }
        return removed;
    }

    /** The directory of one appliance, made new. */
    Path appliance(int id) throws ApplianceException {
        try {
            Path directory = path.resolve("appliance-" + id);
            delete(directory);
            return Files.createDirectory(directory);
        } catch (IOException e) {
            throw new ApplianceException("no directory for an appliance in " + path + ": " + e.getMessage(), e);
        }
    }

    /** Notes where the sockets of an appliance are, for who has to clean up after a kill; forgets what was noted before. */
    static void note(Path appliance, List<Path> socketDirectories) throws ApplianceException {
        try {
            Files.write(
                    appliance.resolve(SOCKETS),
                    socketDirectories.stream().map(Path::toString).toList());
        } catch (IOException e) {
            throw new ApplianceException("can't write into " + appliance + ": " + e.getMessage(), e);
        }
    }

    /** Deletes a directory and all that is in it; one that is not there too. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path file : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        delete(path);
    }

    private static boolean isOurs(Path entry) {
        return entry.getFileName().toString().startsWith("appliances-") && Files.exists(entry.resolve(LOCK));
    }

    private static boolean isOwnerGone(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
            return Optional.ofNullable(channel.tryLock()).isPresent();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static String remove(Path directory) throws IOException {
        List<ProcessHandle> processes = QemuProcesses.holding(directory);
        for (ProcessHandle process : processes) {
            process.destroyForcibly();
        }
        try (Stream<Path> appliances = Files.list(directory)) {
            for (Path appliance : appliances.toList()) {
                Path sockets = appliance.resolve(SOCKETS);
                if (Files.isRegularFile(sockets)) {
                    for (String line : Files.readAllLines(sockets)) {
                        delete(Path.of(line));
                    }
                }
            }
        }
        delete(directory);
        return "removed what a killed server left in " + directory + ", with " + processes.size() + " QEMU processes";
    }

    /** Where libguestfs has put sockets, by QEMU's command line: it tells that in no other way. */
    static List<Path> socketDirectories(List<String> commandLine) {
        List<Path> found = new ArrayList<>();
        for (String word : commandLine) {
            Matcher matcher = SOCKET_DIRECTORY.matcher(word);
            if (matcher.find() && !found.contains(Path.of(matcher.group(1)))) {
                found.add(Path.of(matcher.group(1)));
            }
        }
        return found;
    }
}

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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of this server's own below the configured one, for overlays and whatever else an appliance needs. A lock the kernel drops
 * when its process ends tells the living from the dead: what a killed server left behind is found and removed by the next one, its
 * processes first.
 *
 * <p>Revisions of this bundle that overlap in one process share it, since an appliance can't leave its directory when it goes from one to
 * the next; the last of them removes it. What they share is kept in the table of the process's system properties.
 */
final class RunDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String SOCKETS = "sockets";
    private static final Pattern SOCKET_DIRECTORY =
            Pattern.compile("(?:path=|unix:)(/[^,]*/(?:libguestfs[A-Za-z0-9]{6}|rtftp-[0-9a-f-]{36}))/");

    private static final String KEEPER = "io.rtftp.run-directory.1:"; // the number is that of what is kept

    private final String keeper;
    private final Path path;
    private final FileChannel lock;
    private final AtomicInteger users;

    private RunDirectory(String keeper, Path path, FileChannel lock, AtomicInteger users) {
        this.keeper = keeper;
        this.path = path;
        this.lock = lock;
        this.users = users;
    }

    /** The directory of our own, made where there is none yet. */
    static RunDirectory below(Path configured) throws IOException {
        Map<Object, Object> process = System.getProperties();
        synchronized (process) {
            Optional<RunDirectory> shared = shared(configured);
            if (shared.isPresent()) {
                shared.get().users.incrementAndGet();
                return shared.get();
            }
            RunDirectory made = make(configured);
            process.put(made.keeper, List.of(made.path, made.lock, made.users));
            return made;
        }
    }

    private static Optional<RunDirectory> shared(Path configured) {
        String keeper = keeper(configured);
        return System.getProperties().get(keeper) instanceof List<?> kept
                        && kept.get(0) instanceof Path path
                        && Files.isDirectory(path)
                        && kept.get(1) instanceof FileChannel lock
                        && kept.get(2) instanceof AtomicInteger users
                ? Optional.of(new RunDirectory(keeper, path, lock, users))
                : Optional.empty();
    }

    private static String keeper(Path configured) {
        return KEEPER + configured.toAbsolutePath().normalize();
    }

    private static RunDirectory make(Path configured) throws IOException {
        Files.createDirectories(configured);
        Path own = configured.resolve("appliances-" + UUID.randomUUID());
        Files.createDirectory(own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel channel = FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock();
        if (!held.isValid()) {
            throw new IOException("no lock on " + own);
        }
        return new RunDirectory(keeper(configured), own, channel, new AtomicInteger(1));
    }

    Path path() {
        return path;
    }

    /** Another use of it beside this one, to be given up for itself. */
    RunDirectory hold() {
        users.incrementAndGet();
        return this;
    }

    /** Removes what servers left behind that are no more; gives a sentence for each. */
    static List<String> removeLeftovers(Path configured) throws IOException {
        List<String> removed = new ArrayList<>();
        if (!Files.isDirectory(configured)) {
            return removed;
        }
        // Not even looked at: to close a file gives up the process's locks on it (fcntl(2)).
        Optional<Path> inUse = shared(configured).map(own -> own.path().getFileName());
        try (Stream<Path> entries = Files.list(configured)) {
            for (Path entry : entries.filter(RunDirectory::isOurs).toList()) {
                if (!inUse.equals(Optional.of(entry.getFileName())) && isOwnerGone(entry)) {
                    removed.add(remove(entry));
                }
            }
        }
        return removed;
    }

    /** The directory of one appliance, made new; this user's alone. */
    Path appliance(int id) throws ApplianceException {
        try {
            return Files.createTempDirectory(path, "appliance-" + id + "-");
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

    /** Gives it up, once for each use; the last one who does removes it. */
    @Override
    public void close() throws IOException {
        Map<Object, Object> process = System.getProperties();
        synchronized (process) {
            if (users.decrementAndGet() > 0) {
                return;
            }
            if (process.get(keeper) instanceof List<?> kept && kept.contains(path)) {
                process.remove(keeper);
            }
        }
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

    /** Where we and libguestfs have put sockets, by QEMU's command line: libguestfs tells that in no other way. */
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

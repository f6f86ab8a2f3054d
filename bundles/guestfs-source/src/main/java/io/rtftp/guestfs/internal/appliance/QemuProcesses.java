package io.rtftp.guestfs.internal.appliance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** QEMU processes of this host, known surely by a directory that only our command lines hold. */
final class QemuProcesses {

    private static final Path PROC = Path.of("/proc");

    private QemuProcesses() {}

    /** The QEMU processes, and libguestfs's recovery processes, whose command line names the directory. */
    static List<ProcessHandle> holding(Path directory) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(PROC)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit) && isQemuWith(directory, commandLine(entry))) {
                    ProcessHandle.of(Long.parseLong(name)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** The words of a process's command line; empty where it has ended. */
    static List<String> commandLine(long pid) {
        return commandLine(PROC.resolve(Long.toString(pid)));
    }

    /** The memory a process holds, in bytes; empty where it has ended. */
    static Optional<Long> residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static boolean isQemuWith(Path directory, List<String> words) {
        return !words.isEmpty()
                && words.get(0).contains("qemu")
                && words.stream().anyMatch(word -> word.contains(directory + "/"));
    }

    private static List<String> commandLine(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return line.isEmpty() ? List.of() : List.of(line.split("\0"));
        } catch (IOException ended) {
            return List.of();
        }
    }
}

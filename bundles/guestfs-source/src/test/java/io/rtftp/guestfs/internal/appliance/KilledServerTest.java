package io.rtftp.guestfs.internal.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledServerTest {

    @TempDir
    Path directory;

    private static ProcessHandle qemu(Process server) throws Exception {
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            Matcher matcher = Pattern.compile("qemu (\\d+)").matcher(line);
            if (matcher.matches()) {
                return ProcessHandle.of(Long.parseLong(matcher.group(1))).orElseThrow();
            }
        }
        throw new AssertionError("the server ended: " + said);
    }

    private Process server(int handovers) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SupplyMain.class.getName(),
                        directory.toString(),
                        Integer.toString(handovers))
                .redirectErrorStream(true)
                .start();
    }

    private static List<Path> socketDirectories(Path directory) throws Exception {
        try (var files = Files.walk(directory)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(path -> path.endsWith("sockets")).toList()) {
                Files.readAllLines(file).forEach(line -> found.add(Path.of(line)));
            }
            return found;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatAKilledServerLeavesIsGoneAfterTheNextStart(int handovers) throws Exception {
        Process server = server(handovers);
        try {
            ProcessHandle qemu = qemu(server);
            List<Path> sockets = socketDirectories(directory);
            assertThat(QemuProcesses.holding(directory)).contains(qemu);
            assertThat(sockets).isNotEmpty().allSatisfy(path -> assertThat(path).isDirectory());
            assertThat(RunDirectory.removeLeftovers(directory))
                    .as("a living server keeps what it has")
                    .isEmpty();

            server.destroyForcibly().waitFor();
            List<String> removed = RunDirectory.removeLeftovers(directory);

            qemu.onExit().get(120, TimeUnit.SECONDS);
            assertThat(removed).hasSize(1);
            assertThat(QemuProcesses.holding(directory)).isEmpty();
            assertThat(directory).isEmptyDirectory();
            assertThat(sockets).allSatisfy(path -> assertThat(path).doesNotExist());
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void qemuDoesNotOutliveAKilledServer() throws Exception {
        Process server = server(0);
        try {
            ProcessHandle qemu = qemu(server);

            server.destroyForcibly().waitFor();

            // libguestfs's recovery process looks every two seconds whether its parent is still there.
            qemu.onExit().get(120, TimeUnit.SECONDS);
            assertThat(qemu.isAlive()).isFalse();
        } finally {
            server.destroyForcibly();
            RunDirectory.removeLeftovers(directory);
        }
    }
}

package io.rtftp.guestfs.internal.appliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The host's qemu-img; it is killed where it takes longer than its limit, as it does for an NBD server that hangs. */
final class QemuImg {

    private QemuImg() {}

    /** Makes an empty overlay. */
    static void createOverlay(Path overlay, long bytes, Duration limit) throws ApplianceException {
        run(List.of("create", "-q", "-f", "qcow2", overlay.toString(), Long.toString(bytes)), limit);
    }

    /** The size of what block nodes describe, in bytes. */
    static long size(List<String> objects, String node, Duration limit) throws ApplianceException {
        List<String> arguments = new ArrayList<>(List.of("info", "--output=json"));
        for (String object : objects) {
            arguments.addAll(List.of("--object", object));
        }
        arguments.add("json:" + node);
        try {
            return new ObjectMapper()
                    .readTree(run(arguments, limit))
                    .path("virtual-size")
                    .asLong();
        } catch (IOException e) {
            throw new ApplianceException("qemu-img info gives no JSON: " + e.getMessage(), e);
        }
    }

    private static String run(List<String> arguments, Duration limit) throws ApplianceException {
        List<String> line = new ArrayList<>(List.of("qemu-img"));
        line.addAll(arguments);
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            CompletableFuture<Process> ended = process.onExit()
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    // By its handle: Process.destroyForcibly also closes what is being read.
                    .whenComplete((gone, late) -> process.toHandle().destroyForcibly());
            try (InputStream out = process.getInputStream()) {
                // Ends with the process, hence within the limit.
                String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                if (ended.join().exitValue() != 0) {
                    throw new ApplianceException(said.strip());
                }
                return said;
            }
        } catch (IOException e) {
            throw new ApplianceException("qemu-img can't be run: " + e.getMessage() + "; apt install qemu-utils", e);
        } catch (CompletionException e) {
            String how = e.getCause() instanceof TimeoutException
                    ? "took longer than " + limit.toMillis() + " ms"
                    : "failed: " + e.getCause();
            throw new ApplianceException("qemu-img " + arguments.get(0) + " " + how, e);
        }
    }
}

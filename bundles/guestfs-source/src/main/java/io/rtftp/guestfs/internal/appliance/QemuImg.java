package io.rtftp.guestfs.internal.appliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The host's qemu-img. */
final class QemuImg {

    private static final int MOST_SECONDS = 20;

    private QemuImg() {}

    /** Makes an empty overlay. */
    static void createOverlay(Path overlay, long bytes) throws ApplianceException {
        run(List.of("create", "-q", "-f", "qcow2", overlay.toString(), Long.toString(bytes)));
    }

    /** The size of what block nodes describe, in bytes. */
    static long size(List<String> objects, String node) throws ApplianceException {
        List<String> arguments = new ArrayList<>(List.of("info", "--output=json"));
        for (String object : objects) {
            arguments.addAll(List.of("--object", object));
        }
        arguments.add("json:" + node);
        try {
            return new ObjectMapper()
                    .readTree(run(arguments))
                    .path("virtual-size")
                    .asLong();
        } catch (IOException e) {
            throw new ApplianceException("qemu-img info gives no JSON: " + e.getMessage(), e);
        }
    }

    private static String run(List<String> arguments) throws ApplianceException {
        List<String> line = new ArrayList<>(List.of("qemu-img"));
        line.addAll(arguments);
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new ApplianceException(
                            "qemu-img " + arguments.get(0) + " took longer than " + MOST_SECONDS + " s");
                }
                if (process.exitValue() != 0) {
                    throw new ApplianceException(said.strip());
                }
                return said;
            }
        } catch (IOException e) {
            throw new ApplianceException("qemu-img can't be run: " + e.getMessage() + "; apt install qemu-utils", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApplianceException("interrupted in qemu-img", e);
        }
    }
}

package io.rtftp.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.testkit.disk.Bytes;
import io.rtftp.testkit.tftp.Download;
import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Machines that boot again and again, and check what they get. */
final class Machines {

    /** What each of them asks for. */
    static final int REQUESTS = 40;

    private static final int MISSING = 13;
    private static final int ADDRESSES = 500;
    private static final int AT_ONCE = 8;
    private static final int TRIES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE_WITH_DISK = Duration.ofSeconds(15); // eight times that: an appliance boots

    private final InetSocketAddress server;
    private final Process process;
    private final Files files;

    /** Machines that boot from {@code server}, which is {@code process}. */
    Machines(InetSocketAddress server, Process process, Files files) {
        this.server = server;
        this.process = process;
        this.files = files;
    }

    /** The files there are, by name. */
    record Files(Map<String, byte[]> contents) {

        /** Makes what the machines ask for and is not missing. */
        static Files make(Path directory) throws IOException {
            Map<String, byte[]> contents = new LinkedHashMap<>();
            for (int i = 0; i < REQUESTS - MISSING; i++) {
                contents.put("boot/file-" + i, Bytes.noise(i % 9 == 0 ? 40_000 : 100 * i, i));
            }
            java.nio.file.Files.createDirectories(directory.resolve("boot"));
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                java.nio.file.Files.write(directory.resolve(file.getKey()), file.getValue());
            }
            return new Files(contents);
        }
    }

    /** So many boots, from one address after the other, some at once. */
    void boot(int boots) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                workers.add(threads.submit(() -> {
                    for (int boot = next.getAndIncrement(); boot < boots; boot = next.getAndIncrement()) {
                        one(boot % ADDRESSES);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The same beside a machine that boots from its disk all the while, at least so many times; gives how often it did. */
    int bootBesideDisk(int boots, String machine, Files onDisk, int least) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> others = thread.submit(() -> {
                boot(boots);
                return null;
            });
            int diskBoots = 0;
            while (diskBoots < least || !others.isDone()) {
                bootFromDisk(machine, onDisk);
                diskBoots++;
                // Longer than refresh_after, so that the next boot is a new one; every other time longer than
                // idle_timeout.
                assertThat(process.waitFor(diskBoots % 2 == 0 ? 2 : 6, TimeUnit.SECONDS))
                        .as("the server has ended")
                        .isFalse();
            }
            others.get();
            return diskBoots;
        } finally {
            thread.shutdownNow();
        }
    }

    /** One boot from a disk that may have to be attached first: the first request waits for that. */
    void bootFromDisk(String machine, Files onDisk) {
        onDisk.contents.forEach((name, content) -> fetch(machine, name, content, PATIENCE_WITH_DISK));
        isMissing(machine, "not-on-the-disk", PATIENCE_WITH_DISK);
    }

    private void one(int machine) {
        String address = "127.1." + machine / 250 + "." + (1 + machine % 250);
        files.contents.forEach((name, content) -> fetch(address, name, content, PATIENCE));
        for (int i = 0; i < MISSING; i++) {
            isMissing(address, "boot/missing-" + i, PATIENCE);
        }
    }

    private void fetch(String address, String name, byte[] content, Duration patience) {
        byte[] request = Packets.readRequest(name, "tsize", "0", "blksize", "1468");
        try (ScriptedClient client = ScriptedClient.at(address, server)) {
            assertThat(Download.of(client, request, patience).content().bytes())
                    .as(name)
                    .isEqualTo(content);
        }
    }

    private void isMissing(String address, String name, Duration patience) {
        try (ScriptedClient client = ScriptedClient.at(address, server)) {
            Optional<Reply> reply = Optional.empty();
            for (int tries = 0; reply.isEmpty() && tries < TRIES; tries++) {
                reply = client.ask(Packets.readRequest(name, "tsize", "0")).receive(patience);
            }
            assertThat(reply)
                    .as("the answer for %s", name)
                    .hasValueSatisfying(answer -> assertThat(answer.isError(1)).isTrue());
        }
    }
}

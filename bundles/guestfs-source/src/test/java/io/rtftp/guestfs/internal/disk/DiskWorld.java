package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.disk.DiskAttach;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.file.Resolution;
import io.rtftp.guestfs.internal.description.DescriptionException;
import io.rtftp.guestfs.internal.description.DescriptionParser;
import io.rtftp.guestfs.internal.description.DiskDescription;
import io.rtftp.guestfs.internal.spool.Spool;
import io.rtftp.guestfs.internal.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Disks with fake appliances, in virtual time. */
final class DiskWorld {

    static final Duration REFRESH_AFTER = Duration.ofSeconds(10);
    static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);

    final VirtualTimeline time;
    final FakeSupply supply;
    final List<DiskAttach> attaches = new ArrayList<>();
    final Disks disks;
    final DiskFiles files;
    DiskRules rules = new DiskRules(REFRESH_AFTER, IDLE_TIMEOUT, 8);

    DiskWorld(Path spoolDirectory, long beganNanos) {
        time = new VirtualTimeline(beganNanos);
        supply = new FakeSupply(time);
        Spool spool = new Spool(time, Runnable::run, new Spool.Place(spoolDirectory, () -> Long.MAX_VALUE), 1L << 30);
        disks = new Disks(new Surroundings(time, supply, spool, () -> rules, attaches::add), () -> {});
        files = new DiskFiles(disks);
    }

    static DiskDescription description(String export) {
        try {
            return DescriptionParser.parse("{\"url\": \"nbd://lab/" + export + "\"}");
        } catch (DescriptionException wrong) {
            throw new AssertionError(wrong);
        }
    }

    CompletableFuture<Resolution> ask(String client, String export, String path) {
        return files.open(client, description(export), path).toCompletableFuture();
    }

    DiskView disk(String export) {
        return disks.disks().stream()
                .filter(view -> view.name().equals("lab/" + export))
                .findFirst()
                .orElseThrow();
    }
}

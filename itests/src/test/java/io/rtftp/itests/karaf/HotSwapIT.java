package io.rtftp.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.disk.ApplianceView;
import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.disk.DiskView;
import io.rtftp.api.transfer.TransferRegistry;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.itests.karaf.Load.Wanted;
import io.rtftp.itests.karaf.driver.Ground;
import io.rtftp.itests.karaf.driver.InContainer;
import io.rtftp.itests.karaf.driver.KarafTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Bundles are updated, stopped and started while racks boot, and the racks notice nothing. */
@KarafTest(Ground.DISTRIBUTION)
class HotSwapIT {

    /** A patient client's; iPXE and GRUB begin with less and grow. */
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(5);

    /** A client that repeats itself soon. */
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);

    /** One that waits for an appliance that is emulated on a loaded machine; at the eighth repetition it gives up. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration BOOTED = Duration.ofMinutes(3);

    private static final Wanted ON_DISK = new Wanted("boot/initrd.img", -2, 400_000);
    private static final Wanted SHARED = new Wanted("boot/shared.img", -1, 600_000);

    private final Inside karaf = new Inside();
    private Optional<BootDisk> disk = Optional.empty();

    /** Every client has a directory and the one disk, and is asked for what is in neither. */
    @BeforeEach
    void writeFiles() throws IOException {
        karaf.write("default/" + SHARED.path(), SHARED.content());
        BootDisk described = BootDisk.with(Map.of(ON_DISK.path(), ON_DISK.content()));
        disk = Optional.of(described);
        for (int i = 0; i < Load.CLIENTS; i++) {
            for (Wanted wanted : ownFiles(i)) {
                karaf.write(Load.address(i) + "/" + wanted.path(), wanted.content());
            }
            described.describe(karaf.root(), Load.address(i));
        }
        awaitDisk("ready", is(DiskView.State.READY));
    }

    @AfterEach
    void forgetDisk() throws IOException {
        for (int i = 0; i < Load.CLIENTS; i++) {
            Files.deleteIfExists(karaf.root().resolve(Load.address(i) + ".nbd"));
        }
        Inside.await("no disk is known", () -> disks().isEmpty());
        if (disk.isPresent()) {
            disk.get().close();
        }
    }

    @Test
    @InContainer
    void clientsDoNotNoticeThatLocalSourceIsReplaced() throws Exception {
        replaceUnderLoad("local-source", this::awaitWaitingRequest);
    }

    /**
     * It takes over the appliance that is warm: the disk is attached to that, which takes less than a client's timeout where to boot one
     * takes longer. How long clients wait is told, and not demanded: that depends on what else the machine does.
     */
    @Test
    @InContainer
    void clientsOfADiskGetItsFilesFromTheNextGuestfsSourceWhichBootsNothingForIt() throws Exception {
        Bundle bundle = karaf.bundle("guestfs-source").orElseThrow();
        try (Load load = Load.on(karaf.server(), HotSwapIT::menu, LONG_TIMEOUT)) {
            load.awaitMore();
            String updated = silenceOf(load, () -> update(bundle));
            String restarted = silenceOf(load, () -> {
                bundle.stop();
                awaitWaitingRequest(load);
                bundle.start();
            });
            System.out.println("guestfs-source updated (longest silence " + updated
                    + "), stopped until a request waited and started (" + restarted + "): " + load.end());
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    @InContainer
    void clientsDoNotNoticeThatTheResolverChainIsReplaced() throws Exception {
        replaceUnderLoad("resolver-chain", this::awaitWaitingRequest);
    }

    @Test
    @InContainer
    void clientsDoNotNoticeThatTheWatcherIsReplaced() throws Exception {
        replaceUnderLoad("watcher", Load::awaitMore);
    }

    @Test
    @InContainer
    void clientsDoNotNoticeThatTheShellIsReplaced() throws Exception {
        replaceUnderLoad("shell", Load::awaitMore);
    }

    @Test
    @InContainer
    void transfersOutliveAnUpdateOfProtocolAndRepeatedRequestsAreServedByTheNext() throws Exception {
        Bundle bundle = karaf.bundle("protocol").orElseThrow();
        try (Load load = Load.on(karaf.server(), HotSwapIT::menu, SHORT_TIMEOUT)) {
            load.awaitMore();
            update(bundle);
            load.awaitMore();
            System.out.println("protocol updated: " + load.end());
            assertThat(load.failures()).isEmpty();
        }
    }

    /** What is waited for while the bundle is stopped. */
    @FunctionalInterface
    private interface Meanwhile {
        void await(Load load);
    }

    private void replaceUnderLoad(String name, Meanwhile meanwhile) throws BundleException, InterruptedException {
        Bundle bundle = karaf.bundle(name).orElseThrow();
        try (Load load = Load.on(karaf.server(), HotSwapIT::menu, CLIENT_TIMEOUT)) {
            load.awaitMore();
            update(bundle);
            load.awaitMore();
            bundle.stop();
            meanwhile.await(load);
            bundle.start();
            load.awaitMore();
            System.out.println(name + " updated, stopped and started: " + load.end());
            assertThat(load.failures()).isEmpty();
            assertThat(load.timeouts())
                    .as("silences longer than " + CLIENT_TIMEOUT)
                    .isZero();
        }
    }

    /** What replaces a bundle. */
    @FunctionalInterface
    private interface Replacement {
        void happen() throws BundleException;
    }

    private String silenceOf(Load load, Replacement replacement) throws BundleException {
        Inside.await("an appliance is warm", BOOTED, () -> warm().isPresent());
        long warm = warm().orElseThrow().pid();
        Duration usual = load.longestSilence();
        replacement.happen();
        Inside.await(
                "the disk is ready on the appliance that was warm",
                BOOTED,
                () -> disks().stream()
                        .filter(is(DiskView.State.READY))
                        .flatMap(view -> view.appliance().stream())
                        .anyMatch(appliance -> appliance.pid() == warm));
        load.awaitMore(BOOTED);
        return load.longestSilence().toMillis() + " ms, before " + usual.toMillis() + " ms";
    }

    private Optional<ApplianceView> warm() {
        return karaf.with(DiskRegistry.class, DiskRegistry::appliances).orElse(List.of()).stream()
                .filter(appliance -> appliance.state() == ApplianceView.State.WARM)
                .findFirst();
    }

    /** As an operator does it. */
    private void update(Bundle bundle) {
        String name = bundle.getSymbolicName().substring("io.rtftp.".length());
        String version = System.getProperty("rtftp.version");
        Path jar = Path.of(
                System.getProperty("karaf.home", ""), "system/io/rtftp", name, version, name + "-" + version + ".jar");
        long before = bundle.getLastModified();
        karaf.shell("bundle:update " + bundle.getBundleId() + " " + jar.toUri());
        assertThat(bundle.getLastModified()).as("time of the update").isNotEqualTo(before);
        Inside.await(name + " is active again", () -> bundle.getState() == Bundle.ACTIVE);
    }

    private void awaitWaitingRequest(Load load) {
        Inside.await(
                "a request waits",
                () -> karaf.with(TransferRegistry.class, TransferRegistry::running).orElse(List.of()).stream()
                        .anyMatch(transfer -> transfer.state() == TransferView.State.RESOLVING));
    }

    private void awaitDisk(String what, Predicate<DiskView> condition) {
        Inside.await("the disk is " + what, () -> disks().stream().anyMatch(condition));
    }

    private List<DiskView> disks() {
        return karaf.with(DiskRegistry.class, DiskRegistry::disks).orElse(List.of());
    }

    private static Predicate<DiskView> is(DiskView.State state) {
        return view -> view.state() == state;
    }

    private static List<Wanted> menu(int client) {
        return Stream.concat(ownFiles(client).stream(), Stream.of(ON_DISK, SHARED))
                .toList();
    }

    /** Every client's differ from every other's, also in size. */
    private static List<Wanted> ownFiles(int client) {
        return List.of(
                new Wanted("grub/grub.cfg", client, 100 + client),
                new Wanted("boot/vmlinuz", client, 100_000 + client));
    }
}

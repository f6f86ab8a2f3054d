package io.rtftp.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.disk.DiskRegistry;
import io.rtftp.api.disk.DiskView;
import io.rtftp.itests.karaf.Load.Wanted;
import io.rtftp.itests.karaf.driver.Ground;
import io.rtftp.itests.karaf.driver.InContainer;
import io.rtftp.itests.karaf.driver.KarafTest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys whose effect shows at disks, with a real one: {@code idle_timeout}, and what {@code tftp_root} moves. */
@KarafTest(Ground.DISTRIBUTION)
class DisksConfigurationIT {

    private static final String IDLE_SECONDS = "2";
    private static final String WITH_DIRECTORY = "127.0.8.11";
    private static final String WITH_DISK = "127.0.8.12";
    private static final String LATECOMER = "127.0.8.13";
    private static final Wanted FROM_DEFAULT = new Wanted("boot/default.img", 21, 200_000);
    private static final Wanted FROM_DIRECTORY = new Wanted("boot/own.img", 22, 210_000);
    private static final Wanted FROM_DISK = new Wanted("boot/vmlinuz", 23, 3_000_000);

    private final Inside karaf = new Inside();
    private final Configured configured = new Configured(karaf);
    private final Path other = karaf.root().resolveSibling("other-root");

    @BeforeEach
    void remember() throws IOException {
        configured.remember();
    }

    @AfterEach
    void restore() throws IOException {
        forgetDisks(karaf.root());
        if (Files.isDirectory(other)) {
            forgetDisks(other);
        }
        configured.restore();
        Inside.await("no disk is known", () -> disks().isEmpty());
    }

    @Test
    @InContainer
    void aDiskThatNobodyUsesIsLetGoAfterTheIdleTimeoutAndFoundAgainByTheNextRequest() throws Exception {
        try (BootDisk disk = BootDisk.with(Map.of(FROM_DISK.path(), FROM_DISK.content()))) {
            disk.describe(karaf.root(), WITH_DISK);
            Inside.await("the disk is ready", () -> state(disk) == DiskView.State.READY);
            assertThat(download(WITH_DISK, FROM_DISK)).isEqualTo(FROM_DISK.content());
            int before = find(disk).orElseThrow().generation();

            configured.etc().set("idle_timeout", IDLE_SECONDS);
            Configured.taken(
                    "idle_timeout, with the " + IDLE_SECONDS + " s that it says",
                    () -> state(disk) == DiskView.State.DETACHED);
            assertThat(find(disk).orElseThrow().appliance()).isEmpty();

            assertThat(download(WITH_DISK, FROM_DISK)).isEqualTo(FROM_DISK.content());
            assertThat(find(disk).orElseThrow().generation()).isGreaterThan(before);
        }
    }

    @Test
    @InContainer
    void anotherRootMovesAllPlacesTheWatcherAndTheDisksAndTransfersUnderWayEndFromWhereTheyBegan() throws Exception {
        try (BootDisk here = BootDisk.with(Map.of(FROM_DISK.path(), FROM_DISK.content()));
                BootDisk there =
                        BootDisk.with(Map.of(FROM_DISK.path(), moved(FROM_DISK).content()))) {
            fill(karaf.root(), here, FROM_DEFAULT, FROM_DIRECTORY);
            fill(other, there, moved(FROM_DEFAULT), moved(FROM_DIRECTORY));
            Inside.await("the disk is ready", () -> state(here) == DiskView.State.READY);
            try (PausedDownload fromDefault = begin(LATECOMER, FROM_DEFAULT);
                    PausedDownload fromDirectory = begin(WITH_DIRECTORY, FROM_DIRECTORY);
                    PausedDownload fromDisk = begin(WITH_DISK, FROM_DISK)) {

                configured.etc().set("tftp_root", other.toString());
                Configured.taken(
                        "tftp_root, by default/",
                        () -> download(LATECOMER, FROM_DEFAULT).length
                                == moved(FROM_DEFAULT).sizeBytes());
                Configured.taken("tftp_root, by the disks", () -> find(there).isPresent());

                assertThat(fromDefault.end()).isEqualTo(FROM_DEFAULT.content());
                assertThat(fromDirectory.end()).isEqualTo(FROM_DIRECTORY.content());
                assertThat(fromDisk.end()).isEqualTo(FROM_DISK.content());
            }
            assertThat(download(LATECOMER, FROM_DEFAULT))
                    .isEqualTo(moved(FROM_DEFAULT).content());
            assertThat(download(WITH_DIRECTORY, FROM_DIRECTORY))
                    .isEqualTo(moved(FROM_DIRECTORY).content());
            assertThat(download(WITH_DISK, FROM_DISK))
                    .isEqualTo(moved(FROM_DISK).content());
            Inside.await("the disk of the old root is gone", () -> find(here).isEmpty());

            there.describe(other, LATECOMER);
            Inside.await(
                    "a new description in the new root is noticed",
                    () -> find(there).orElseThrow().clients().contains(LATECOMER));
            here.describe(karaf.root(), LATECOMER);
            assertThat(download(LATECOMER, FROM_DISK))
                    .isEqualTo(moved(FROM_DISK).content());
            assertThat(find(here)).isEmpty();
        }
    }

    /** The same name with other content. */
    private static Wanted moved(Wanted wanted) {
        return new Wanted(wanted.path(), wanted.seed() + 100, wanted.sizeBytes() + 1000);
    }

    private static void fill(Path root, BootDisk disk, Wanted inDefault, Wanted inDirectory) throws IOException {
        write(root.resolve("default").resolve(Configured.FILE.path()), Configured.FILE.content());
        write(root.resolve("default").resolve(inDefault.path()), inDefault.content());
        write(root.resolve(WITH_DIRECTORY).resolve(inDirectory.path()), inDirectory.content());
        disk.describe(root, WITH_DISK);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, content);
    }

    private static void forgetDisks(Path root) throws IOException {
        try (DirectoryStream<Path> descriptions = Files.newDirectoryStream(root, "*.nbd")) {
            for (Path description : descriptions) {
                Files.delete(description);
            }
        }
    }

    private PausedDownload begin(String client, Wanted wanted) {
        return PausedDownload.begin(client, karaf.server(), wanted.path());
    }

    private byte[] download(String client, Wanted wanted) {
        return configured.downloadAs(client, wanted.path()).content().bytes();
    }

    private DiskView.State state(BootDisk disk) {
        return find(disk).map(DiskView::state).orElse(DiskView.State.INVALID);
    }

    private Optional<DiskView> find(BootDisk disk) {
        return disks().stream()
                .filter(view -> view.url().equals(disk.server().url()))
                .findFirst();
    }

    private List<DiskView> disks() {
        return karaf.with(DiskRegistry.class, DiskRegistry::disks).orElse(List.of());
    }
}

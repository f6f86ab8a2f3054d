package io.rtftp.local.internal.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.ListedFile.Kind;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.Resolution.NotHere;
import io.rtftp.api.file.Resolution.Refused;
import io.rtftp.api.file.ServedFile;
import io.rtftp.local.internal.kernel.LateGlance;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullMarked
class DirectoryResolverTest {

    private final Path outside;
    private final LocalRoot root;

    DirectoryResolverTest(@TempDir Path directory) {
        outside = directory;
        root = new LocalRoot(directory.resolve("tftp"));
    }

    @AfterEach
    void stop() {
        root.close();
    }

    @Test
    void aClientHasTheDirectoryOfItsAddressAndNoOther() throws IOException {
        root.put("192.0.2.5/grub.cfg", "mine");
        root.put("192.0.2.50/other.cfg", "not mine");

        assertThat(LocalRoot.content(root.clientDirectoryOn("grub.cfg"))).isEqualTo("mine");
        assertThat(root.clientDirectoryOn("other.cfg"))
                .isEqualTo(new NotHere("no file " + root.directory + "/192.0.2.5/other.cfg"));
    }

    @Test
    void everyClientHasTheDefaultDirectory() throws IOException {
        root.put("default/grub.cfg", "all");

        assertThat(LocalRoot.content(root.defaultsOn("grub.cfg"))).isEqualTo("all");
        assertThat(root.clientDirectoryOn("grub.cfg")).isInstanceOf(NotHere.class);
    }

    @Test
    void aRootThatIsALinkMayBeMovedToAnotherDirectoryAtAnyTime() throws IOException {
        root.put("default/grub.cfg", "first");
        Path second = outside.resolve("second");
        Files.createDirectories(second.resolve("default"));
        Files.writeString(second.resolve("default/grub.cfg"), "second");
        Path link = Files.createSymbolicLink(outside.resolve("current"), root.directory);
        root.move(link);
        assertThat(LocalRoot.content(root.defaultsOn("grub.cfg"))).isEqualTo("first");

        Files.delete(link);
        Files.createSymbolicLink(link, second);

        assertThat(LocalRoot.content(root.defaultsOn("grub.cfg"))).isEqualTo("second");
    }

    @Test
    void aRootThatIsNotThereHasNoFile() {
        assertThat(root.defaultsOn("grub.cfg")).isInstanceOf(NotHere.class);
    }

    @Test
    void aRootThatIsALinkIsWhereItLeads() throws IOException {
        root.put("default/grub.cfg", "all");
        root.move(Files.createSymbolicLink(outside.resolve("link"), root.directory));

        assertThat(LocalRoot.content(root.defaultsOn("grub.cfg"))).isEqualTo("all");
    }

    @Test
    void aLinkFromTheClientsDirectoryIntoDefaultIsFollowed() throws IOException {
        root.put("default/memtest", "memtest");
        root.link("192.0.2.5/memtest", "../default/memtest");
        root.link("192.0.2.5/all", "../default");

        assertThat(LocalRoot.content(root.clientDirectoryOn("memtest"))).isEqualTo("memtest");
        assertThat(LocalRoot.content(root.clientDirectoryOn("all/memtest"))).isEqualTo("memtest");
    }

    @Test
    void aLinkOutOfTheRootIsRefusedInWordsThatNameNothingThere() throws IOException {
        Files.writeString(outside.resolve("secret"), "secret");
        root.link("default/file", "../../secret");
        root.link("default/directory", outside.toString());

        Refused refused = new Refused("a symbolic link leads out of the TFTP root");
        assertThat(root.defaultsOn("file")).isEqualTo(refused);
        assertThat(root.defaultsOn("directory/secret")).isEqualTo(refused);
        assertThat(root.defaultsOn("directory/tftp/default/none")).isInstanceOf(NotHere.class);
    }

    @Test
    void aLinkToNothingIsNotHere() throws IOException {
        root.link("default/nothing", "none");
        root.link("default/loop", "loop");
        root.link("default/below-a-file", "file/below");
        root.put("default/file", "a file");

        assertThat(List.of(root.defaultsOn("nothing"), root.defaultsOn("loop"), root.defaultsOn("below-a-file")))
                .hasOnlyElementsOfType(NotHere.class);
    }

    @Test
    void aDeviceIsNotHere() {
        assertThat(place(Path.of("/"), "dev", "zero")).isEqualTo(new NotHere("/dev/zero is not a file"));
    }

    /** The kernel gives this file to nobody to read, not even to root, who may run these tests. */
    @Test
    void whatTheServerMayNotReadIsRefused() {
        assertThat(place(Path.of("/proc/sys/net/ipv4"), "route", "flush"))
                .isEqualTo(new Refused("the server may not read it"));
    }

    @Test
    void aChangedRootMovesLaterRequestsAndLeavesOpenFilesAlone() throws IOException {
        root.put("default/grub.cfg", "old");
        Path other = Files.createDirectories(outside.resolve("other/default"));
        Files.writeString(other.resolve("grub.cfg"), "new");
        try (ServedFile open = ((Resolution.Found) root.defaultsOn("grub.cfg")).file()) {

            root.move(outside.resolve("other"));

            assertThat(LocalRoot.content(root.defaultsOn("grub.cfg"))).isEqualTo("new");
            assertThat(LocalRoot.text(LocalRoot.of(open.read(0, 10)))).isEqualTo("old");
        }
    }

    @Test
    void aRequestCancelledBeforeTheFileIsOpenLeavesNothingOpen() throws IOException {
        root.put("default/grub.cfg", "all");
        List<Runnable> waiting = new ArrayList<>();
        DirectoryResolver slow = new DirectoryResolver(
                () -> root.directory, any -> "default", root.files, new LateGlance(waiting::add), waiting::add);
        CompletableFuture<Resolution> answer =
                slow.resolve(LocalRoot.asking("grub.cfg")).toCompletableFuture();

        answer.cancel(false);
        waiting.forEach(Runnable::run);

        assertThat(root.files.channels()).isZero();
    }

    @Test
    void aDirectoryIsListedWithWhatCanBeAskedForInIt() throws IOException {
        root.put("default/kernel", "12345");
        root.put("default/boot/initrd", "");
        root.link("default/link", "kernel");
        root.link("default/out", outside.toString());
        root.link("default/nothing", "none");

        assertThat(list(""))
                .containsExactlyInAnyOrder(
                        new ListedFile("kernel", Kind.FILE, 5),
                        new ListedFile("boot", Kind.DIRECTORY, 0),
                        new ListedFile("link", Kind.FILE, 5));
        assertThat(list("boot")).containsExactly(new ListedFile("initrd", Kind.FILE, 0));
        assertThat(list("kernel")).isEmpty();
        assertThat(list("out")).isEmpty();
        assertThat(list("none")).isEmpty();
    }

    private Resolution place(Path top, String directory, String path) {
        return LocalRoot.of(new DirectoryResolver(
                        () -> top, any -> directory, root.files, new LateGlance(Runnable::run), Runnable::run)
                .resolve(LocalRoot.asking(path)));
    }

    private List<ListedFile> list(String directory) throws IOException {
        return LocalRoot.of(root.defaults.list(InetAddress.getByName(LocalRoot.CLIENT), directory));
    }
}

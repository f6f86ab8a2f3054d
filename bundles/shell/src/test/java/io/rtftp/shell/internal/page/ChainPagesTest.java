package io.rtftp.shell.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.ListedFile.Kind;
import io.rtftp.api.file.ResolverChain.Answer;
import io.rtftp.api.file.ResolverChain.PlacedFile;
import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.file.ResolverChain.Verdict;
import io.rtftp.shell.internal.text.Table;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ChainPagesTest {

    private static final FileRequest REQUEST = new FileRequest("boot/vmlinuz", new InetSocketAddress("192.0.2.5", 0));
    private static final Answer NOT_HERE =
            new Answer("client-directory", 300, Verdict.NOT_HERE, "no file /srv/tftp/192.0.2.5/boot/vmlinuz");
    private static final Answer FOUND =
            new Answer("default-directory", 100, Verdict.FOUND, "/srv/tftp/default/boot/vmlinuz, 8388608 bytes");

    @Test
    void placesStandInTheOrderTheyAreAsked() {
        assertThat(ResolversPage.of(
                        List.of(
                                new ResolverView("client-directory", 300, 12, 3456, 0, 0),
                                new ResolverView("disk", 200, 3000, 456, 1, 2)),
                        Table.UNBOUNDED))
                .isEqualTo("""
                        place             ranking  found  not here  refused  failed
                        client-directory      300     12      3456        0       0
                        disk                  200   3000       456        1       2
                        """);
    }

    @Test
    void aChainWithoutPlacesIsASentence() {
        assertThat(ResolversPage.of(List.of(), 80)).isEqualTo("no resolver is in the chain; requests wait for one\n");
    }

    @Test
    void theFirstPlaceThatHasTheFileAnswers() {
        assertThat(ExplainPage.of(
                        REQUEST,
                        List.of(
                                NOT_HERE,
                                new Answer("disk", 200, Verdict.FOUND, "disk lab7:/boot/vmlinuz, 8388608 bytes"),
                                FOUND)))
                .isEqualTo("""
                        192.0.2.5 asks for boot/vmlinuz

                        place              ranking  answer    detail
                        client-directory       300  not here  no file /srv/tftp/192.0.2.5/boot/vmlinuz
                        disk                   200  found     disk lab7:/boot/vmlinuz, 8388608 bytes
                        default-directory      100  found     /srv/tftp/default/boot/vmlinuz, 8388608 bytes

                        disk answers; the client gets disk lab7:/boot/vmlinuz, 8388608 bytes
                        """);
    }

    @Test
    void aPlaceThatRefusesOrFailsDecidesThough() {
        assertThat(ExplainPage.of(
                        REQUEST,
                        List.of(new Answer("disk", 200, Verdict.REFUSED, "the link leads out of the disk"), FOUND)))
                .isEqualTo("""
                        192.0.2.5 asks for boot/vmlinuz

                        place              ranking  answer   detail
                        disk                   200  refused  the link leads out of the disk
                        default-directory      100  found    /srv/tftp/default/boot/vmlinuz, 8388608 bytes

                        disk refuses; the client gets ERROR 2, access violation
                        """);
        assertThat(ExplainPage.of(
                        REQUEST,
                        List.of(new Answer("disk", 200, Verdict.FAILED, "disk: lab7: Connection refused"), FOUND)))
                .endsWith("\ndisk can't be asked; the client gets ERROR 0 with the reason\n");
    }

    @Test
    void whereNoPlaceHasTheFileTheClientGetsErrorOne() {
        assertThat(ExplainPage.of(REQUEST, List.of(NOT_HERE)))
                .endsWith("\nno place has it; the client gets ERROR 1, file not found\n");
        assertThat(ExplainPage.of(REQUEST, List.of())).isEqualTo("""
                        192.0.2.5 asks for boot/vmlinuz

                        no resolver is in the chain; the request waits for one
                        """);
    }

    @Test
    void aListingSaysWhereEachFileComesFrom() {
        assertThat(ListingPage.of(
                        "192.0.2.5",
                        "",
                        List.of(
                                new PlacedFile("disk", new ListedFile("grub", Kind.DIRECTORY, 0)),
                                new PlacedFile("client-directory", new ListedFile("grub.cfg", Kind.FILE, 312)),
                                new PlacedFile("disk", new ListedFile("vmlinuz", Kind.FILE, 8 << 20)))))
                .isEqualTo("""
                        name         size  place
                        grub/           -  disk
                        grub.cfg    312 B  client-directory
                        vmlinuz   8.0 MiB  disk
                        """);
    }

    @Test
    void anEmptyListingIsASentence() {
        assertThat(ListingPage.of("192.0.2.5", "", List.of())).isEqualTo("no place has a file for 192.0.2.5\n");
        assertThat(ListingPage.of("192.0.2.5", "grub", List.of()))
                .isEqualTo("no place has a file for 192.0.2.5 in grub/\n");
    }
}

package io.rtftp.shell.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.server.ServerView;
import io.rtftp.shell.internal.Given;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class StatusPageTest {

    private static final ServerView READY = new ServerView(
            ServerView.State.READY,
            List.of(new InetSocketAddress("192.0.2.1", 69), new InetSocketAddress("2001:db8::1", 69)),
            "");
    private static final ServerView FAILED =
            new ServerView(ServerView.State.FAILED, List.of(), "192.0.2.1:69 can't be opened: Address already in use");

    @Test
    void everyPartIsALineAndEveryDiskThatCannotBeReadOneBelow() {
        ServerState state = new ServerState(
                Optional.of(READY),
                Optional.of(2),
                Optional.of(List.of(
                        new ResolverView("client-directory", 300, 0, 0, 0, 0),
                        new ResolverView("disk", 200, 0, 0, 0, 0))),
                true,
                Optional.of(List.of(Given.readyDisk(), Given.brokenDisk(), Given.invalidDisk())),
                Optional.of(List.of(Given.applianceInUse(), Given.applianceLaunching())));

        assertThat(StatusPage.of(state)).isEqualTo("""
                        part        state    detail
                        server      ready    listening on 192.0.2.1:69, [2001:db8::1]:69
                        transfers   2        running now
                        resolvers   2        client-directory (300), disk (200)
                        watcher     running  new disk descriptions are read at once
                        disks       3        1 ready, 1 broken, 1 invalid
                            broken: 192.0.2.9:10809/lab8: Connection refused
                            invalid: 192.0.2.10.nbd: unknown key "urll" at line 2, column 3
                        appliances  2        1 launching, 1 in use
                        """);
        assertThat(state.answers()).isTrue();
    }

    @Test
    void aPartThatIsAbsentIsNamedWithWhatItMeans() {
        ServerState state = new ServerState(
                Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());

        assertThat(StatusPage.of(state)).isEqualTo("""
                        part       state   detail
                        server     absent  nothing is answered
                        resolvers  absent  requests wait for a resolver chain
                        watcher    absent  disk descriptions are read when their clients ask
                        disks      absent  files come from local directories only
                        """);
        assertThat(state.answers()).isFalse();
    }

    @Test
    void aServerThatHasNoSocketSaysWhyAndDoesNotAnswer() {
        ServerState state = new ServerState(
                Optional.of(FAILED),
                Optional.of(0),
                Optional.of(List.of()),
                true,
                Optional.of(List.of()),
                Optional.of(List.of()));

        assertThat(StatusPage.of(state)).isEqualTo("""
                        part        state    detail
                        server      failed   192.0.2.1:69 can't be opened: Address already in use
                        transfers   none     running now
                        resolvers   none     requests wait for one
                        watcher     running  new disk descriptions are read at once
                        disks       none     described by no file
                        appliances  none     the next disk starts one
                        """);
        assertThat(state.answers()).isFalse();
    }

    @Test
    void aServerThatStartsDoesNotAnswerYet() {
        ServerState state = new ServerState(
                Optional.of(new ServerView(ServerView.State.STARTING, List.of(), "")),
                Optional.of(0),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());

        assertThat(StatusPage.of(state))
                .contains("server     starting  waits for its socket and for a resolver chain\n");
        assertThat(state.answers()).isFalse();
    }
}

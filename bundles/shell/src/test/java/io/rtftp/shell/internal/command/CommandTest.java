package io.rtftp.shell.internal.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.ListedFile.Kind;
import io.rtftp.api.file.ResolverChain.Answer;
import io.rtftp.api.file.ResolverChain.PlacedFile;
import io.rtftp.api.file.ResolverChain.ResolverView;
import io.rtftp.api.file.ResolverChain.Verdict;
import io.rtftp.api.server.ServerView;
import io.rtftp.shell.internal.FakeChain;
import io.rtftp.shell.internal.FakeDisks;
import io.rtftp.shell.internal.FakeParts;
import io.rtftp.shell.internal.FakeServer;
import io.rtftp.shell.internal.FakeTransfers;
import io.rtftp.shell.internal.Given;
import io.rtftp.shell.internal.input.CommandFailedException;
import io.rtftp.shell.internal.text.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NullMarked
class CommandTest {

    private static final FakeTransfers TRANSFERS = new FakeTransfers(
            List.of(Given.sending()), List.of(Given.notFound(4, "192.0.2.5"), Given.notFound(3, "192.0.2.77")));

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final FakeChain chain = new FakeChain();

    @Test
    void sessionsShowsRunningAndEndedTransfers() throws CommandFailedException {
        assertThat(run(new SessionsCommand(), new FakeParts().with(TRANSFERS))
                        .lines()
                        .map(CommandTest::firstWord))
                .containsExactly("id", "17", "4", "3");
    }

    @Test
    void sessionsOfOneClientComparesAddressesAndNotTheirText() throws CommandFailedException {
        SessionsCommand sessions = new SessionsCommand();
        sessions.client = "::ffff:192.0.2.77";

        assertThat(run(sessions, new FakeParts().with(TRANSFERS)).lines().map(CommandTest::firstWord))
                .containsExactly("id", "3");
    }

    @Test
    void sessionsWithoutAnyIsASentence() throws CommandFailedException {
        FakeParts idle = new FakeParts().with(new FakeTransfers(List.of(), List.of()));

        assertThat(run(new SessionsCommand(), idle)).isEqualTo("no transfers are running, and none is remembered\n");
    }

    @Test
    void sessionShowsARunningOrAnEndedTransfer() throws CommandFailedException {
        SessionCommand session = new SessionCommand();
        session.id = "17";
        assertThat(run(session, new FakeParts().with(TRANSFERS))).startsWith("transfer        17\n");

        session.id = "3";
        assertThat(run(session, new FakeParts().with(TRANSFERS))).contains("state           not found\n");
    }

    @Test
    void sessionNamesAnIdThatIsNotThere() {
        SessionCommand session = new SessionCommand();
        session.id = "99";

        assertThatThrownBy(() -> run(session, new FakeParts().with(TRANSFERS)))
                .hasMessage("no transfer 99 is running or remembered; rtftp:sessions --all shows those that are");
    }

    @Test
    void cancelEndsARunningTransferOnly() throws CommandFailedException {
        CancelCommand cancel = new CancelCommand();
        cancel.id = "17";
        assertThat(run(cancel, new FakeParts().with(TRANSFERS))).isEqualTo("transfer 17 is cancelled\n");

        cancel.id = "3";
        assertThatThrownBy(() -> run(cancel, new FakeParts().with(TRANSFERS)))
                .hasMessage("no transfer 3 is running; rtftp:sessions shows those that are");
    }

    @Test
    void resolversShowsTheChain() throws CommandFailedException {
        chain.resolvers = List.of(new ResolverView("disk", 200, 1, 2, 3, 4));

        assertThat(run(new ResolversCommand(), new FakeParts().with(chain)).lines())
                .hasSize(2);
    }

    @Test
    void explainAsksForTheNormalisedPathOfTheClient() throws CommandFailedException {
        chain.answers = CompletableFuture.completedFuture(
                List.of(new Answer("disk", 200, Verdict.FOUND, "disk lab7:/boot/vmlinuz, 8388608 bytes")));

        assertThat(run(explain("192.0.2.5", "/boot//vmlinuz"), new FakeParts().with(chain)))
                .startsWith("192.0.2.5 asks for boot/vmlinuz\n")
                .endsWith("\ndisk answers; the client gets disk lab7:/boot/vmlinuz, 8388608 bytes\n");
        assertThat(chain.asked).containsExactly("192.0.2.5 boot/vmlinuz");
    }

    @Test
    void explainAsksNobodyWhereTheInputIsWrong() {
        FakeParts parts = new FakeParts().with(chain);

        assertThatThrownBy(() -> run(explain("boot.example", "vmlinuz"), parts))
                .hasMessageStartingWith("'boot.example' is");
        assertThatThrownBy(() -> run(explain("192.0.2.5", "../vmlinuz"), parts))
                .hasMessageStartingWith("path '../vmlinuz'");
        ExplainCommand impatient = explain("192.0.2.5", "vmlinuz");
        impatient.timeout = "soon";
        assertThatThrownBy(() -> run(impatient, parts)).hasMessageStartingWith("--timeout 'soon' is not");
        assertThat(chain.asked).isEmpty();
    }

    @Test
    void explainEndsItsWaitForADiskThatIsBeingAttached() {
        chain.answers = new CompletableFuture<>();
        ExplainCommand explain = explain("192.0.2.5", "vmlinuz");
        explain.timeout = "1";

        assertThatThrownBy(() -> run(explain, new FakeParts().with(chain)))
                .hasMessage(
                        "asking for vmlinuz takes longer than 1 s and goes on; rtftp:disks shows what is being attached, --timeout SECONDS waits longer");
    }

    @Test
    void lsListsADirectoryAndTheTopWhereNoneIsGiven() throws CommandFailedException {
        chain.files = List.of(new PlacedFile("disk", new ListedFile("vmlinuz", Kind.FILE, 512)));
        ListCommand ls = new ListCommand();
        ls.address = "192.0.2.5";

        assertThat(run(ls, new FakeParts().with(chain))).isEqualTo("name      size  place\nvmlinuz  512 B  disk\n");
        ls.path = "/boot/";
        run(ls, new FakeParts().with(chain));
        assertThat(chain.asked).containsExactly("192.0.2.5 ", "192.0.2.5 boot");
    }

    @Test
    void statusSucceedsWhereTheServerAnswers() throws CommandFailedException {
        ServerView ready = new ServerView(ServerView.State.READY, List.of(new InetSocketAddress("::", 6969)), "");
        FakeParts parts = new FakeParts()
                .with(new FakeServer(ready))
                .with(TRANSFERS)
                .with(chain)
                .with(disks(CompletableFuture.completedFuture(null)))
                .watched();

        assertThat(run(new StatusCommand(), parts))
                .contains("server      ready    listening on [::]:6969\n", "watcher     running  ", "disks       2 ");
    }

    @Test
    void statusShowsThePartsAndFailsWhereTheServerDoesNotAnswer() {
        assertThatThrownBy(() -> run(new StatusCommand(), new FakeParts()))
                .hasMessage("the server does not answer requests");
        assertThat(shown.toString(UTF_8)).contains("server     absent  nothing is answered\n");
    }

    @Test
    void disksAndAppliancesShowWhatThereIs() throws CommandFailedException {
        FakeParts parts = new FakeParts().with(disks(CompletableFuture.completedFuture(null)));

        assertThat(run(new DisksCommand(), parts)).contains("192.0.2.9:10809/lab7  ready ");
        assertThat(run(new AppliancesCommand(), parts)).contains("1   in use  41234 ");
    }

    @Test
    void aDiskIsFoundByItsName() throws CommandFailedException {
        DiskCommand disk = new DiskCommand();
        disk.name = "192.0.2.9:10809/lab8";
        FakeParts parts = new FakeParts().with(disks(CompletableFuture.completedFuture(null)));
        assertThat(run(disk, parts)).contains("state             broken\n");

        disk.name = "lab8";
        assertThatThrownBy(() -> run(disk, parts))
                .hasMessage("no disk is called 'lab8'; known: 192.0.2.9:10809/lab7, 192.0.2.9:10809/lab8");
        FakeParts none =
                new FakeParts().with(new FakeDisks(List.of(), List.of(), CompletableFuture.completedFuture(null)));
        assertThatThrownBy(() -> run(disk, none)).hasMessage("no disk is called 'lab8'; no disks are known");
    }

    @Test
    void refreshAndDetachSayWhatHasCome() throws CommandFailedException {
        FakeParts parts = new FakeParts().with(disks(CompletableFuture.completedFuture(null)));

        assertThat(run(refresh("192.0.2.9:10809/lab7"), parts))
                .isEqualTo("disk 192.0.2.9:10809/lab7 is at generation 3\n");
        assertThat(run(detach("192.0.2.9:10809/lab7"), parts))
                .isEqualTo("disk 192.0.2.9:10809/lab7 is detached; the next request attaches it again\n");
    }

    @Test
    void refreshAndDetachSayWhyTheyFailed() {
        FakeParts refusing =
                new FakeParts().with(disks(CompletableFuture.failedFuture(new IOException("Connection refused"))));
        assertThatThrownBy(() -> run(refresh("192.0.2.9:10809/lab7"), refusing))
                .hasMessage("the refresh of disk 192.0.2.9:10809/lab7 failed: Connection refused");

        FakeParts gone =
                new FakeParts().with(disks(CompletableFuture.failedFuture(new NoSuchElementException("no such disk"))));
        assertThatThrownBy(() -> run(detach("192.0.2.9:10809/lab7"), gone))
                .hasMessage("detaching disk 192.0.2.9:10809/lab7 failed: no such disk");
    }

    static Stream<RtftpCommand> commandsThatNeedAPart() {
        SessionCommand session = new SessionCommand();
        session.id = "1";
        CancelCommand cancel = new CancelCommand();
        cancel.id = "1";
        ListCommand ls = new ListCommand();
        ls.address = "192.0.2.5";
        return Stream.of(
                new SessionsCommand(),
                session,
                cancel,
                new ResolversCommand(),
                explain("192.0.2.5", "vmlinuz"),
                ls,
                new DisksCommand(),
                new DiskCommand(),
                refresh("lab7"),
                detach("lab7"),
                new AppliancesCommand());
    }

    @ParameterizedTest
    @MethodSource("commandsThatNeedAPart")
    void whereItsPartIsAbsentACommandNamesTheFeatureToInstall(RtftpCommand command) {
        assertThatThrownBy(() -> run(command, new FakeParts()))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageMatching("no (TFTP server|resolver chain|disk source) is running;"
                        + " install the feature rtftp-(protocol|guestfs)");
    }

    private String run(RtftpCommand command, FakeParts parts) throws CommandFailedException {
        shown.reset();
        PrintStream out = new PrintStream(shown, false, UTF_8);
        command.run(new Call(parts, out, Table.UNBOUNDED, Given.NOW));
        return shown.toString(UTF_8);
    }

    private static String firstWord(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static FakeDisks disks(CompletionStage<Void> outcome) {
        return new FakeDisks(List.of(Given.readyDisk(), Given.brokenDisk()), List.of(Given.applianceInUse()), outcome);
    }

    private static ExplainCommand explain(String address, String path) {
        ExplainCommand explain = new ExplainCommand();
        explain.address = address;
        explain.path = path;
        return explain;
    }

    private static DiskRefreshCommand refresh(String name) {
        DiskRefreshCommand refresh = new DiskRefreshCommand();
        refresh.name = name;
        return refresh;
    }

    private static DiskDetachCommand detach(String name) {
        DiskDetachCommand detach = new DiskDetachCommand();
        detach.name = name;
        return detach;
    }
}

package io.rtftp.shell.internal.complete;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.shell.internal.Answering;
import io.rtftp.shell.internal.FakeDisks;
import io.rtftp.shell.internal.FakeParts;
import io.rtftp.shell.internal.FakeTransfers;
import io.rtftp.shell.internal.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

@NullMarked
class CompleterTest {

    private final FakeParts server = new FakeParts()
            .with(new FakeTransfers(
                    List.of(Given.sending(), Given.resolving()), List.of(Given.notFound(3, "192.0.2.77"))))
            .with(new FakeDisks(
                    List.of(Given.readyDisk(), Given.brokenDisk()),
                    List.of(),
                    CompletableFuture.completedFuture(null)));

    @Test
    void idsOfRunningAndRememberedTransfersAreProposed() {
        assertThat(new TransferIdCompleter().proposals(server)).containsExactly("17", "18", "3");
    }

    @Test
    void onlyRunningTransfersAreProposedForCancelling() {
        assertThat(new RunningTransferCompleter().proposals(server)).containsExactly("17", "18");
    }

    @Test
    void addressesOfTransfersAndOfDisksAreProposed() {
        assertThat(new ClientAddressCompleter().proposals(server))
                .containsExactlyInAnyOrder("192.0.2.5", "192.0.2.6", "192.0.2.77", "192.0.2.8", "2001:db8::5");
    }

    @Test
    void namesOfDisksAreProposed() {
        assertThat(new DiskNameCompleter().proposals(server))
                .containsExactly("192.0.2.9:10809/lab7", "192.0.2.9:10809/lab8");
    }

    @Test
    void whereAPartIsAbsentNothingIsProposed() {
        FakeParts nothing = new FakeParts();

        assertThat(new TransferIdCompleter().proposals(nothing)).isEmpty();
        assertThat(new RunningTransferCompleter().proposals(nothing)).isEmpty();
        assertThat(new ClientAddressCompleter().proposals(nothing)).isEmpty();
        assertThat(new DiskNameCompleter().proposals(nothing)).isEmpty();
    }

    @Test
    void withoutAServerTabIsQuiet() {
        TransferIdCompleter completer = new TransferIdCompleter();
        completer.context = Answering.with(BundleContext.class, Map.of());
        List<String> candidates = new ArrayList<>();

        completer.complete(
                Answering.with(Session.class, Map.of()),
                Answering.with(
                        CommandLine.class,
                        Map.of("getCursorArgument", "", "getArgumentPosition", 0, "getBufferPosition", 0)),
                candidates);

        assertThat(candidates).isEmpty();
    }
}

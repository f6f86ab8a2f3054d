package io.rtftp.shell.internal.page;

import io.rtftp.api.transfer.TransferProgress;
import io.rtftp.api.transfer.TransferTerms;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.shell.internal.text.Endpoints;
import io.rtftp.shell.internal.text.Fields;
import io.rtftp.shell.internal.text.Quantities;
import io.rtftp.shell.internal.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything about one transfer. */
public final class SessionPage {

    private SessionPage() {}

    /** The fields, with ages counted to {@code now}. */
    public static String of(TransferView transfer, Instant now) {
        Fields fields = new Fields()
                .line("transfer", Long.toString(transfer.id()))
                .line("client", Endpoints.of(transfer.client()))
                .line("server", Endpoints.of(transfer.server()))
                .line("file", transfer.path())
                .line("origin", transfer.origin())
                .line("state", Words.of(transfer.state()))
                .line("reason", transfer.reason());
        terms(fields, transfer.terms());
        progress(fields, transfer);
        return fields.line("started", started(transfer.startedAt(), now))
                .line(transfer.state().isFinal() ? "took" : "running for", Quantities.duration(transfer.elapsed()))
                .render();
    }

    private static void terms(Fields fields, TransferTerms terms) {
        fields.line("mode", terms.mode())
                .line("options asked", options(terms.asked()))
                .line("options agreed", options(terms.agreed()))
                .line("block size", agreed(terms.blockSize(), "byte", "bytes"))
                .line("window", agreed(terms.windowSize(), "block", "blocks"));
    }

    /** Zero stands in a transfer's terms until they are agreed. */
    private static String agreed(int number, String one, String several) {
        return number == 0 ? "" : Words.count(number, one, several);
    }

    private static void progress(Fields fields, TransferView transfer) {
        TransferProgress progress = transfer.progress();
        boolean sized = progress.sizeBytes().isPresent();
        String sent = Quantities.exactBytes(progress.acknowledgedBytes());
        fields.line("size", sized ? Quantities.exactBytes(progress.sizeBytes().getAsLong()) : "")
                .line("sent", sized ? sent + ", " + progress.percent() + " %" : sent)
                .line("rate", SessionsPage.rate(transfer))
                .line("resent", Words.count(progress.resentBlocks(), "block", "blocks"))
                .line("timeouts", Long.toString(progress.timeouts()))
                .line("first answer", measured(progress.toFirstAnswer()))
                .line("round trip", measured(progress.roundTrip()));
    }

    private static String options(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String measured(Duration duration) {
        return duration.isZero() ? "" : Quantities.duration(duration);
    }

    private static String started(Instant startedAt, Instant now) {
        return startedAt.truncatedTo(ChronoUnit.SECONDS) + ", " + Quantities.duration(Duration.between(startedAt, now))
                + " ago";
    }
}

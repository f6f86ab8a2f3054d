package io.rtftp.shell.internal.page;

import io.rtftp.api.transfer.TransferProgress;
import io.rtftp.api.transfer.TransferView;
import io.rtftp.shell.internal.text.Column;
import io.rtftp.shell.internal.text.Column.Shape;
import io.rtftp.shell.internal.text.Endpoints;
import io.rtftp.shell.internal.text.Quantities;
import io.rtftp.shell.internal.text.Table;
import io.rtftp.shell.internal.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Transfers, one a line. */
public final class SessionsPage {

    private SessionsPage() {}

    /**
     * The table.
     *
     * @param transfers at least one, in the order they are shown
     * @param width of the terminal, in characters
     * @param now what ages are counted to
     */
    public static String of(List<TransferView> transfers, int width, Instant now) {
        Table table = new Table(
                Column.left("id"),
                Column.left("client"),
                new Column("file", Shape.CUT_START),
                new Column("origin", Shape.CUT_END),
                Column.left("state"),
                Column.right("sent"),
                Column.right("%"),
                Column.right("rate"),
                new Column("blksize", Shape.RIGHT_OR_OUT),
                new Column("window", Shape.RIGHT_OR_OUT),
                Column.right("resent"),
                Column.right("age"));
        transfers.forEach(transfer -> row(table, transfer, now));
        return table.render(width);
    }

    private static void row(Table table, TransferView transfer, Instant now) {
        TransferProgress progress = transfer.progress();
        table.row(
                Long.toString(transfer.id()),
                Endpoints.of(transfer.client()),
                transfer.path(),
                transfer.origin(),
                Words.of(transfer.state()),
                Quantities.bytes(progress.acknowledgedBytes()),
                progress.sizeBytes().isPresent() ? Integer.toString(progress.percent()) : "",
                rate(transfer),
                agreed(transfer.terms().blockSize()),
                agreed(transfer.terms().windowSize()),
                Long.toString(progress.resentBlocks()),
                Quantities.duration(Duration.between(transfer.startedAt(), now)));
    }

    /** How fast bytes went once there was an answer: the wait for a disk says nothing of the network. */
    static String rate(TransferView transfer) {
        TransferProgress progress = transfer.progress();
        return Quantities.rate(progress.acknowledgedBytes(), transfer.elapsed().minus(progress.toFirstAnswer()));
    }

    /** Zero stands in a transfer's terms until they are agreed. */
    private static String agreed(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }
}

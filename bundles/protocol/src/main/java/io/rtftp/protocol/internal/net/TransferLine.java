package io.rtftp.protocol.internal.net;

import io.rtftp.api.transfer.TransferView;
import java.util.Locale;

/** The one log line of a transfer. */
final class TransferLine {

    private TransferLine() {}

    /** {@code transfer 17 192.0.2.5:2070 boot/vmlinuz from disk lab7 completed: 8388608 bytes, 3 resent, 2.1 s}. */
    static String of(TransferView view) {
        StringBuilder line = new StringBuilder("transfer ")
                .append(view.id())
                .append(' ')
                .append(Endpoint.text(view.client()))
                .append(' ')
                .append(printable(view.path()));
        if (!view.origin().isEmpty()) {
            line.append(" from ").append(printable(view.origin()));
        }
        line.append(' ')
                .append(view.state().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append(": ");
        if (!view.reason().isEmpty()) {
            line.append(printable(view.reason())).append("; ");
        }
        line.append(view.progress().acknowledgedBytes()).append(" bytes");
        if (view.progress().resentBlocks() > 0) {
            line.append(", ").append(view.progress().resentBlocks()).append(" resent");
        }
        double seconds = view.elapsed().toNanos() / 1e9;
        return line.append(String.format(Locale.ROOT, seconds < 1 ? ", %.3f s" : ", %.1f s", seconds))
                .toString();
    }

    /** What a client sent, without line breaks or other control characters: nobody forges a log line. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return clean.toString();
    }
}

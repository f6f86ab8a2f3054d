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
        return appendSeconds(line.append(", "), view.elapsed().toNanos())
                .append(" s")
                .toString();
    }

    /** Below a second to the millisecond, else to the tenth; by hand, for there may be thousands of lines at once. */
    private static StringBuilder appendSeconds(StringBuilder line, long nanos) {
        long millis = Math.round(nanos / 1e6);
        if (millis < 1_000) {
            return line.append("0.")
                    .append(millis / 100)
                    .append(millis / 10 % 10)
                    .append(millis % 10);
        }
        long tenths = Math.round(nanos / 1e8);
        return line.append(tenths / 10).append('.').append(tenths % 10);
    }

    /** What a client sent, without line breaks or other control characters: nobody forges a log line. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) { // none of them is half of a surrogate pair
                clean.setCharAt(i, '?');
            }
        }
        return clean.toString();
    }
}

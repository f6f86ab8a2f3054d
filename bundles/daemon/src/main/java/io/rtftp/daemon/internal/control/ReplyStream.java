package io.rtftp.daemon.internal.control;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a client gets: the command's output, a NUL, the exit status in decimal, a NUL, and what went wrong, if anything did. So a
 * NUL within the output goes out as a question mark.
 */
final class ReplyStream extends OutputStream {

    private static final int NUL = 0;

    private final OutputStream connection;

    ReplyStream(OutputStream connection) {
        this.connection = connection;
    }

    @Override
    public void write(int octet) throws IOException {
        connection.write(octet == NUL ? '?' : octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            byte octet = octets[offset + i];
            text[i] = octet == NUL ? (byte) '?' : octet;
        }
        connection.write(text);
    }

    @Override
    public void flush() throws IOException {
        connection.flush();
    }

    /** Ends the reply; {@code failure} is empty when the command succeeded. */
    void end(String failure) throws IOException {
        String end = "\0" + (failure.isEmpty() ? 0 : 1) + "\0" + failure.replace('\0', '?');
        connection.write(end.getBytes(StandardCharsets.UTF_8));
        connection.flush();
    }
}

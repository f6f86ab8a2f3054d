package io.rtftp.protocol.internal.wire;

/** A datagram that is not a TFTP packet; the message says why and may be sent to whoever sent it. */
public final class MalformedPacketException extends RuntimeException {

    /** A complaint about one datagram; it carries no stack trace, since anyone can cause any number of them. */
    public MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}

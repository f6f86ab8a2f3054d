package io.rtftp.protocol.internal.net;

import io.rtftp.protocol.internal.wire.MalformedPacketException;
import io.rtftp.protocol.internal.wire.Packet;
import io.rtftp.protocol.internal.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Failures in words. */
final class Failures {

    private Failures() {}

    /** The reason behind what stages wrap it in. */
    static @Nullable Throwable cause(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The same in words. */
    static String reason(@Nullable Throwable failure) {
        Throwable cause = cause(failure);
        if (cause == null) {
            return "no answer";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** What a client's ERROR says. */
    static String said(ByteBuffer datagram) {
        try {
            return PacketCodec.decode(datagram) instanceof Packet.Failure failure
                    ? ("the client sent ERROR " + failure.code() + " " + failure.message()).strip()
                    : "the client sent ERROR";
        } catch (MalformedPacketException cut) {
            return "the client sent ERROR without a code";
        }
    }
}

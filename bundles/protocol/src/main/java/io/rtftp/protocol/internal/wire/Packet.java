package io.rtftp.protocol.internal.wire;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A TFTP packet after decoding, before encoding. */
public sealed interface Packet {

    /**
     * RRQ, opcode 1 (RFC 1350 §5).
     *
     * @param name the file name as the client wrote it
     * @param mode the transfer mode in lower case
     * @param options the options by their names in lower case, in the order asked, the first of equal names (RFC 2347)
     */
    record ReadRequest(String name, String mode, Map<String, String> options) implements Packet {

        /** Copies the options, keeping their order. */
        public ReadRequest {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }
    }

    /** WRQ, opcode 2, of which only the name matters: this server is read-only. */
    record WriteRequest(String name) implements Packet {}

    /** DATA, opcode 3; {@code block} is the 16-bit number on the wire. */
    record Data(int block, ByteBuffer content) implements Packet {}

    /** ACK, opcode 4; {@code block} is the 16-bit number on the wire. */
    record Ack(int block) implements Packet {}

    /** ERROR, opcode 5; named for what it tells, since {@code Error} is taken. A message beyond 400 characters is cut. */
    record Failure(int code, String message) implements Packet {

        /** Plenty for a person, and with its numbers below the smallest MTU. */
        private static final int MESSAGE_CHARS = 400;

        /** Cuts a message that is too long: some send 60 KB of it. */
        public Failure {
            message = message.length() > MESSAGE_CHARS ? message.substring(0, MESSAGE_CHARS) : message;
        }

        /** An ERROR this server sends. */
        public Failure(ErrorCode code, String message) {
            this(code.number(), message);
        }
    }

    /** OACK, opcode 6 (RFC 2347), options in the order they are written. */
    record OptionAck(Map<String, String> options) implements Packet {

        /** Copies the options, keeping their order. */
        public OptionAck {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }
    }
}

package io.rtftp.protocol.internal.wire;

/** The opcodes of the first two bytes of a packet (RFC 1350 §5, RFC 2347). */
public final class Opcode {

    public static final int READ_REQUEST = 1;
    public static final int WRITE_REQUEST = 2;
    public static final int DATA = 3;
    public static final int ACK = 4;
    public static final int ERROR = 5;
    public static final int OPTION_ACK = 6;

    private Opcode() {}
}

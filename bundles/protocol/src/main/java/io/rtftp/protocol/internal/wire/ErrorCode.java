package io.rtftp.protocol.internal.wire;

/** The error codes this server sends or understands (RFC 1350 appendix, RFC 2347). */
public enum ErrorCode {
    NOT_DEFINED(0),
    FILE_NOT_FOUND(1),
    ACCESS_VIOLATION(2),
    ILLEGAL_OPERATION(4),
    UNKNOWN_TRANSFER_ID(5),
    OPTIONS_REFUSED(8);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }
}

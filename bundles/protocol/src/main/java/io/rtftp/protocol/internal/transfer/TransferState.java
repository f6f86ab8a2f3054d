package io.rtftp.protocol.internal.transfer;

/** Where a {@link ReadTransfer} stands. */
public enum TransferState {
    /** The OACK is out and the client has not acknowledged it (RFC 2347). */
    NEGOTIATING,
    /** Blocks are going out. */
    SENDING,
    /** Nothing is sent any more, whatever arrives. */
    ENDED
}

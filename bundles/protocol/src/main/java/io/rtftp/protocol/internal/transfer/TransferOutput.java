package io.rtftp.protocol.internal.transfer;

/** What a transfer wants done; the driver does it, before the call returns or in the order of the calls. */
public interface TransferOutput {

    /** Send the OACK that was agreed on. */
    void sendOptionAck();

    /**
     * Send a DATA packet.
     *
     * @param block the block's number on the wire, 0 to 65535
     * @param bytes holds the content; valid during the call
     * @param position where in the file the content begins
     * @param length how many bytes it has
     */
    void sendData(int block, ReadAhead bytes, long position, int length);

    /** Read these bytes of the file and answer with {@link ReadTransfer#onBytes}, or stop the transfer where they can't be read. */
    void fetch(long position, int length);

    /** The transfer is over; nothing more will be asked for. */
    void ended(Outcome outcome);

    /** How a transfer ended. */
    enum Outcome {
        /** The client acknowledged every block. */
        COMPLETED,
        /** Every block was sent again and again, and the ACK of the last window did not come: the client may have the file. */
        LAST_ACK_MISSING,
        /** The client answered no more. */
        CLIENT_SILENT,
        /** {@link ReadTransfer#onError}. */
        STOPPED
    }
}

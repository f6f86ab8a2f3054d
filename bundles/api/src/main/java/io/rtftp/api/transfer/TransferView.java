package io.rtftp.api.transfer;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;

/**
 * One transfer at one moment; a snapshot that does not change.
 *
 * @param id a number of its own, counted from 1 since the server started
 * @param client the client's address and port, its TID (RFC 1350 §4)
 * @param server the address and port the server answers from, its TID
 * @param path the path asked for, normalised
 * @param origin where the file comes from; empty until it is found
 * @param place the name of the resolver that has the file, refuses it or could not be asked; empty until that is known, and where none has it
 * @param state the stage it is in
 * @param terms what was asked for and agreed
 * @param progress how far it is
 * @param startedAt when the request came
 * @param elapsed from the request to now, or to the end
 * @param reason how it ended, for a person to read; empty while it runs
 */
public record TransferView(
        long id,
        InetSocketAddress client,
        InetSocketAddress server,
        String path,
        String origin,
        String place,
        State state,
        TransferTerms terms,
        TransferProgress progress,
        Instant startedAt,
        Duration elapsed,
        String reason) {

    /** The stages of a transfer. A transfer passes the first three in order and then one of the others, which is final. */
    public enum State {
        /** The resolvers are being asked. */
        RESOLVING,
        /** The OACK is out and not yet acknowledged (RFC 2347). */
        NEGOTIATING,
        /** Blocks are going out. */
        SENDING,
        /** Every block was acknowledged; or all were sent, and only the last ACK did not come: then the reason says so. */
        COMPLETED,
        /** The client ended it by an ERROR, as UEFI does after a size probe: not a failure. */
        ABORTED,
        /** No place has the file. */
        NOT_FOUND,
        /** A place has the file and may not give it. */
        REFUSED,
        /** The client fell silent, or the file could not be read. */
        FAILED,
        /** An operator ended it, or the server stopped. */
        CANCELLED;

        /** Whether a transfer in this state has ended. */
        public boolean isFinal() {
            return compareTo(COMPLETED) >= 0;
        }
    }
}

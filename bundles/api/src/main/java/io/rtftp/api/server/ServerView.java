package io.rtftp.api.server;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The server at one moment.
 *
 * @param state whether it answers
 * @param listening the addresses requests are received on; empty unless {@link State#READY}
 * @param problem why it does not answer, for a person to read; empty unless {@link State#FAILED}
 */
public record ServerView(State state, List<InetSocketAddress> listening, String problem) {

    /** Copies the list. */
    public ServerView {
        listening = List.copyOf(listening);
    }

    /** Whether requests are answered. */
    public enum State {
        /** Not yet: no socket, or no resolver chain. */
        STARTING,
        /** It answers. */
        READY,
        /** The socket can't be opened; it is tried again from time to time. */
        FAILED
    }
}

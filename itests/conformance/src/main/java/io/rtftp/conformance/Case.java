package io.rtftp.conformance;

import io.rtftp.testkit.tftp.ScriptedClient;
import java.io.IOException;

/**
 * One thing that a server is to do.
 *
 * @param subject the client that needs it, or the rule's place, or the flaw
 * @param rule what is to be seen, as a sentence
 * @param script sends, and looks
 */
public record Case(String subject, String rule, Script script) {

    /** A script: ends normally where the rule was seen, with an {@link AssertionError} where not. */
    @FunctionalInterface
    public interface Script {

        /**
         * Runs it once.
         *
         * @param client a client with a port of its own, closed by the caller
         * @throws Inconclusive when the rule can be neither seen nor missed here
         */
        void run(Server server, ScriptedClient client) throws IOException;
    }
}

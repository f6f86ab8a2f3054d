package io.rtftp.shell.internal.input;

import java.time.Duration;

/** Numbers as an operator types them. */
public final class TypedNumber {

    private static final int SECONDS_MOST = 86_400;

    private TypedNumber() {}

    /**
     * A transfer's id.
     *
     * @throws CommandFailedException when the text is no whole number from 1
     */
    public static long transferId(String text) throws CommandFailedException {
        return within(text, Long.MAX_VALUE, "'" + text + "' is not a transfer's id; rtftp:sessions --all shows them");
    }

    /**
     * How long to wait.
     *
     * @throws CommandFailedException when the text is no whole number of seconds from 1 to a day
     */
    public static Duration timeout(String text) throws CommandFailedException {
        return Duration.ofSeconds(within(
                text,
                SECONDS_MOST,
                "--timeout '" + text + "' is not a whole number of seconds from 1 to " + SECONDS_MOST));
    }

    private static long within(String text, long most, String sentence) throws CommandFailedException {
        try {
            long number = Long.parseLong(text);
            if (number < 1 || number > most) {
                throw new CommandFailedException(sentence);
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw new CommandFailedException(sentence, notANumber);
        }
    }
}

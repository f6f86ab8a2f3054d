package io.rtftp.daemon.internal.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a client sends it: the number of its words in decimal, then the words, each of these followed by a NUL.
 *
 * @param words the command's name and its arguments
 */
record ControlRequest(List<String> words) {

    private static final int WORDS_MOST = 100;
    private static final int WORD_BYTES_MOST = 65_536;

    /** Copies the list. */
    ControlRequest {
        words = List.copyOf(words);
    }

    /**
     * Reads one.
     *
     * @throws ProtocolException when it is none
     * @throws EOFException when it ends early
     */
    static ControlRequest read(InputStream in) throws IOException {
        int count = count(word(in));
        List<String> words = new ArrayList<>(count);
        while (words.size() < count) {
            words.add(word(in));
        }
        return new ControlRequest(words);
    }

    private static int count(String text) throws ProtocolException {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= WORDS_MOST) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            throw notARequest(text);
        }
        throw notARequest(text);
    }

    private static ProtocolException notARequest(String text) {
        return new ProtocolException(
                "a request begins with the number of its words, 1 to " + WORDS_MOST + ", not with " + text);
    }

    private static String word(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next != 0; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the request ends within a word");
            }
            if (bytes.size() == WORD_BYTES_MOST) {
                throw new ProtocolException("a word of the request is longer than " + WORD_BYTES_MOST + " bytes");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

package io.rtftp.daemon.internal.control;

import java.util.regex.Pattern;

/** Text that means the same in a terminal, a file and a mail. */
public final class PlainText {

    /** What sets colours and moves the cursor (ECMA-48 §5.4), and any other control character but tab and line feed. */
    private static final Pattern CONTROLS = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]|[\\p{Cntrl}&&[^\t\n]]");

    private PlainText() {}

    /** The same text without colours, and without space around it. */
    public static String of(String text) {
        return CONTROLS.matcher(text).replaceAll("").strip();
    }
}

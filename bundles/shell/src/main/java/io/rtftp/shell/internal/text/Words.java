package io.rtftp.shell.internal.text;

import java.util.Locale;

/** Constants of the code as words that operators read. */
public final class Words {

    private Words() {}

    /** {@code NOT_FOUND} is {@code not found}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code 1 file}, {@code 2 files}. */
    public static String count(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}

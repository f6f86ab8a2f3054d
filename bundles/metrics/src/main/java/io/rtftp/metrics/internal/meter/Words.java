package io.rtftp.metrics.internal.meter;

import java.util.Locale;

/** Values of labels. */
final class Words {

    /** The place of what comes from no place. */
    static final String NO_PLACE = "none";

    private Words() {}

    /** A constant's name as a label says it: {@code IN_USE} is {@code in_use}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A place's name. */
    static String place(String resolver) {
        return resolver.isEmpty() ? NO_PLACE : resolver;
    }
}

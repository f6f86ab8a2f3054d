package io.rtftp.guestfs.internal.description;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The mount options that a description may ask for: those that choose what is seen, and none that could change how it is mounted. */
final class MountOptions {

    private static final String RIGHT = "the options are ro, noload, norecovery, nouuid, degraded, utf8, subvol=NAME, "
            + "subvolid=NUMBER, iocharset=NAME and codepage=NUMBER, with commas between them or as a list";
    private static final Pattern ALLOWED = Pattern.compile("ro|noload|norecovery|nouuid|degraded|utf8"
            + "|subvol=[^,\\p{Cntrl}]{1,255}|subvolid=\\d{1,19}|iocharset=[A-Za-z0-9_-]{1,32}|codepage=\\d{1,5}");

    private MountOptions() {}

    /** The options at {@code key}: a string as in {@code /etc/fstab}, or a list of strings. */
    static List<String> of(String key, Json value) throws DescriptionException {
        if (!(value instanceof Json.Items list)) {
            return Keys.meaning(key, value, MountOptions::split);
        }
        List<String> options = new ArrayList<>();
        for (Json item : list.items()) {
            options.add(Keys.meaning(key, item, MountOptions::allowed));
        }
        return options;
    }

    private static List<String> split(String text) {
        List<String> options = new ArrayList<>();
        for (String option : text.split(",", -1)) {
            options.add(allowed(option));
        }
        return options;
    }

    private static String allowed(String option) {
        if (!ALLOWED.matcher(option).matches()) {
            throw new IllegalArgumentException(RIGHT);
        }
        return option;
    }
}

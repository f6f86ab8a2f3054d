package io.rtftp.watcher.internal.file;

import io.rtftp.api.file.ClientAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file's name in the TFTP root makes it. */
public sealed interface DescriptionName {

    /** What the name of a disk description ends with. */
    String SUFFIX = ".nbd";

    /** A client's address as the server writes it, and {@link #SUFFIX}: a disk description. */
    record Description() implements DescriptionName {}

    /** Meant as a disk description, and no client's request will ever lead to it. */
    record Misnamed(String reason) implements DescriptionName {}

    /** Something else: an editor's temporary file, a directory, a boot file. */
    record Other() implements DescriptionName {}

    /** Judges a name without a directory. */
    static DescriptionName of(String name) {
        if (name.startsWith(".") || !name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            return new Other();
        }
        Optional<String> right = Address.canonical(name.substring(0, name.length() - SUFFIX.length()))
                .map(address -> address + SUFFIX);
        if (right.isEmpty()) {
            return new Misnamed("it is not named after a client's address, such as 192.0.2.5.nbd or 2001:db8::5.nbd");
        }
        if (!right.get().equals(name)) {
            return new Misnamed("the right name for this address is " + right.get());
        }
        return new Description();
    }

    /** Addresses as people write them. */
    final class Address {

        private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
        private static final Pattern IPV6 = Pattern.compile("\\[?([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(%[^]]*)?]?");
        private static final int BYTE_MOST = 255;

        private Address() {}

        /** The canonical form of an address in any spelling; empty where the text is none. Never asks a name server. */
        static Optional<String> canonical(String text) {
            if (IPV4.matcher(text).matches()) {
                return ipv4(text);
            }
            var ipv6 = IPV6.matcher(text);
            if (!ipv6.matches()) {
                return Optional.empty();
            }
            try {
                // A text with a colon is taken as an address or refused: names are not looked up.
                return Optional.of(ClientAddress.of(InetAddress.getByName(ipv6.group(1))));
            } catch (UnknownHostException notAnAddress) {
                return Optional.empty();
            }
        }

        private static Optional<String> ipv4(String text) {
            StringBuilder canonical = new StringBuilder();
            for (String number : text.split("\\.", -1)) {
                int value = Integer.parseInt(number); // decimal also with leading zeros, as operators mean it
                if (value > BYTE_MOST) {
                    return Optional.empty();
                }
                canonical.append(canonical.isEmpty() ? "" : ".").append(value);
            }
            return Optional.of(canonical.toString());
        }
    }
}

package io.rtftp.guestfs.internal.description;

import io.rtftp.guestfs.internal.source.NbdExport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** NBD URIs, as the NBD project's document {@code doc/uri.md} has them; a part that RTFTP would have to ignore is refused. */
final class NbdUri {

    /** The port IANA assigned to NBD. */
    static final int DEFAULT_PORT = 10_809;

    private static final int PORT_MOST = 65_535;
    private static final int NAME_BYTES_MOST = 4096; // the NBD protocol's limit of a string
    private static final int SOCKET_BYTES_MOST = 107; // sun_path of unix(7) without its final NUL
    private static final Pattern URI = Pattern.compile("(?i)(nbds?(?:\\+unix)?)://([^/?#]*)(/[^?#]*)?(?:\\?([^#]*))?");
    private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]");
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%25[A-Za-z0-9._~-]+)?)]|([A-Za-z0-9._-]{1,253}))(?::(\\d{0,6}))?");
    private static final Pattern USER = Pattern.compile("(?s)(?<=//).*@");

    private NbdUri() {}

    /** The export that {@code text} names; an {@link IllegalArgumentException}'s message says what would be right. */
    static NbdExport parse(String text) {
        Matcher illegal = ILLEGAL.matcher(text);
        if (illegal.find()) {
            throw new IllegalArgumentException("in a URI, '" + printable(illegal.group()) + "' must be written as "
                    + PercentText.encode(illegal.group(), "") + " (RFC 3986)");
        }
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            throw new IllegalArgumentException("it must be nbd://HOST[:PORT][/EXPORT], nbds://HOST[:PORT][/EXPORT], "
                    + "nbd+unix:///[EXPORT]?socket=PATH or nbds+unix:///[EXPORT]?socket=PATH");
        }
        boolean tls = uri.group(1).toLowerCase(Locale.ROOT).startsWith("nbds");
        boolean unix = uri.group(1).length() > "nbds".length();
        String path = uri.group(3) == null ? "/" : uri.group(3);
        NbdExport.Server server = unix ? unix(uri.group(2), uri.group(4)) : tcp(uri.group(2), uri.group(4));
        return new NbdExport(server, name(path.substring(1)), tls);
    }

    /** The same text with what stands before an {@code @} taken out. */
    static String withoutSecrets(String text) {
        return USER.matcher(text).replaceAll("…@");
    }

    private static String name(String raw) {
        String name = PercentText.decode(raw);
        if (name.indexOf('\0') >= 0 || name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MOST) {
            throw new IllegalArgumentException(
                    "an export name has no NUL and at most " + NAME_BYTES_MOST + " bytes (NBD protocol)");
        }
        return name;
    }

    private static NbdExport.Tcp tcp(String authority, @Nullable String query) {
        if (query != null && !query.isEmpty()) {
            throw new IllegalArgumentException(
                    "after nbd://HOST/EXPORT no ? may follow: RTFTP takes no parameters there"
                            + " (certificates for nbds are the server's key tls_certificates)");
        }
        if (authority.contains("@")) {
            throw new IllegalArgumentException("it must be without a user name: RTFTP proves who it is by certificate"
                    + " (the server's key tls_certificates)");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "after nbd:// there must be a host name, an IPv4 address or an IPv6 address"
                            + " in brackets, and then, if at all, : and a port");
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1).replace("%25", "%");
        return new NbdExport.Tcp(host, port(parts.group(3)));
    }

    private static int port(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) { // RFC 3986 §3.2.3: an empty port is the default one
            return DEFAULT_PORT;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > PORT_MOST) {
            throw new IllegalArgumentException("a port is a number from 1 to " + PORT_MOST);
        }
        return port;
    }

    private static NbdExport.UnixSocket unix(String authority, @Nullable String query) {
        if (!authority.isEmpty()) {
            throw new IllegalArgumentException("a Unix socket has no host: three slashes follow nbd+unix:");
        }
        String socket = "";
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            if (!parameter.startsWith("socket=") || !socket.isEmpty()) {
                throw new IllegalArgumentException("the one parameter is socket=PATH, once"
                        + " (certificates for nbds are the server's key tls_certificates)");
            }
            socket = PercentText.decode(parameter.substring("socket=".length()));
        }
        if (!socket.startsWith("/")
                || socket.indexOf('\0') >= 0
                || socket.getBytes(StandardCharsets.UTF_8).length > SOCKET_BYTES_MOST) {
            throw new IllegalArgumentException(
                    "?socket= must follow, with the socket's absolute path of at most " + SOCKET_BYTES_MOST + " bytes");
        }
        return new NbdExport.UnixSocket(Path.of(socket));
    }

    private static String printable(String character) {
        return Character.isISOControl(character.codePointAt(0)) ? "?" : character;
    }
}

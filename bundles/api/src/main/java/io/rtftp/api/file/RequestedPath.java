package io.rtftp.api.file;

/** The one place where a requested name becomes a path. */
public final class RequestedPath {

    private RequestedPath() {}

    /**
     * Normalises a name: {@code \} becomes {@code /}, leading, trailing and repeated slashes go.
     *
     * @return a relative path as {@link FileRequest} wants it
     * @throws IllegalArgumentException when the name has a {@code .} or {@code ..} segment or names nothing; the message may
     *     be sent to the client
     */
    public static String normalise(String name) {
        StringBuilder path = new StringBuilder(name.length());
        int from = 0;
        while (from < name.length()) {
            int to = from;
            while (to < name.length() && !isSlash(name.charAt(to))) {
                to++;
            }
            append(path, name, from, to);
            from = to + 1;
        }
        if (path.length() == 0) {
            throw new IllegalArgumentException("the name has no file in it");
        }
        return path.toString();
    }

    private static void append(StringBuilder path, String name, int from, int to) {
        boolean dots = to - from <= 2 && "..".regionMatches(0, name, from, to - from);
        if (to > from && dots) {
            throw new IllegalArgumentException("'" + name.substring(from, to) + "' is not allowed in a path");
        }
        if (to > from) {
            path.append(path.length() == 0 ? "" : "/").append(name, from, to);
        }
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }
}

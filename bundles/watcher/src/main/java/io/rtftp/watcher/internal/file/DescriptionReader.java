package io.rtftp.watcher.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Looks at disk descriptions. Symbolic links are followed: a description may lie elsewhere. */
public final class DescriptionReader {

    /** A description longer than this is none. */
    public static final int BYTES_MOST = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DescriptionReader() {}

    /** What lies there now. */
    public static Sight look(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            // Opening a FIFO would block, so what is no regular file is never opened.
            return attributes.isRegularFile()
                    ? read(file)
                    : new Sight.Flawed("it is " + kind(attributes) + ", not a regular file", "");
        } catch (NoSuchFileException absent) {
            return new Sight.Absent();
        } catch (AccessDeniedException denied) {
            return new Sight.Flawed("it cannot be read: permission denied", "");
        } catch (FileSystemException failed) {
            return parentIsNoDirectory(file) ? new Sight.Absent() : unreadable(failed);
        } catch (IOException failed) {
            return unreadable(failed);
        }
    }

    private static Sight read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MOST + 1);
            return bytes.length > BYTES_MOST
                    ? new Sight.Flawed("it is longer than " + BYTES_MOST + " bytes", "")
                    : judge(bytes);
        }
    }

    private static Sight judge(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed, unlike new String(…)
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean malformed = decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        if (malformed) {
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            return new Sight.Flawed(
                    "line " + line + ": byte " + (in.position() + 1) + " of the file is not UTF-8", text);
        }
        String json = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text; // RFC 8259 §8.1 lets us ignore it
        return JsonText.flaw(json)
                .<Sight>map(reason -> new Sight.Flawed(reason, json))
                .orElseGet(() -> new Sight.Complete(json));
    }

    private static boolean parentIsNoDirectory(Path file) {
        Path parent = file.getParent();
        return parent != null && Files.exists(parent) && !Files.isDirectory(parent);
    }

    private static Sight unreadable(IOException failed) {
        return new Sight.Flawed("it cannot be read: " + failed.getMessage(), "");
    }

    private static String kind(BasicFileAttributes attributes) {
        return attributes.isDirectory() ? "a directory" : "a FIFO, a socket or a device";
    }
}

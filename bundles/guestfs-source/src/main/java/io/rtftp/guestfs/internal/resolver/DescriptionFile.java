package io.rtftp.guestfs.internal.resolver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** The text of a {@code .nbd} file as it is now. */
final class DescriptionFile {

    private static final int BYTES_MOST = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DescriptionFile() {}

    /**
     * The whole text; empty where there is no such file.
     *
     * @throws IOException when it can't be read; its message says why, for a person to read
     */
    static Optional<String> read(Path file) throws IOException {
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) { // opening a FIFO would block
                throw new IOException("it is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(text(in.readNBytes(BYTES_MOST + 1)));
            }
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (CharacterCodingException malformed) {
            throw new IOException("it is not UTF-8", malformed);
        } catch (FileSystemException failed) {
            throw new IOException(
                    "it can't be read: "
                            + (failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason()),
                    failed);
        }
    }

    private static String text(byte[] bytes) throws IOException {
        if (bytes.length > BYTES_MOST) {
            throw new IOException("it is longer than " + BYTES_MOST + " bytes");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}

package io.rtftp.local.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/**
 * Opens a file by going down from a directory one segment at a time, each opened relative to the one before and never through a symbolic
 * link (openat(2) with O_NOFOLLOW). Whoever may write below the directory can rename and relink as fast as they like: what is opened lies
 * below it.
 */
final class DescentFromRoot {

    private static final int ATTEMPTS = 3;

    private DescentFromRoot() {}

    /**
     * Opens {@code path}, which is {@code root} or lies below it; neither has a symbolic link in it.
     *
     * @return empty when it is no regular file, which is found out before it is opened: opening a FIFO would wait for its writer
     * @throws IOException also when the path has a symbolic link in it by now
     */
    static Optional<OpenedFile> open(Path root, Path path) throws IOException {
        if (path.equals(root)) {
            return Optional.empty(); // a link may lead to the root itself
        }
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            if (top instanceof SecureDirectoryStream<Path> secure) {
                return open(secure, root.relativize(path), path);
            }
            throw new FileSystemException(
                    root.toString(), null, "this file system can't be read safely: it has no openat");
        }
    }

    private static Optional<OpenedFile> open(SecureDirectoryStream<Path> directory, Path below, Path path)
            throws IOException {
        Path first = below.getName(0);
        if (below.getNameCount() == 1) {
            return openIn(directory, first, path);
        }
        try (SecureDirectoryStream<Path> next = directory.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
            return open(next, below.subpath(1, below.getNameCount()), path);
        }
    }

    private static Optional<OpenedFile> openIn(SecureDirectoryStream<Path> directory, Path name, Path path)
            throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            BasicFileAttributes before = attributes(directory, name);
            if (before.isSymbolicLink()) {
                throw new FileSystemException(path.toString(), null, "a symbolic link has taken its place");
            }
            if (!before.isRegularFile()) {
                return Optional.empty();
            }
            FileChannel channel = (FileChannel)
                    directory.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            FileIdentity identity = FileIdentity.of(before);
            if (isStill(identity, directory, name, channel)) {
                return Optional.of(new OpenedFile(path, channel, identity));
            }
        }
        throw new IOException(path + " is being written: it changed " + ATTEMPTS + " times while it was opened");
    }

    /** Whether what was looked at is what was opened; where not, the channel is closed. */
    private static boolean isStill(
            FileIdentity identity, SecureDirectoryStream<Path> directory, Path name, FileChannel channel)
            throws IOException {
        boolean still = false;
        try {
            still = identity.equals(FileIdentity.of(attributes(directory, name)));
        } finally {
            if (!still) {
                channel.close();
            }
        }
        return still;
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }
}

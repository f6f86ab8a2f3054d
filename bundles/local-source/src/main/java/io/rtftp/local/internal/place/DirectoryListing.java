package io.rtftp.local.internal.place;

import io.rtftp.api.file.ListedFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client could ask for in a directory: its files and directories, and links to such inside the TFTP root. */
final class DirectoryListing {

    private DirectoryListing() {}

    /** Lists {@code directory}; nothing where it is none. */
    static List<ListedFile> of(RealRoot root, Path directory) throws IOException {
        if (!(Whereabouts.of(root, directory) instanceof Whereabouts.Inside inside)
                || !inside.attributes().isDirectory()) {
            return List.of();
        }
        List<ListedFile> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(inside.real())) {
            for (Path path : stream) {
                entry(root, path).ifPresent(entries::add);
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return entries;
    }

    private static Optional<ListedFile> entry(RealRoot root, Path path) throws IOException {
        if (!(Whereabouts.of(root, path) instanceof Whereabouts.Inside inside)) {
            return Optional.empty();
        }
        BasicFileAttributes attributes = inside.attributes();
        String name = path.getFileName().toString();
        return attributes.isDirectory()
                ? Optional.of(new ListedFile(name, ListedFile.Kind.DIRECTORY, 0))
                : Optional.of(new ListedFile(name, ListedFile.Kind.FILE, attributes.size()))
                        .filter(file -> attributes.isRegularFile());
    }
}

package io.rtftp.watcher.internal.root;

import io.rtftp.watcher.internal.file.DescriptionName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TFTP root: which names in it are disk descriptions, and what an operator was told about it, once each. */
final class RootDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(RootDirectory.class);

    private final Path path;
    private final Consumer<String> warnings;
    private final Set<String> misnamed = new HashSet<>();
    private String trouble = "";

    /**
     * A root nobody has complained about yet.
     *
     * @param path where it is, absolute
     * @param warnings told what an operator has to put right, one sentence each
     */
    RootDirectory(Path path, Consumer<String> warnings) {
        this.path = path;
        this.warnings = warnings;
    }

    Path path() {
        return path;
    }

    /** The disk descriptions in it, absolute; none where it can't be listed. */
    List<Path> list() {
        List<Path> descriptions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
                if (isDescription(entry.getFileName())) {
                    descriptions.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException unlisted) {
            LOG.debug(
                    "{} cannot be listed: {}", path, unlisted.toString()); // the operator hears of it from onUnwatched
            return descriptions;
        }
        misnamed.retainAll(names); // so that one who makes the same mistake later is told as well
        return descriptions;
    }

    /** Whether a name in this directory is that of a disk description; says so where it was probably meant to be. */
    boolean isDescription(Path name) {
        DescriptionName judged = DescriptionName.of(name.toString());
        if (judged instanceof DescriptionName.Misnamed wrong
                && Files.exists(path.resolve(name))
                && misnamed.add(name.toString())) {
            warnings.accept(printable(path.resolve(name)) + " is ignored: " + wrong.reason());
        }
        return judged instanceof DescriptionName.Description;
    }

    /** It is watched from now on. */
    void onWatched() {
        LOG.debug("watching {}", path);
        if (!trouble.isEmpty()) {
            LOG.info("tftp_root = {} is there now", path);
            trouble = "";
        }
    }

    /** It is not watched, and will be tried again. */
    void onUnwatched(IOException failed, Duration again) {
        String reason = reason(failed);
        if (!reason.equals(trouble)) {
            trouble = reason;
            warnings.accept("tftp_root = " + path + " " + reason + "; looking again every " + again.toMillis() + " ms");
        }
    }

    private static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "does not exist";
        }
        return failed instanceof NotDirectoryException ? "is not a directory" : "cannot be watched: " + failed;
    }

    private static String printable(Path file) {
        return file.toString().replaceAll("\\p{Cntrl}", "?"); // a name must not forge a line of the log
    }
}

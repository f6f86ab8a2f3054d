package io.rtftp.api.watch;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told which disk descriptions ({@code <client address>.nbd}) directly inside the TFTP root come, change and go; register
 * a service of this type to listen.
 *
 * <p>Calls come one at a time from the watcher's thread and must return quickly. What is told is a state, not an event: a new
 * listener hears of every file that is already there, and a file is told again only when its content is another one. When
 * the TFTP root changes, the files of the old root are gone and those of the new one present.
 */
@ConsumerType
public interface RootListener {

    /**
     * The file is there and complete: its content is one whole JSON value.
     *
     * @param file where it lies, absolute
     * @param json its whole content
     */
    void filePresent(Path file, String json);

    /**
     * The file has been there for a while and is not JSON, or can't be read. What was told of it before stays in force.
     *
     * @param file where it lies, absolute
     * @param reason what is wrong with it, with line and column where known, for a person to read
     */
    void fileInvalid(Path file, String reason);

    /** The file is gone. */
    void fileGone(Path file);
}

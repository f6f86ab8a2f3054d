package io.rtftp.api.file;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One place where files come from; register a service of this type to add a place to the chain.
 *
 * <p>The chain asks resolvers in descending {@code service.ranking} (an {@code Integer}). The places that RTFTP brings
 * stand at {@link #CLIENT_DIRECTORY_RANKING}, {@link #DISK_RANKING} and {@link #DEFAULT_DIRECTORY_RANKING}; pick a number
 * between, above or below them. A resolver is called from any thread, must not block the caller (unless it is a {@link DiskThread}), and completes
 * the stage from a thread of its own choosing.
 */
@ConsumerType
public interface FileResolver {

    /** Service property, a {@code String}, required: the name operators know this place by, unique in the chain. */
    String NAME = "rtftp.resolver.name";

    /** The client's own directory. */
    int CLIENT_DIRECTORY_RANKING = 300;

    /** The client's remote disk. */
    int DISK_RANKING = 200;

    /** The directory that serves every client. */
    int DEFAULT_DIRECTORY_RANKING = 100;

    /**
     * Looks for the requested file and opens it.
     *
     * @return completes with what was found; stays incomplete while it is not known yet (the server is silent towards the
     *     client meanwhile); completes exceptionally when this place could not be asked, which ends the request with an
     *     error and is not the same as {@link Resolution.NotHere}
     */
    CompletionStage<Resolution> resolve(FileRequest request);

    /**
     * Tells what {@code client} could ask this place for, for a person to read.
     *
     * @param directory normalised as in {@link FileRequest#path}, or empty for the top
     * @return completes with the directory's files and directories, in any order; with nothing where there is no such directory, or
     *     where this place cannot tell
     */
    default CompletionStage<List<ListedFile>> list(InetAddress client, String directory) {
        return CompletableFuture.completedFuture(List.of());
    }
}

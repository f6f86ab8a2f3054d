package io.rtftp.api.file;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** All registered resolvers, asked one after the other until one has the file. Thread-safe; never blocks the caller. */
@ProviderType
public interface ResolverChain {

    /**
     * Asks the resolvers in order; the first answer other than {@link Resolution.NotHere} wins, and a resolver that fails
     * ends the request: the stage completes exceptionally with a {@link ResolverFailedException}.
     */
    CompletionStage<Resolution> resolve(FileRequest request);

    /**
     * Asks every resolver, whatever the others say, and keeps no file open.
     *
     * @return completes with one answer per resolver, in the order they are asked
     */
    CompletionStage<List<Answer>> explain(FileRequest request);

    /**
     * What {@code client} could ask for, over all places.
     *
     * @param directory normalised as in {@link FileRequest#path}, or empty for the top
     * @return completes with the entries sorted by name; a name that several places have stands once, at the place that would answer.
     *     A place that fails contributes nothing
     */
    CompletionStage<List<PlacedFile>> list(InetAddress client, String directory);

    /** The resolvers in the order they are asked. */
    List<ResolverView> resolvers();

    /**
     * One resolver as operators see it.
     *
     * @param name the resolver's {@link FileResolver#NAME}
     * @param ranking its {@code service.ranking}
     * @param found how often it, or one of its name before it, had the file since there was this chain
     * @param notHere how often it had not
     * @param refused how often it refused
     * @param failed how often it could not be asked
     */
    record ResolverView(String name, int ranking, long found, long notHere, long refused, long failed) {}

    /**
     * What one resolver said to one request.
     *
     * @param resolver its name
     * @param ranking its ranking
     * @param verdict what it said
     * @param detail the file's origin and size, or why not, for a person to read
     */
    record Answer(String resolver, int ranking, Verdict verdict, String detail) {}

    /**
     * An entry and the place it comes from.
     *
     * @param resolver the place's name
     * @param file the entry
     */
    record PlacedFile(String resolver, ListedFile file) {}

    /** The kinds of answer; the first in the chain that is not {@link #NOT_HERE} decides. */
    enum Verdict {
        FOUND,
        NOT_HERE,
        REFUSED,
        FAILED
    }
}

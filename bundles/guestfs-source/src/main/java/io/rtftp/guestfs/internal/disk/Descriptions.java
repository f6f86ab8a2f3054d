package io.rtftp.guestfs.internal.disk;

import io.rtftp.guestfs.internal.source.DiskSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is described a disk, and who all are described the same one. All calls from the timeline's thread. */
final class Descriptions {

    private final Map<String, Described> byClient = new HashMap<>();
    private final Map<DiskSource, Sharing> bySource = new HashMap<>();

    /** What is known of this client's description. */
    Optional<Described> get(String client) {
        return Optional.ofNullable(byClient.get(client));
    }

    /** This is known of this client's description from now on; returns what was before. */
    Optional<Described> put(String client, Described now) {
        Optional<Described> before = remove(client);
        byClient.put(client, now);
        now.source()
                .ifPresent(source -> bySource.computeIfAbsent(source, unknown -> new Sharing())
                        .put(client, now));
        return before;
    }

    /** This client has no description any more; returns what it was. */
    Optional<Described> remove(String client) {
        Optional<Described> before = Optional.ofNullable(byClient.remove(client));
        before.flatMap(Described::source).ifPresent(source -> leave(source, client));
        return before;
    }

    /** Whether anybody's description is of this disk. */
    boolean isAnyOf(DiskSource source) {
        return bySource.containsKey(source);
    }

    /** Whose descriptions are of this disk. */
    Owners ownersOf(DiskSource source) {
        Sharing all = bySource.get(source);
        return all == null ? Owners.NONE : all.owners();
    }

    private void leave(DiskSource source, String client) {
        Sharing all = bySource.get(source);
        if (all != null && all.isEmptyAfter(client)) {
            bySource.remove(source);
        }
    }

    /**
     * Whom one disk is described for.
     *
     * @param clients their addresses, sorted
     * @param files where the descriptions lie, in the same order
     * @param error what is wrong with one of them now; empty where nothing is
     */
    record Owners(List<String> clients, List<Path> files, String error) {

        private static final Owners NONE = new Owners(List.of(), List.of(), "");
    }

    /** Those who share a disk; they are listed once after each change, however often they are asked for. */
    private static final class Sharing {

        private final TreeMap<String, Described> all = new TreeMap<>();
        private @Nullable Owners listed;

        void put(String client, Described one) {
            all.put(client, one);
            listed = null;
        }

        /** This client leaves; tells whether it was the last. */
        boolean isEmptyAfter(String client) {
            all.remove(client);
            listed = null;
            return all.isEmpty();
        }

        Owners owners() {
            Owners owners = listed;
            if (owners == null) {
                owners = new Owners(
                        List.copyOf(all.keySet()),
                        all.values().stream().map(Described::file).toList(),
                        all.values().stream()
                                .map(Described::error)
                                .filter(error -> !error.isEmpty())
                                .findFirst()
                                .orElse(""));
                listed = owners;
            }
            return owners;
        }
    }
}

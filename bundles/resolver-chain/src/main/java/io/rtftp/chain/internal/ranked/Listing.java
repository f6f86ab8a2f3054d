package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.ResolverChain.PlacedFile;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a client could ask for, over all places; a name stands at the first place that has it. */
final class Listing {

    private Listing() {}

    static CompletionStage<List<PlacedFile>> of(InetAddress client, String directory, List<Place> places) {
        List<CompletableFuture<List<PlacedFile>>> lists = places.stream()
                .map(place -> list(place, client, directory).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(lists.toArray(CompletableFuture[]::new)).thenApply(all -> merged(lists));
    }

    private static List<PlacedFile> merged(List<CompletableFuture<List<PlacedFile>>> lists) {
        Map<String, PlacedFile> byName = new TreeMap<>();
        for (CompletableFuture<List<PlacedFile>> list : lists) {
            list.join().forEach(entry -> byName.putIfAbsent(entry.file().name(), entry));
        }
        return List.copyOf(byName.values());
    }

    private static CompletionStage<List<PlacedFile>> list(Place place, InetAddress client, String directory) {
        try {
            @Nullable CompletionStage<List<ListedFile>> list = place.resolver().list(client, directory);
            return list == null
                    ? CompletableFuture.completedFuture(List.of())
                    : list.thenApply(files -> placed(place, files)).exceptionally(failure -> List.of());
        } catch (RuntimeException | LinkageError failure) { // a place that fails contributes nothing
            return CompletableFuture.completedFuture(List.of());
        }
    }

    private static List<PlacedFile> placed(Place place, List<ListedFile> files) {
        return files.stream().map(file -> new PlacedFile(place.name(), file)).toList();
    }
}

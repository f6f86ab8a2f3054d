package io.rtftp.guestfs.internal.disk;

import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.Resolution;
import io.rtftp.guestfs.internal.appliance.MountedDisk;
import io.rtftp.guestfs.internal.description.DiskDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finding, opening and listing files on described disks. Thread-safe. */
public final class DiskFiles {

    private final Disks disks;

    /** The files of these disks. */
    public DiskFiles(Disks disks) {
        this.disks = disks;
    }

    /** Looks for a file, attaching the disk where it must be; completes as {@code FileResolver.resolve} does. */
    public CompletionStage<Resolution> open(String client, DiskDescription description, String path) {
        Optional<String> hindrance = NameLimits.hinder(description.root() + "/" + path);
        if (hindrance.isPresent()) {
            return CompletableFuture.completedStage(new Resolution.NotHere(hindrance.get()));
        }
        CompletableFuture<Resolution> answer = new CompletableFuture<>();
        boolean skip = description.onFailure() == DiskDescription.OnFailure.SKIP;
        Consumer<DiskException> failed = reason -> {
            if (skip && !reason.isLetGo()) {
                answer.complete(new Resolution.NotHere(String.valueOf(reason.getMessage())));
            } else {
                answer.completeExceptionally(reason);
            }
        };
        Consumer<Generation> use = generation -> generation.look(description.root(), path, (look, failure) -> {
            if (failure != null) {
                failed.accept(new DiskException(generation.disk(), Reasons.of(failure)));
            } else {
                give(answer, generation, client, look);
            }
        });
        disks.ask(description.source(), asking(client, use, failed, answer));
        return answer;
    }

    /** The entries of a directory, attaching the disk where it must be. */
    public CompletionStage<List<ListedFile>> list(String client, DiskDescription description, String directory) {
        CompletableFuture<List<ListedFile>> answer = new CompletableFuture<>();
        Consumer<Generation> use = generation -> generation.list(description.root(), directory, (entries, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(new DiskException(generation.disk(), Reasons.of(failure)));
            } else {
                answer.complete(entries);
            }
        });
        disks.ask(description.source(), asking(client, use, answer::completeExceptionally, answer));
        return answer;
    }

    private Asking asking(
            String client, Consumer<Generation> use, Consumer<DiskException> failed, CompletableFuture<?> answer) {
        return new Asking(client, disks.timeline().nowNanos(), use, failed, answer::isDone);
    }

    private static void give(
            CompletableFuture<Resolution> answer,
            Generation generation,
            String client,
            MountedDisk.@Nullable Look look) {
        if (look instanceof MountedDisk.Look.Regular found) {
            var file = generation.open(client, found);
            if (!answer.complete(new Resolution.Found(file))) {
                file.close(); // nobody waits for it any more
            }
        } else if (look instanceof MountedDisk.Look.Forbidden forbidden) {
            answer.complete(new Resolution.Refused(forbidden.why()));
        } else if (look instanceof MountedDisk.Look.Missing missing) {
            answer.complete(new Resolution.NotHere("disk " + generation.disk() + ": " + missing.why()));
        }
    }
}

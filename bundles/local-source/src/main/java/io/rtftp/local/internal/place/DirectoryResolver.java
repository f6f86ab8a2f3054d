package io.rtftp.local.internal.place;

import io.rtftp.api.file.FileRequest;
import io.rtftp.api.file.FileResolver;
import io.rtftp.api.file.ListedFile;
import io.rtftp.api.file.Resolution;
import io.rtftp.api.file.ServedFile;
import io.rtftp.local.internal.file.OpenFiles;
import io.rtftp.local.internal.file.SmallFile;
import io.rtftp.local.internal.kernel.LateGlance;
import io.rtftp.local.internal.kernel.Sight;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Files of one directory of the TFTP root. Symbolic links are followed as long as they stay inside the root, also out of the directory;
 * one that leads out of the root is refused, and what is no regular file is not there (docs/decisions/0011).
 */
public final class DirectoryResolver implements FileResolver {

    private static final int ATTEMPTS = 3;

    private final Supplier<Path> root;
    private final Function<InetAddress, String> directory;
    private final OpenFiles files;
    private final LateGlance glance;
    private final Executor disk;
    private volatile RealRoot realRoot = new RealRoot(Path.of(""));

    /**
     * A place.
     *
     * @param root the TFTP root of the moment
     * @param directory the name of the directory in it for a client's address
     * @param glance shows what need not be looked for on {@code disk}
     * @param disk where it is looked: the caller of a resolver must not wait for a disk
     */
    public DirectoryResolver(
            Supplier<Path> root,
            Function<InetAddress, String> directory,
            OpenFiles files,
            LateGlance glance,
            Executor disk) {
        this.root = root;
        this.directory = directory;
        this.files = files;
        this.glance = glance;
        this.disk = disk;
    }

    @Override
    public CompletionStage<Resolution> resolve(FileRequest request) {
        Resolution seen = atAGlance(root(), request);
        if (seen != null) {
            return CompletableFuture.completedFuture(seen);
        }
        CompletableFuture<Resolution> answer = new CompletableFuture<>();
        disk.execute(() -> {
            try {
                Resolution resolution = look(root(), request);
                if (!answer.complete(resolution)) {
                    resolution.discard();
                }
            } catch (IOException | RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    @Override
    public CompletionStage<List<ListedFile>> list(InetAddress client, String below) {
        CompletableFuture<List<ListedFile>> list = new CompletableFuture<>();
        disk.execute(() -> {
            try {
                RealRoot top = root();
                list.complete(DirectoryListing.of(top, path(top, client, below)));
            } catch (InvalidPathException noSuchName) {
                list.complete(List.of());
            } catch (IOException | RuntimeException failure) {
                list.completeExceptionally(failure);
            }
        });
        return list;
    }

    /** What the kernel's memory shows; null where it shows nothing certain. */
    private @Nullable Resolution atAGlance(RealRoot top, FileRequest request) {
        String path = top.path() + "/" + directory.apply(request.client().getAddress()) + "/" + request.path();
        Sight sight = glance.look(path, top.glanced());
        if (sight instanceof Sight.Content content) {
            return new Resolution.Found(new SmallFile(path, content.bytes()));
        }
        return sight == Sight.Nothing.ABSENT ? new Resolution.NotHere("no file " + path) : null;
    }

    private Resolution look(RealRoot top, FileRequest request) throws IOException {
        Path path;
        try {
            path = path(top, request.client().getAddress(), request.path());
        } catch (InvalidPathException noSuchName) {
            return new Resolution.NotHere("no file can have this name");
        }
        // What changes between looking and opening is looked at again.
        for (int attempt = 1; ; attempt++) {
            try {
                return open(Whereabouts.of(top, path), path);
            } catch (AccessDeniedException denied) {
                return new Resolution.Refused("the server may not read it");
            } catch (FileSystemException moved) {
                if (attempt == ATTEMPTS) {
                    return vanished(moved, path);
                }
            }
        }
    }

    private static Resolution vanished(FileSystemException moved, Path path) throws FileSystemException {
        if (moved instanceof NoSuchFileException) {
            return new Resolution.NotHere("no file " + path);
        }
        throw moved;
    }

    private Resolution open(Whereabouts whereabouts, Path path) throws IOException {
        if (whereabouts instanceof Whereabouts.Forbidden forbidden) {
            return new Resolution.Refused(forbidden.reason());
        }
        if (whereabouts instanceof Whereabouts.Inside inside) {
            Optional<ServedFile> file = files.open(inside.root(), inside.real(), inside.attributes(), path.toString());
            return file.<Resolution>map(Resolution.Found::new)
                    .orElseGet(() -> new Resolution.NotHere(path + " is not a file"));
        }
        return new Resolution.NotHere(((Whereabouts.Nowhere) whereabouts).why());
    }

    private RealRoot root() {
        Path now = root.get();
        RealRoot known = realRoot;
        if (!known.path().equals(now)) {
            known = new RealRoot(now);
            realRoot = known;
        }
        return known;
    }

    private Path path(RealRoot top, InetAddress client, String below) {
        return top.path().resolve(directory.apply(client)).resolve(below);
    }
}

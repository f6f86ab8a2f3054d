package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.file.ListedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** A view as its users see it: every call goes through the appliance's lane. */
final class AttachedDisk implements MountedDisk {

    private static final Duration FOLLOW_PAUSE = Duration.ofMillis(5);

    private final LibguestfsAppliance appliance;
    private final AttachedView view;
    private final Path piece;
    private volatile boolean detached;

    /**
     * A view that is attached.
     *
     * @param piece the file that pieces of files pass through
     */
    AttachedDisk(LibguestfsAppliance appliance, AttachedView view, Path piece) {
        this.appliance = appliance;
        this.view = view;
        this.piece = piece;
    }

    @Override
    public List<String> mounts() {
        return view.mounting().mounts();
    }

    @Override
    public List<String> notes() {
        return view.mounting().notes();
    }

    @Override
    public CompletionStage<Look> look(String root, String path) {
        return call(
                "looking for " + path, () -> view.reads().believed(() -> new DiskFiles(view.guest()).look(root, path)));
    }

    @Override
    public CompletionStage<List<ListedFile>> list(String root, String directory) {
        return call(
                "listing " + directory,
                () -> view.reads().believed(() -> new DiskFiles(view.guest()).list(root, directory)));
    }

    @Override
    public CompletionStage<Void> copy(String realPath, long position, int length, Path target, IntConsumer arrived) {
        return this.<Void>call("reading " + realPath, () -> {
            copyPiece(new Piece.Place(realPath, position, length), target, arrived);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> detach() {
        return this.<Void>call("detaching", () -> {
            detached = true;
            appliance.detach(view);
            return null;
        });
    }

    private void copyPiece(Piece.Place place, Path target, IntConsumer arrived) throws ApplianceException, IOException {
        try (Piece part = Piece.begin(piece, place, target, arrived)) {
            Future<?> following = appliance.repeat(FOLLOW_PAUSE, part::follow);
            try {
                view.guest().downloadOffset(place.realPath(), piece.toString(), place.position(), place.length());
            } finally {
                following.cancel(false);
            }
            part.finish();
        }
    }

    private <T> CompletionStage<T> call(String what, Callable<T> call) {
        return appliance.call(what, () -> {
            if (detached) {
                throw new ApplianceException("this view of the disk has been detached");
            }
            return call.call();
        });
    }
}

package io.rtftp.guestfs.internal.appliance;

import io.rtftp.api.file.ListedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/** A view as its users see it: every call goes through the appliance's lane. */
final class AttachedDisk implements MountedDisk {

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
    public CompletionStage<Void> copy(String realPath, long position, int length, Path target) {
        return this.<Void>call("reading " + realPath, () -> {
            copyPiece(realPath, position, length, target);
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

    // libguestfs truncates the file that it downloads to; so a piece goes through a file of its own, in memory where
    // the run directory is.
    private void copyPiece(String realPath, long position, int length, Path target)
            throws ApplianceException, IOException {
        view.guest().downloadOffset(realPath, piece.toString(), position, length);
        try (FileChannel from = FileChannel.open(piece);
                FileChannel to = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (from.size() != length) {
                throw new ApplianceException(
                        realPath + ": " + from.size() + " bytes at " + position + ", not " + length);
            }
            to.position(position);
            long done = 0;
            while (done < length) {
                done += from.transferTo(done, length - done, to);
            }
        }
        Files.deleteIfExists(piece);
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
